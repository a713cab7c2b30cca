use domain::ids::JobId;
use domain::job::{
    EmploymentType, H1bSponsorStatus, Job, JobApplicationStatus, JobOrigin, JobRawData, JobStatus, SeenJob, Sponsorship,
};
use ports::store::Repositories;
use rstest::rstest;
use serde_json::json;
use test_database::Backend;

use super::people;
use crate::support::builders::{a_guest, a_job, a_public_job, at, id};
use crate::support::{TestResult, assert_conflict, open};

fn a_full_job(number: u128) -> Job {
    let text = |text: &str| Some(text.to_owned());
    Job {
        source: "linkedin".to_owned(),
        url: text("https://example.com/1"),
        location: text("Zürich"),
        description: text("Everything 🦀\nand more"),
        parsed_keywords: vec!["Rust".to_owned()],
        requirements: vec!["5+ years".to_owned(), "\"quotes\"".to_owned()],
        benefits: vec!["Lunch".to_owned()],
        salary_range: text("100–120k"),
        salary_min: Some(0),
        salary_max: Some(i32::MAX),
        salary_currency: text("CHF"),
        remote: true,
        employment_type: EmploymentType::Internship,
        company_size: Some(12),
        industry: text("Mills"),
        travel_percent: Some(100),
        on_call: Some(false),
        status: JobStatus::Draft,
        h1b_sponsor_status: H1bSponsorStatus::Verified,
        posted_at: Some(at(-5)),
        updated_at: at(9),
        ..a_job(number, &a_guest(1))
    }
}

#[rstest]
#[tokio::test]
async fn a_job_is_kept_with_all_that_it_holds(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let (full, bare) = (a_full_job(10), a_job(11, &a_guest(1)));
    let sponsorship = Some(Sponsorship { offered: false, sentence: "No sponsorship.".to_owned() });
    let raw_data = Some(JobRawData { job_posting: Some(json!({"@type": "JobPosting", "n": 1.5})), sponsorship });
    let origin = JobOrigin { raw_text: Some("as it came".to_owned()), raw_data };
    opened.store.jobs().insert(&full, &origin).await?;
    opened.store.jobs().insert(&bare, &JobOrigin::default()).await?;
    for (job, origin) in [(full, origin), (bare, JobOrigin::default())] {
        let found = opened.store.jobs().find(a_guest(1).id, job.id).await?;
        assert_eq!(found, Some(SeenJob { job, origin, application_status: JobApplicationStatus::NotApplied }));
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn own_and_public_jobs_are_seen_and_no_others(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let jobs = opened.store.jobs();
    for job in [a_job(10, &a_guest(1)), a_job(11, &a_guest(2)), a_public_job(12)] {
        jobs.insert(&job, &JobOrigin::default()).await?;
    }
    for (number, seen) in [(10, true), (11, false), (12, true), (13, false)] {
        assert_eq!(jobs.find(a_guest(1).id, JobId(id(number))).await?.is_some(), seen, "{number}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_url_is_one_job_for_each_owner_and_one_for_everybody(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let jobs = opened.store.jobs();
    let at_url = |job: Job| Job { url: Some("https://example.com/1".to_owned()), ..job };
    let none = JobOrigin::default();
    jobs.insert(&at_url(a_job(10, &a_guest(1))), &none).await?;
    jobs.insert(&at_url(a_job(11, &a_guest(2))), &none).await?;
    jobs.insert(&at_url(a_public_job(12)), &none).await?;
    for job in [a_job(20, &a_guest(1)), a_public_job(21)] {
        assert_conflict("job_exists", jobs.insert(&at_url(job), &none).await);
    }
    // Jobs without one are as many as anybody likes.
    for number in [30, 31] {
        jobs.insert(&a_job(number, &a_guest(1)), &none).await?;
    }
    Ok(())
}
