use domain::ids::JobId;
use domain::job::{EmploymentType, H1bSponsorStatus, Job, JobApplicationStatus, JobStatus};
use ports::job::JobFilter;
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;
use uuid::Uuid;

use super::{insert, people};
use crate::support::builders::{a_guest, a_job, a_public_job, at, id};
use crate::support::{Opened, TestResult, open};

/// The numbers of the jobs that the first person finds.
async fn found(opened: &Opened, filter: JobFilter) -> Vec<u128> {
    let page = PageRequest { after: None, limit: 100 };
    let page = opened.store.jobs().list(a_guest(1).id, &filter, page).await.expect("a page");
    page.items.iter().map(|listed| listed.job.id.0.as_u128()).collect()
}

/// An application of the first person, as the application itself would make it.
pub(super) async fn apply(opened: &Opened, number: u128, job: u128, status: &str, deleted: bool) {
    let [application, user, job] = [number, 1, job].map(|number| opened.literal(id(number)));
    let deleted = if deleted { "'2026-01-01T00:00:00+00:00'" } else { "NULL" };
    opened
        .execute(&format!(
            "INSERT INTO applications (id, user_id, job_id, status, deleted_at) VALUES ({application}, {user}, {job}, '{status}', {deleted})"
        ))
        .await;
}

#[rstest]
#[tokio::test]
async fn own_and_public_jobs_are_listed_together_newest_first(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let (me, other) = (a_guest(1), a_guest(2));
    let mine = (10..40).step_by(3).map(|number| a_job(number, &me));
    let theirs = (11..40).step_by(3).map(|number| a_job(number, &other));
    let public = (12..40).step_by(3).map(a_public_job);
    insert(&opened, mine.chain(theirs).chain(public)).await?;
    let expected: Vec<u128> = (10..40).rev().filter(|number| number % 3 != 2).collect();
    assert_eq!(found(&opened, JobFilter::default()).await, expected);

    for limit in [1, 2, 7, 19, 20] {
        let (mut after, mut all) = (None, Vec::new());
        loop {
            let page = opened.store.jobs().list(me.id, &JobFilter::default(), PageRequest { after, limit }).await?;
            assert!(page.items.len() <= limit as usize);
            all.extend(page.items.iter().map(|listed| listed.job.id.0.as_u128()));
            after = page.next;
            if after.is_none() {
                break;
            }
            // What comes meanwhile is newer, and neither repeats nor skips anything.
            insert(
                &opened,
                [a_job(Uuid::from_u128(1_000 + all.len() as u128 + u128::from(limit) * 100).as_u128(), &other)],
            )
            .await?;
        }
        assert_eq!(all, expected, "{limit} at a time");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_listed_job_says_how_far_the_viewers_own_application_is(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    insert(&opened, [a_job(10, &a_guest(1)), a_public_job(11), a_public_job(12), a_job(13, &a_guest(1))]).await?;
    apply(&opened, 100, 10, "offer", false).await;
    apply(&opened, 101, 11, "applied", true).await;
    apply(&opened, 102, 11, "screening", false).await;
    apply(&opened, 103, 12, "rejected", true).await;

    let seen_by = async |number| {
        let page = PageRequest { after: None, limit: 10 };
        let page = opened.store.jobs().list(a_guest(number).id, &JobFilter::default(), page).await.expect("a page");
        page.items
            .iter()
            .map(|listed| (listed.job.id.0.as_u128(), listed.application_status.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(seen_by(1).await, [(13, "not_applied"), (12, "not_applied"), (11, "screening"), (10, "offer")]);
    assert_eq!(seen_by(2).await, [(12, "not_applied"), (11, "not_applied")]);
    let one = opened.store.jobs().find(a_guest(1).id, JobId(id(11))).await?.expect("the job");
    assert_eq!(one.application_status, JobApplicationStatus::Screening);

    for (status, expected) in [
        (JobApplicationStatus::NotApplied, vec![13, 12]),
        (JobApplicationStatus::Screening, vec![11]),
        (JobApplicationStatus::Offer, vec![10]),
        (JobApplicationStatus::Rejected, vec![]),
    ] {
        let filter = JobFilter { application_status: Some(status), ..JobFilter::default() };
        assert_eq!(found(&opened, filter).await, expected, "{status}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_filter_finds_what_it_asks_for_and_all_of_them_together(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let plain = Job { salary_min: Some(50_000), ..a_job(10, &a_guest(1)) };
    let rare = Job {
        source: "linkedin".to_owned(),
        status: JobStatus::Archived,
        employment_type: EmploymentType::Contract,
        remote: true,
        company: "Łódź_100% \"Mills\" GmbH".to_owned(),
        h1b_sponsor_status: H1bSponsorStatus::Verified,
        created_at: at(100),
        salary_min: Some(60_000),
        salary_max: Some(90_000),
        ..a_public_job(11)
    };
    insert(&opened, [plain, rare, a_job(12, &a_guest(1))]).await?;
    let none = JobFilter::default;
    let company = |text: &str| JobFilter { company: Some(text.to_owned()), ..none() };
    let salary = |least| JobFilter { salary_at_least: Some(least), ..none() };
    let after = |seconds| JobFilter { created_after: Some(at(seconds)), ..none() };
    for (filter, expected) in [
        (JobFilter { source: Some("linkedin".to_owned()), ..none() }, vec![11]),
        (JobFilter { source: Some("LinkedIn".to_owned()), ..none() }, vec![]),
        (JobFilter { status: Some(JobStatus::Archived), ..none() }, vec![11]),
        (JobFilter { status: Some(JobStatus::Active), ..none() }, vec![12, 10]),
        (JobFilter { employment_type: Some(EmploymentType::Contract), ..none() }, vec![11]),
        (JobFilter { remote: Some(true), ..none() }, vec![11]),
        (JobFilter { remote: Some(false), ..none() }, vec![12, 10]),
        (JobFilter { h1b_sponsor_status: Some(H1bSponsorStatus::Verified), ..none() }, vec![11]),
        (company("MILLS"), vec![11]),
        (company("łódź"), vec![]),
        (company("Łódź"), vec![11]),
        (company("100%"), vec![11]),
        (company("1%0"), vec![]),
        (company("_"), vec![11]),
        (company("analytical engines"), vec![12, 10]),
        (salary(90_000), vec![11]),
        (salary(90_001), vec![]),
        (salary(50_000), vec![11, 10]),
        (salary(0), vec![11, 10]),
        (after(99), vec![11]),
        (after(100), vec![]),
        (after(-1), vec![12, 11, 10]),
        (
            JobFilter {
                words: Some(domain::job::SearchWords::of(["łódź engineer"])),
                source: Some("linkedin".to_owned()),
                status: Some(JobStatus::Archived),
                application_status: Some(JobApplicationStatus::NotApplied),
                employment_type: Some(EmploymentType::Contract),
                remote: Some(true),
                company: Some("gmbh".to_owned()),
                h1b_sponsor_status: Some(H1bSponsorStatus::Verified),
                created_after: Some(at(1)),
                salary_at_least: Some(1),
            },
            vec![11],
        ),
    ] {
        assert_eq!(found(&opened, filter.clone()).await, expected, "{filter:?}");
    }
    Ok(())
}
