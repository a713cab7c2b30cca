use std::collections::BTreeMap;

use domain::identity::User;
use domain::ids::MatchId;
use domain::job::{Job, JobOrigin, JobStatus, JobSummary};
use domain::matching::{Match, MatchFilter, MatchStatus, MatchWithJob, Rationale, Score};
use ports::paging::PageRequest;
use ports::store::{Repositories, StoreError};
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_job, a_match, an_application, at, id};
use crate::support::{Opened, TestResult, assert_stale, open};

async fn two_people_and_jobs(opened: &Opened, count: u128) -> Result<(User, User, Vec<Job>), StoreError> {
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    let jobs: Vec<Job> = (100..100 + count).map(|number| a_job(number, &user)).collect();
    for job in &jobs {
        opened.store.jobs().insert(job, &JobOrigin::default()).await?;
    }
    Ok((user, other, jobs))
}

fn shown(found: &Match, job: &Job) -> MatchWithJob {
    let job = JobSummary {
        id: job.id,
        title: job.title.clone(),
        company: job.company.clone(),
        location: job.location.clone(),
    };
    MatchWithJob { found: found.clone(), job }
}

#[rstest]
#[tokio::test]
async fn a_match_comes_back_whole_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 4).await?;
    let matches = opened.store.matches();
    let all: Vec<Match> = (0..)
        .zip(MatchStatus::ALL)
        .map(|(number, status)| Match {
            status: *status,
            rationale: Rationale {
                summary: "Fits 🦀".to_owned(),
                top_reasons: vec!["Rust".to_owned()],
                concerns: vec!["\"far\"".to_owned()],
                confidence: Some(0.5),
                breakdown: BTreeMap::from([("skills".to_owned(), 87.5)]),
            },
            ..a_match(10 + number as u128, &jobs[number], &user, 99.99)
        })
        .collect();
    matches.upsert_many(&all).await?;
    for (one, job) in all.iter().zip(&jobs) {
        assert_eq!(matches.find(user.id, one.id).await?, Some(shown(one, job)));
        assert_eq!(matches.find(other.id, one.id).await?, None);
    }
    matches.upsert_many(&[]).await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn scoring_a_job_again_keeps_what_the_person_made_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 2).await?;
    let matches = opened.store.matches();
    let saved = Match { status: MatchStatus::Saved, ..a_match(10, &jobs[0], &user, 50.0) };
    matches.upsert_many(&[saved.clone(), a_match(20, &jobs[0], &other, 50.0)]).await?;
    let again = Match { updated_at: at(5), ..a_match(11, &jobs[0], &user, 70.25) };
    matches.upsert_many(&[again.clone(), a_match(12, &jobs[1], &user, 1.0)]).await?;
    let merged = Match { id: saved.id, status: MatchStatus::Saved, ..again };
    assert_eq!(matches.find(user.id, saved.id).await?, Some(shown(&merged, &jobs[0])));
    assert_eq!(opened.count("matches").await, 3);
    Ok(())
}

async fn ids(
    opened: &Opened,
    filter: &MatchFilter,
    page: PageRequest<ports::matching::MatchKey>,
) -> Result<(Vec<u128>, Option<ports::matching::MatchKey>), StoreError> {
    let page = opened.store.matches().list(a_guest(1).id, filter, page).await?;
    Ok((page.items.iter().map(|shown| shown.found.id.0.as_u128()).collect(), page.next))
}

#[rstest]
#[tokio::test]
async fn matches_come_by_score_then_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 7).await?;
    let scores = [33.33, 100.0, 66.67, 66.67, 0.0, 66.66];
    let matches: Vec<Match> =
        (0..).zip(scores).map(|(number, score)| a_match(10 + number as u128, &jobs[number], &user, score)).collect();
    opened.store.matches().upsert_many(&matches).await?;
    opened.store.matches().upsert_many(&[a_match(50, &jobs[0], &other, 88.0)]).await?;
    let (all, first_two) = (MatchFilter::default(), PageRequest { after: None, limit: 2 });
    let everything = PageRequest { after: None, limit: 100 };
    assert_eq!(ids(&opened, &all, everything).await?, (vec![11, 13, 12, 15, 10, 14], None));

    let (first, next) = ids(&opened, &all, first_two).await?;
    assert_eq!(first, [11, 13]);
    assert_eq!(next, Some((Score::try_from(66.67).expect("a score"), MatchId(id(13)))));
    // One that comes in before shifts nothing.
    opened.store.matches().upsert_many(&[a_match(60, &jobs[6], &user, 99.0)]).await?;
    let (second, next) = ids(&opened, &all, PageRequest { after: next, limit: 2 }).await?;
    assert_eq!(second, [12, 15]);
    assert_eq!(ids(&opened, &all, PageRequest { after: next, limit: 2 }).await?, (vec![10, 14], None));

    let good = MatchFilter { min_score: Some(66.67), ..MatchFilter::default() };
    assert_eq!(ids(&opened, &good, everything).await?.0, [11, 60, 13, 12]);
    let saved = MatchFilter { status: Some(MatchStatus::Saved), ..MatchFilter::default() };
    assert!(ids(&opened, &saved, everything).await?.0.is_empty());
    opened
        .store
        .matches()
        .update(&Match { status: MatchStatus::Saved, updated_at: at(3), ..matches[2].clone() }, at(0))
        .await?;
    assert_eq!(ids(&opened, &saved, everything).await?.0, [12]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn only_the_state_that_was_read_is_written_over(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 1).await?;
    let matches = opened.store.matches();
    let found = a_match(10, &jobs[0], &user, 50.0);
    matches.upsert_many(std::slice::from_ref(&found)).await?;
    let saved = Match { status: MatchStatus::Saved, updated_at: at(2), ..found.clone() };
    matches.update(&saved, found.updated_at).await?;
    assert_eq!(matches.find(user.id, found.id).await?, Some(shown(&saved, &jobs[0])));
    assert_stale(matches.update(&saved, found.updated_at).await);
    assert_stale(matches.update(&Match { user_id: other.id, ..saved.clone() }, saved.updated_at).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn applying_turns_the_owners_match_on_the_job_whatever_it_was(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 4).await?;
    let matches = opened.store.matches();
    for (number, status) in (0..).zip(MatchStatus::ALL) {
        let found = Match { status: *status, ..a_match(10 + number as u128, &jobs[number], &user, 50.0) };
        matches.upsert_many(std::slice::from_ref(&found)).await?;
        matches.mark_applied(user.id, jobs[number].id, at(7)).await?;
        let now = matches.find(user.id, found.id).await?.expect("the match").found;
        let changed_at = if *status == MatchStatus::Applied { at(0) } else { at(7) };
        assert_eq!((now.status, now.updated_at), (MatchStatus::Applied, changed_at));
    }
    let of_others = a_match(50, &jobs[0], &other, 50.0);
    matches.upsert_many(std::slice::from_ref(&of_others)).await?;
    matches.mark_applied(user.id, jobs[0].id, at(8)).await?;
    assert_eq!(matches.find(other.id, of_others.id).await?, Some(shown(&of_others, &jobs[0])));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_top_pick_is_the_best_that_can_still_be_applied_for(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, jobs) = two_people_and_jobs(&opened, 5).await?;
    let matches = opened.store.matches();
    assert_eq!(matches.top_pick(user.id).await?, None);
    let archived = Job { status: JobStatus::Archived, ..a_job(200, &user) };
    opened.store.jobs().insert(&archived, &JobOrigin::default()).await?;
    let with = |number, job, score, status| Match { status, ..a_match(number, job, &user, score) };
    let saved = with(13, &jobs[3], 60.0, MatchStatus::Saved);
    matches
        .upsert_many(&[
            with(10, &jobs[0], 99.0, MatchStatus::Dismissed),
            with(11, &jobs[1], 98.0, MatchStatus::Applied),
            // Applied for, though the match does not say so.
            with(12, &jobs[2], 97.0, MatchStatus::New),
            with(15, &archived, 96.0, MatchStatus::New),
            saved.clone(),
            with(14, &jobs[4], 59.99, MatchStatus::New),
        ])
        .await?;
    opened.store.applications().insert(&an_application(30, &jobs[2], &user, 0)).await?;
    assert_eq!(matches.top_pick(user.id).await?, Some(shown(&saved, &jobs[3])));
    opened.soft_delete("applications", id(30)).await;
    assert_eq!(matches.top_pick(user.id).await?.map(|best| best.found.id), Some(MatchId(id(12))));
    Ok(())
}
