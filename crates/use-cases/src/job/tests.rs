//! What a new job is made of, who may change one, and when it is tried again.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::JobId;
use domain::job::{Job, JobApplicationStatus, JobOrigin, PostingFacts, SeenJob, Sponsorship};
use mockall::Sequence;
use ports::job::{MockPostingReader, PostingError, ReadPosting};
use ports::store::StoreError;
use ports::testing::{CountingIds, FixedClock, MockStore, OWNER, nth_id};
use rstest::rstest;
use serde_json::json;
use validator::Validate;

use super::{CreateJob, JobError, Jobs, UpdateJob};
use crate::patch::Change;
use crate::precondition::{Precondition, Tag};

fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn jobs(mocks: MockStore, reader: MockPostingReader) -> Jobs {
    let (store, _) = mocks.build();
    Jobs {
        store,
        reader: Arc::new(reader),
        clock: Arc::new(FixedClock::default()),
        ids: Arc::new(CountingIds::default()),
    }
}

#[allow(clippy::unnecessary_wraps, reason = "most fields of a posting are optional")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn a_job() -> Job {
    let before = now() - TimeDelta::seconds(60);
    Job::new(JobId(nth_id(9)), OWNER, "Engineer".to_owned(), "Acme".to_owned(), before)
}

fn seen(job: Job) -> SeenJob {
    SeenJob { job, origin: JobOrigin::default(), application_status: JobApplicationStatus::NotApplied }
}

/// A reader that finds these facts, in a text and in a posting.
fn reader(facts: PostingFacts) -> MockPostingReader {
    let mut reader = MockPostingReader::new();
    let in_posting = facts.clone();
    reader.expect_read_text().returning(move |_| Ok(facts.clone()));
    reader
        .expect_read_posting()
        .returning(move |raw| Ok(ReadPosting { facts: in_posting.clone(), raw: json!({"read from": raw}) }));
    reader
}

fn keeping() -> MockStore {
    let mut mocks = MockStore::default();
    mocks.jobs.expect_insert().times(1).returning(|_, _| Ok(()));
    mocks
}

#[tokio::test]
async fn a_job_by_its_fields_takes_defaults_for_the_rest_and_asks_no_reader() {
    let command = CreateJob { title: text("Miller"), company: text("Mills"), ..CreateJob::default() };
    let made = jobs(keeping(), MockPostingReader::new()).create(OWNER, command).await.unwrap();
    let plain = Job::new(JobId(nth_id(1)), OWNER, "Miller".to_owned(), "Mills".to_owned(), now());
    assert_eq!(made, seen(plain));
    assert_eq!(made.job.source, "user_created");
}

#[tokio::test]
async fn what_is_given_beside_a_text_replaces_what_was_read_from_it() {
    let facts = PostingFacts {
        title: text("Read"),
        company: text("Read Inc"),
        location: text("Read City"),
        remote: true,
        salary_min: Some(1),
        url: text("https://example.com/é"),
        source: text("linkedin"),
        sponsorship: Some(Sponsorship { offered: false, sentence: "No visas.".to_owned() }),
        ..PostingFacts::default()
    };
    let command = CreateJob {
        raw_text: text("the posting"),
        title: text("Given"),
        remote: Some(false),
        salary_min: Some(2),
        ..CreateJob::default()
    };
    let made = jobs(keeping(), reader(facts)).create(OWNER, command).await.unwrap();
    let job = &made.job;
    assert_eq!((job.title.as_str(), job.company.as_str(), job.source.as_str()), ("Given", "Read Inc", "linkedin"));
    assert_eq!((job.location.as_deref(), job.remote, job.salary_min), (Some("Read City"), false, Some(2)));
    assert_eq!(job.url.as_deref(), Some("https://example.com/%C3%A9"));
    assert_eq!(made.origin.raw_text.as_deref(), Some("the posting"));
    let raw_data = made.origin.raw_data.unwrap();
    assert_eq!((raw_data.job_posting, raw_data.sponsorship.unwrap().sentence.as_str()), (None, "No visas."));
}

#[tokio::test]
async fn a_posting_is_kept_as_it_was_read() {
    let facts = PostingFacts { title: text("Read"), company: text("Read Inc"), ..PostingFacts::default() };
    let command = CreateJob { job_posting: Some(json!("<html>")), ..CreateJob::default() };
    let made = jobs(keeping(), reader(facts)).create(OWNER, command).await.unwrap();
    assert_eq!(made.origin.raw_text, None);
    assert_eq!(serde_json::to_value(made.origin.raw_data).unwrap(), json!({"job_posting": {"read from": "<html>"}}));
}

#[rstest]
#[case::nothing(json!({}), &["title", "company"])]
#[case::no_company(json!({"title": "T"}), &["company"])]
#[case::a_text_without_either(json!({"raw_text": "a text without"}), &["title", "company"])]
#[case::a_posting_with_the_title_beside_it(json!({"job_posting": {}, "title": "T"}), &["company"])]
#[case::two_sources(json!({"job_posting": {}, "raw_text": "a text"}), &["job_posting"])]
#[case::less_than_least(json!({"title": "T", "company": "C", "salary_min": 2, "salary_max": 1}), &["salary_max"])]
#[tokio::test]
async fn what_is_missing_or_does_not_fit_is_named(#[case] body: serde_json::Value, #[case] fields: &[&str]) {
    let command: CreateJob = serde_json::from_value(body).unwrap();
    let refused = jobs(MockStore::default(), reader(PostingFacts::default())).create(OWNER, command).await;
    let Err(JobError::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), fields);
}

#[rstest]
#[case(PostingError::NoPosting, Some("no_posting"))]
#[case(PostingError::Unreadable, Some("unreadable"))]
#[case(PostingError::Failed, None)]
#[tokio::test]
async fn what_the_reader_refuses_is_the_callers_fault_unless_it_breaks_down(
    #[case] error: PostingError,
    #[case] code: Option<&str>,
) {
    let mut reader = MockPostingReader::new();
    reader.expect_read_posting().returning(move |_| Err(error));
    let command = CreateJob { job_posting: Some(json!([])), ..CreateJob::default() };
    match (jobs(MockStore::default(), reader).create(OWNER, command).await, code) {
        (Err(JobError::Invalid(errors)), Some(code)) => assert_eq!(errors[0].code, code),
        (Err(JobError::ReaderFailed), None) => {}
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case(json!({"title": "x".repeat(201)}))]
#[case(json!({"title": " "}))]
#[case(json!({"source": ""}))]
#[case(json!({"description": "x".repeat(50_001)}))]
#[case(json!({"requirements": vec!["x"; 101]}))]
#[case(json!({"benefits": ["x".repeat(501)]}))]
#[case(json!({"parsed_keywords": ["x".repeat(101)]}))]
#[case(json!({"parsed_keywords": [" "]}))]
#[case(json!({"salary_min": -1}))]
#[case(json!({"travel_percent": 101}))]
#[case(json!({"salary_currency": "usd"}))]
#[case(json!({"url": "ftp://example.com"}))]
#[case(json!({"posted_at": "1800-01-01T00:00:00Z"}))]
#[case(json!({"company_size": -1}))]
fn both_a_new_job_and_a_change_keep_to_the_bounds(#[case] body: serde_json::Value) {
    assert!(serde_json::from_value::<CreateJob>(body.clone()).unwrap().validate().is_err(), "{body}");
    assert!(serde_json::from_value::<UpdateJob>(body.clone()).unwrap().validate().is_err(), "{body}");
}

#[rstest]
#[case(json!({"raw_text": "too short"}))]
#[case(json!({"raw_text": "x".repeat(50_001)}))]
#[case(json!({"job_posting": 5}))]
#[case(json!({"job_posting": "x".repeat(500_001)}))]
fn what_is_read_keeps_to_its_bounds(#[case] body: serde_json::Value) {
    assert!(serde_json::from_value::<CreateJob>(body).unwrap().validate().is_err());
}

fn rename(title: &str) -> UpdateJob {
    UpdateJob { title: text(title), location: Change::Clear, ..UpdateJob::default() }
}

#[tokio::test]
async fn a_change_that_was_overtaken_is_decided_anew() {
    let mut mocks = MockStore::default();
    let mut order = Sequence::new();
    for (location, outcome) in [("Rome", Err(StoreError::Stale)), ("Oslo", Ok(()))] {
        let job = Job { location: text(location), description: text(location), ..a_job() };
        mocks.jobs.expect_find().times(1).in_sequence(&mut order).returning(move |_, _| Ok(Some(seen(job.clone()))));
        mocks.jobs.expect_update().times(1).in_sequence(&mut order).return_once(move |_, _| outcome);
    }
    let jobs = jobs(mocks, MockPostingReader::new());
    let changed = jobs.update(OWNER, a_job().id, rename("New"), Precondition::None).await.unwrap().job;
    assert_eq!((changed.title.as_str(), changed.location, changed.description), ("New", None, text("Oslo")));
    assert_eq!(changed.updated_at, now());
}

#[tokio::test]
async fn neither_a_public_job_nor_another_state_than_the_one_seen_is_touched() {
    for (job, condition) in [
        (Job { user_id: None, ..a_job() }, Precondition::None),
        (a_job(), Precondition::OneOf(vec![Tag::of(&"another").to_string()])),
    ] {
        let is_public = job.user_id.is_none();
        let mut mocks = MockStore::default();
        mocks.jobs.expect_find().returning(move |_, _| Ok(Some(seen(job.clone()))));
        let jobs = jobs(mocks, MockPostingReader::new());
        let changed = jobs.update(OWNER, a_job().id, rename("New"), condition.clone()).await.map(|_| ());
        let deleted = jobs.delete(OWNER, a_job().id, condition).await;
        for refused in [changed, deleted] {
            match refused {
                Err(JobError::Public) => assert!(is_public),
                Err(JobError::PreconditionFailed(_)) => assert!(!is_public),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_job_in_use_is_refused_and_nothing_is_committed() {
    let mut mocks = MockStore::default();
    mocks.jobs.expect_find().returning(|_, _| Ok(Some(seen(a_job()))));
    mocks.jobs.expect_delete().times(1).returning(|_, _, _| Err(StoreError::Conflict("job_in_use")));
    let (store, committed) = mocks.build();
    let jobs = Jobs { store, ..jobs(MockStore::default(), MockPostingReader::new()) };
    assert!(matches!(jobs.delete(OWNER, a_job().id, Precondition::None).await, Err(JobError::InUse)));
    assert_eq!(committed.count(), 0);
}
