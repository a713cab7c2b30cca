use domain::ids::JobId;
use domain::job::{Job, JobOrigin, JobStatus, SearchWords};
use ports::job::JobFilter;
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{insert, people};
use crate::support::builders::{a_guest, a_job, a_public_job, at, id};
use crate::support::{Opened, TestResult, assert_conflict, assert_stale, open};

async fn is_found_by(opened: &Opened, word: &str) -> bool {
    let filter = JobFilter { words: Some(SearchWords::of([word])), ..JobFilter::default() };
    let page = opened.store.jobs().list(a_guest(1).id, &filter, PageRequest { after: None, limit: 1 }).await;
    !page.expect("a page").items.is_empty()
}

#[rstest]
#[tokio::test]
async fn a_change_is_kept_and_found_by_its_new_words_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let origin = JobOrigin { raw_text: Some("as it came".to_owned()), raw_data: None };
    let job = Job { description: Some("old words".to_owned()), ..a_job(10, &a_guest(1)) };
    opened.store.jobs().insert(&job, &origin).await?;
    let changed = Job {
        title: "Miller".to_owned(),
        description: None,
        status: JobStatus::Archived,
        requirements: vec!["new words".to_owned()],
        updated_at: at(5),
        ..job.clone()
    };
    opened.store.jobs().update(&changed, job.updated_at).await?;
    let seen = opened.store.jobs().find(a_guest(1).id, job.id).await?.expect("the job");
    assert_eq!((seen.job, seen.origin), (changed, origin), "what it was read from stays");
    for (word, found) in [("miller", true), ("new", true), ("old", false), ("engineer", false)] {
        assert_eq!(is_found_by(&opened, word).await, found, "{word}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_job_that_was_changed_meanwhile_or_is_not_the_owners_stays_as_it_is(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let (mine, theirs, public) = (a_job(10, &a_guest(1)), a_job(11, &a_guest(2)), a_public_job(12));
    insert(&opened, [mine.clone(), theirs.clone(), public.clone()]).await?;
    let jobs = opened.store.jobs();
    assert_stale(jobs.update(&Job { updated_at: at(5), ..mine.clone() }, at(-1)).await);
    for job in [theirs, public.clone()] {
        assert_stale(jobs.update(&Job { user_id: mine.user_id, updated_at: at(5), ..job }, at(0)).await);
    }
    assert_stale(jobs.update(&Job { updated_at: at(5), ..public }, at(0)).await);
    assert_eq!(opened.value::<i64>("SELECT count(DISTINCT updated_at) FROM jobs").await, 1);
    assert!(jobs.find(a_guest(1).id, JobId(id(11))).await?.is_none());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_url_of_another_job_cannot_be_taken(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let url = Some("https://example.com/1".to_owned());
    let second = a_job(11, &a_guest(1));
    insert(&opened, [Job { url: url.clone(), ..a_job(10, &a_guest(1)) }, second.clone()]).await?;
    let taken = Job { url, updated_at: at(5), ..second };
    assert_conflict("job_exists", opened.store.jobs().update(&taken, at(0)).await);
    Ok(())
}
