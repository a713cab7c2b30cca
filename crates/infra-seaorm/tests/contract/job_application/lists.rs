use domain::ids::{ApplicationId, JobId};
use domain::job_application::{Application, ApplicationFilter, ApplicationStatus};
use ports::job_application::ApplicationKey;
use ports::paging::PageRequest;
use ports::store::{Repositories, StoreError};
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_jobs;
use crate::support::builders::{an_application, at, id};
use crate::support::{Opened, TestResult, open};

async fn ids(
    opened: &Opened,
    filter: &ApplicationFilter,
    after: Option<ApplicationKey>,
    limit: u32,
) -> Result<(Vec<u128>, Option<ApplicationKey>), StoreError> {
    let owner = crate::support::builders::a_guest(1).id;
    let page = opened.store.applications().list(owner, filter, PageRequest { after, limit }).await?;
    Ok((page.items.iter().map(|shown| shown.application.id.0.as_u128()).collect(), page.next))
}

#[rstest]
#[tokio::test]
async fn applications_come_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 8).await?;
    let applications = opened.store.applications();
    let all = ApplicationFilter::default();
    // The second and third were applied for at the same instant; the last was noted down late.
    for (number, seconds) in [(10, 1), (11, 5), (12, 5), (13, 9), (14, -100)] {
        let job = &jobs[number as usize - 10];
        applications.insert(&an_application(number, job, &user, seconds)).await?;
    }
    applications.insert(&an_application(50, &jobs[0], &other, 7)).await?;
    opened.soft_delete("applications", id(13)).await;

    assert_eq!(ids(&opened, &all, None, 10).await?, (vec![12, 11, 10, 14], None));
    let (first, next) = ids(&opened, &all, None, 2).await?;
    assert_eq!((first, next), (vec![12, 11], Some((at(5), ApplicationId(id(11))))));
    // What comes in between shifts nothing.
    applications.insert(&an_application(20, &jobs[5], &user, 30)).await?;
    applications.insert(&an_application(21, &jobs[6], &user, 2)).await?;
    assert_eq!(ids(&opened, &all, next, 10).await?, (vec![21, 10, 14], None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn applications_are_filtered_by_all_that_is_given(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, jobs) = two_people_and_jobs(&opened, 4).await?;
    for (number, (seconds, status)) in (0..).zip([(1, "applied"), (2, "offer"), (3, "applied"), (4, "offer")]) {
        let status: ApplicationStatus = status.parse().expect("a status");
        let application = an_application(10 + number as u128, &jobs[number], &user, seconds);
        opened.store.applications().insert(&Application { status, ..application }).await?;
    }
    let none = ApplicationFilter::default();
    let offers = ApplicationFilter { status: Some(ApplicationStatus::Offer), ..none };
    assert_eq!(ids(&opened, &offers, None, 10).await?.0, [13, 11]);
    let (first, next) = ids(&opened, &offers, None, 1).await?;
    assert_eq!(first, [13]);
    assert_eq!(ids(&opened, &offers, next, 1).await?, (vec![11], None));

    let job = |job: JobId| ApplicationFilter { job_id: Some(job), ..ApplicationFilter::default() };
    assert_eq!(ids(&opened, &job(jobs[2].id), None, 10).await?.0, [12]);
    assert!(ids(&opened, &job(JobId(id(999))), None, 10).await?.0.is_empty());

    let between = |after, before| ApplicationFilter {
        applied_after: Some(after),
        applied_before: Some(before),
        ..ApplicationFilter::default()
    };
    assert_eq!(ids(&opened, &between(at(2), at(4)), None, 10).await?.0, [12, 11]);
    let both = ApplicationFilter { status: Some(ApplicationStatus::Offer), ..between(at(2), at(4)) };
    assert_eq!(ids(&opened, &both, None, 10).await?.0, [11]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn times_beyond_what_a_database_keeps_are_as_good_as_none(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, jobs) = two_people_and_jobs(&opened, 1).await?;
    opened.store.applications().insert(&an_application(10, &jobs[0], &user, 0)).await?;
    let ever = ApplicationFilter {
        applied_after: Some(chrono::DateTime::<chrono::Utc>::MIN_UTC),
        applied_before: Some(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        ..ApplicationFilter::default()
    };
    assert_eq!(ids(&opened, &ever, None, 10).await?.0, [10]);
    Ok(())
}
