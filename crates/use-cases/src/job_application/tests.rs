use std::sync::Arc;

use chrono::TimeDelta;
use domain::identity::{Timezone, UserTier};
use domain::ids::{DocumentId, JobId};
use domain::job::JobSummary;
use mockall::predicate::eq;
use ports::job_application::Referred;
use ports::store::StoreError;
use ports::testing::{Committed, CountingIds, FixedClock, MockStore, OWNER, member, nth_id};
use rstest::rstest;

use super::*;
use crate::error::{Classify, ErrorKind};
use crate::patch::Change;

const JOB: JobId = JobId(nth_id(0x10b));
const ID: ApplicationId = ApplicationId(nth_id(0xa));

/// 2026-01-01T00:00:00Z
fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn job() -> JobSummary {
    JobSummary { id: JOB, title: "Engineer".to_owned(), company: "Acme".to_owned(), location: None }
}

fn shown() -> ApplicationWithJob {
    let application = command().application(ID, OWNER, now()).unwrap();
    ApplicationWithJob { application, job: job() }
}

fn command() -> CreateApplication {
    CreateApplication {
        job_id: JOB,
        status: None,
        applied_at: None,
        resume_version_id: None,
        cover_letter_id: None,
        notes: None,
    }
}

fn applications(store: MockStore) -> (Applications, Committed) {
    let (store, committed) = store.build();
    let clock = Arc::new(FixedClock::default());
    (Applications { store, clock, ids: Arc::new(CountingIds::default()), daily_limits: true }, committed)
}

/// Where the owner has made so many applications today.
fn store(tier: UserTier, made_today: u64) -> MockStore {
    let mut store = MockStore::default();
    let account = User { tier, ..member() };
    store.users.expect_find_for_update().returning(move |_| Ok(Some(account.clone())));
    store.applications.expect_look_up().returning(|_, _| Ok(Referred { job: Some(job()), has_documents: true }));
    store.applications.expect_count_created_since().returning(move |_, _| Ok(made_today));
    store
}

fn writable(mut store: MockStore) -> MockStore {
    store.applications.expect_insert().times(1).returning(|_| Ok(()));
    store.applications.expect_insert_event().times(1).returning(|_| Ok(true));
    store.matches.expect_mark_applied().with(eq(OWNER), eq(JOB), eq(now())).times(1).returning(|_, _, _| Ok(()));
    store
}

#[tokio::test]
async fn an_application_comes_with_its_first_event_and_turns_the_match() {
    let mut store = store(UserTier::Free, 4);
    store.applications.expect_insert().times(1).returning(|_| Ok(()));
    store
        .applications
        .expect_insert_event()
        .withf(|event| event.old_status.is_none() && event.new_status == Some(ApplicationStatus::Applied))
        .times(1)
        .returning(|_| Ok(true));
    store.matches.expect_mark_applied().times(1).returning(|_, _, _| Ok(()));
    let (applications, committed) = applications(store);
    let made = applications.create(OWNER, command()).await.unwrap();
    assert_eq!((made.job, made.application.applied_at), (job(), now()));
    assert_eq!(committed.count(), 1);
}

#[rstest]
#[case(UserTier::Free, 5)]
#[case(UserTier::Pro, 25)]
#[case(UserTier::H1bPro, 25)]
#[case(UserTier::CareerInsurance, 50)]
#[case(UserTier::Enterprise, 100)]
#[tokio::test]
async fn the_tier_says_how_many_applications_a_day_has(#[case] tier: UserTier, #[case] limit: u64) {
    let (last, committed) = applications(writable(store(tier, limit - 1)));
    last.create(OWNER, command()).await.unwrap();
    assert_eq!(committed.count(), 1);

    let (one_more, committed) = applications(store(tier, limit));
    let error = one_more.create(OWNER, command()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::LimitReached, "daily_limit_reached"));
    assert_eq!(error.retry_after(), Some(24 * 3_600 + 1));
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn the_day_is_the_one_of_the_account() {
    let mut store = MockStore::default();
    let zone = Timezone::try_from("Asia/Kolkata".to_owned()).unwrap();
    let account = User { timezone: zone, ..member() };
    store.users.expect_find_for_update().returning(move |_| Ok(Some(account.clone())));
    store.applications.expect_look_up().returning(|_, _| Ok(Referred { job: Some(job()), has_documents: true }));
    // 05:30 there.
    let midnight = now() - TimeDelta::minutes(330);
    store.applications.expect_count_created_since().with(eq(OWNER), eq(midnight)).returning(|_, _| Ok(5));
    let error = applications(store).0.create(OWNER, command()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some((24 * 60 - 330) * 60 + 1));
}

#[tokio::test]
async fn without_limits_nobody_counts() {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().returning(|_| Ok(Some(member())));
    store.applications.expect_look_up().returning(|_, _| Ok(Referred { job: Some(job()), has_documents: true }));
    let (mut applications, _) = applications(writable(store));
    applications.daily_limits = false;
    applications.create(OWNER, command()).await.unwrap();
}

#[rstest]
#[case(None, true, "job_not_found")]
#[case(Some(job()), false, "document_not_found")]
#[tokio::test]
async fn what_it_refers_to_must_be_there(
    #[case] job: Option<JobSummary>,
    #[case] has_documents: bool,
    #[case] code: &str,
) {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().returning(|_| Ok(Some(member())));
    store.applications.expect_look_up().returning(move |_, _| Ok(Referred { job: job.clone(), has_documents }));
    let error = applications(store).0.create(OWNER, command()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, code));
}

#[tokio::test]
async fn a_second_application_for_a_job_is_a_conflict() {
    let mut store = store(UserTier::Free, 0);
    store.applications.expect_insert().returning(|_| Err(StoreError::Conflict("application_exists")));
    let (applications, committed) = applications(store);
    let error = applications.create(OWNER, command()).await.unwrap_err();
    assert!(matches!(error, ApplicationError::Exists));
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn a_time_to_come_is_refused_before_anything_is_asked() {
    let command = CreateApplication { applied_at: Some(now() + TimeDelta::hours(25)), ..command() };
    let error = applications(MockStore::default()).0.create(OWNER, command).await.unwrap_err();
    assert_eq!(error.field_errors()[0].field, "applied_at");
}

#[tokio::test]
async fn the_same_status_again_writes_nothing() {
    let mut store = MockStore::default();
    store.applications.expect_find().returning(|_, _| Ok(Some(shown())));
    let command = ChangeApplicationStatus { status: ApplicationStatus::Applied, note: Some("again".to_owned()) };
    let same = applications(store).0.change_status(OWNER, ID, command, &Precondition::None).await.unwrap();
    assert_eq!(same, shown());
}

#[tokio::test]
async fn a_status_that_is_overtaken_is_changed_from_what_it_has_become() {
    let mut store = MockStore::default();
    let mut statuses = [ApplicationStatus::Applied, ApplicationStatus::Interview].into_iter();
    store.applications.expect_find().times(2).returning(move |_, _| {
        Ok(statuses.next().map(|status| {
            let ApplicationWithJob { application, job } = shown();
            ApplicationWithJob { application: Application { status, ..application }, job }
        }))
    });
    let mut outcomes = [Err(StoreError::Stale), Ok(())].into_iter();
    store.applications.expect_update().times(2).returning(move |_, _| outcomes.next().unwrap());
    store
        .applications
        .expect_insert_event()
        .withf(|event| event.old_status == Some(ApplicationStatus::Interview))
        .times(1)
        .returning(|_| Ok(true));
    let (applications, committed) = applications(store);
    let command = ChangeApplicationStatus { status: ApplicationStatus::Offer, note: None };
    applications.change_status(OWNER, ID, command, &Precondition::None).await.unwrap();
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn only_what_is_brought_in_is_looked_up() {
    let clear = UpdateApplication { resume_version_id: Change::Clear, ..UpdateApplication::default() };
    let mut store = MockStore::default();
    store.applications.expect_find().returning(|_, _| Ok(Some(shown())));
    store.applications.expect_update().times(1).returning(|_, _| Ok(()));
    applications(store).0.update(OWNER, ID, clear, &Precondition::None).await.unwrap();

    let letter = DocumentId(nth_id(0xd));
    let set = UpdateApplication { cover_letter_id: Change::Set(letter), ..UpdateApplication::default() };
    let mut store = MockStore::default();
    store.applications.expect_find().returning(|_, _| Ok(Some(shown())));
    let references = References { job: JOB, resume: None, cover_letter: Some(letter) };
    let absent = |_, _| Ok(Referred { job: Some(job()), has_documents: false });
    store.applications.expect_look_up().with(eq(OWNER), eq(references)).returning(absent);
    let error = applications(store).0.update(OWNER, ID, set, &Precondition::None).await.unwrap_err();
    assert!(matches!(error, ApplicationError::DocumentNotFound));
}

#[tokio::test]
async fn a_change_of_what_was_not_seen_is_refused() {
    let mut store = MockStore::default();
    store.applications.expect_find().returning(|_, _| Ok(Some(shown())));
    let seen = Precondition::OneOf(vec!["another state".to_owned()]);
    let error = applications(store).0.delete(OWNER, ID, None, &seen).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PreconditionFailed);
}
