use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::document::{Document, DocumentType, DocumentVersion, Lineage, Revision, Sample};
use domain::ids::{DocumentId, JobId, SampleId};
use mockall::Sequence;
use mockall::predicate::eq;
use ports::document::{Pair, Place};
use ports::store::StoreError;
use ports::testing::{Committed, CountingIds, FixedClock, MockStore, OWNER, member, nth_id};
use rstest::rstest;
use serde_json::json;
use validator::Validate;

use super::{AddSample, CreateDocument, DocumentError, Documents, Samples, UpdateDocument};
use crate::error::{Classify, ErrorKind};
use crate::precondition::{Precondition, Tag};

fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn yesterday() -> DateTime<Utc> {
    now() - TimeDelta::days(1)
}

fn documents(store: MockStore) -> (Documents, Committed) {
    let (store, committed) = store.build();
    let clock = Arc::new(FixedClock::default());
    (Documents { store, clock, ids: Arc::new(CountingIds::default()) }, committed)
}

fn samples(store: MockStore) -> (Samples, Committed) {
    let (store, committed) = store.build();
    let clock = Arc::new(FixedClock::default());
    (Samples { store, clock, ids: Arc::new(CountingIds::default()) }, committed)
}

const JOB: JobId = JobId(nth_id(0x10b));
const LETTERS: Lineage = Lineage { document_type: DocumentType::CoverLetter, job_id: Some(JOB) };

/// The third version of a letter, as it was written yesterday.
fn letter() -> Document {
    let structured = json!({"to": "Acme"}).as_object().cloned();
    let revision = Revision { title: Some("Mine".to_owned()), content: "Dear Acme".to_owned(), structured };
    let written = Document::written(DocumentId(nth_id(0xd0c)), OWNER, LETTERS, 3, revision, yesterday());
    Document { ats_score: Some(80.0), ..written }
}

fn shown(document: Document) -> DocumentVersion {
    DocumentVersion { document, is_latest: true }
}

/// Takes the lock of the account first, then reads the document.
fn store_changing(found: Option<DocumentVersion>) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    let locking = store.users.expect_find_for_update().with(eq(OWNER)).times(1).in_sequence(&mut order);
    locking.return_once(|_| Ok(Some(member())));
    let finding = store.documents.expect_find().with(eq(OWNER), eq(letter().id)).times(1).in_sequence(&mut order);
    finding.return_once(|_, _| Ok(found));
    store
}

fn store_locking() -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().with(eq(OWNER)).times(1).return_once(|_| Ok(Some(member())));
    store
}

fn patch(json: serde_json::Value) -> UpdateDocument {
    serde_json::from_value(json).unwrap()
}

fn create(json: serde_json::Value) -> CreateDocument {
    serde_json::from_value(json).unwrap()
}

// Creating

#[tokio::test]
async fn a_new_document_takes_the_next_version_of_its_lineage() {
    let mut store = store_locking();
    let place = Place { version: 7, sees_job: true };
    store.documents.expect_next_place().with(eq(OWNER), eq(LETTERS)).times(1).return_once(move |_, _| Ok(place));
    let revision = Revision { title: None, content: "Dear all".to_owned(), structured: None };
    let expected = Document::written(DocumentId(nth_id(1)), OWNER, LETTERS, 7, revision, now());
    store.documents.expect_insert().with(eq(expected.clone())).times(1).return_once(|_| Ok(()));
    let (documents, committed) = documents(store);
    let command = create(json!({"type": "cover_letter", "job_id": JOB, "content": "Dear all"}));
    assert_eq!(documents.create(OWNER, command).await.unwrap(), shown(expected));
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn a_job_that_one_does_not_see_is_not_found_and_nothing_is_written() {
    let mut store = store_locking();
    store.documents.expect_next_place().return_once(|_, _| Ok(Place { version: 1, sees_job: false }));
    let (documents, committed) = documents(store);
    let command = create(json!({"type": "cover_letter", "job_id": JOB, "content": "Dear all"}));
    let error = documents.create(OWNER, command).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, "job_not_found"));
    assert_eq!(committed.count(), 0);
}

#[rstest]
#[case(json!({"type": "resume", "content": ""}), "content")]
#[case(json!({"type": "resume", "content": "é".repeat(100_001)}), "content")]
#[case(json!({"type": "resume", "content": "x", "title": "x".repeat(201)}), "title")]
#[case(json!({"type": "resume", "content": "x", "title": " "}), "title")]
#[case(json!({"type": "resume", "content": "x", "structured": {"a": "x".repeat(128 * 1024)}}), "structured")]
fn what_a_document_may_hold_is_bounded(#[case] command: serde_json::Value, #[case] field: &str) {
    let errors = create(command).validate().unwrap_err();
    assert_eq!(errors.errors().keys().collect::<Vec<_>>(), [field]);
}

#[test]
fn the_largest_document_is_fine() {
    let largest = json!({"type": "resume", "content": "é".repeat(100_000), "title": "é".repeat(200)});
    assert!(create(largest).validate().is_ok());
}

// Revising

#[tokio::test]
async fn another_content_becomes_the_next_version_with_the_title_and_structure_of_the_old() {
    let mut store = store_changing(Some(shown(letter())));
    let place = Place { version: 9, sees_job: true };
    store.documents.expect_next_place().with(eq(OWNER), eq(LETTERS)).times(1).return_once(move |_, _| Ok(place));
    let expected = Document {
        id: DocumentId(nth_id(1)),
        version: 9,
        content: "Dear all".to_owned(),
        ats_score: None,
        created_at: now(),
        updated_at: now(),
        ..letter()
    };
    store.documents.expect_insert().with(eq(expected.clone())).times(1).return_once(|_| Ok(()));
    let (documents, committed) = documents(store);
    let revised =
        documents.update(OWNER, letter().id, patch(json!({"content": "Dear all"})), &Precondition::None).await;
    assert_eq!(revised.unwrap(), shown(expected));
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn another_title_alone_is_written_over_the_version_that_was_read() {
    let mut store = store_changing(Some(shown(letter())));
    let expected = Document { title: None, updated_at: now(), ..letter() };
    store.documents.expect_update().with(eq(expected.clone()), eq(yesterday())).times(1).return_once(|_, _| Ok(()));
    let (documents, committed) = documents(store);
    let command = patch(json!({"title": null, "content": "Dear Acme"}));
    let revised = documents.update(OWNER, letter().id, command, &Precondition::None).await;
    assert_eq!(revised.unwrap(), shown(expected));
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn what_is_the_same_already_is_not_written() {
    let (documents, committed) = documents(store_changing(Some(shown(letter()))));
    let command = patch(json!({"title": "Mine", "content": "Dear Acme", "structured": {"to": "Acme"}}));
    let revised = documents.update(OWNER, letter().id, command, &Precondition::None).await;
    assert_eq!(revised.unwrap(), shown(letter()));
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn a_version_that_was_superseded_since_it_was_seen_is_neither_revised_nor_deleted() {
    let seen = Precondition::OneOf(vec![Tag::of(&shown(letter())).to_string()]);
    let superseded = DocumentVersion { is_latest: false, ..shown(letter()) };
    let (service, committed) = documents(store_changing(Some(superseded.clone())));
    let error = service.update(OWNER, letter().id, patch(json!({"content": "New"})), &seen).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PreconditionFailed);
    assert_eq!(committed.count(), 0);
    let (service, committed) = documents(store_changing(Some(superseded)));
    let error = service.delete(OWNER, letter().id, None, &seen).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PreconditionFailed);
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let code = |error: DocumentError| error.code();
    let update = documents(store_changing(None))
        .0
        .update(OWNER, letter().id, patch(json!({"title": null})), &Precondition::None)
        .await;
    assert_eq!(update.map_err(code).unwrap_err(), "not_found");
    let delete = documents(store_changing(None)).0.delete(OWNER, letter().id, None, &Precondition::None).await;
    assert_eq!(delete.map_err(code).unwrap_err(), "not_found");
    let mut store = store_locking();
    store.documents.expect_restore().return_once(|_, _, _| Ok(false));
    assert_eq!(documents(store).0.restore(OWNER, letter().id).await.map_err(code).unwrap_err(), "not_found");
    let mut store = MockStore::default();
    store.users.expect_find_for_update().return_once(|_| Ok(None));
    let created = documents(store).0.create(OWNER, create(json!({"type": "resume", "content": "x"}))).await;
    assert_eq!(created.map_err(code).unwrap_err(), "not_found", "an account that is gone");
}

#[rstest]
#[case(json!({}), "__all__")]
#[case(json!({"content": ""}), "content")]
#[case(json!({"title": ""}), "title")]
#[case(json!({"structured": {"a": "x".repeat(128 * 1024)}}), "structured")]
fn what_a_revision_may_hold_is_bounded(#[case] command: serde_json::Value, #[case] field: &str) {
    let errors = patch(command).validate().unwrap_err();
    assert_eq!(errors.errors().keys().collect::<Vec<_>>(), [field]);
}

#[tokio::test]
async fn a_deletion_is_of_the_state_that_was_read_and_keeps_its_reason() {
    let mut store = store_changing(Some(shown(letter())));
    store
        .documents
        .expect_delete()
        .withf(|owner, id, read, deletion| {
            (*owner, *id, *read) == (OWNER, letter().id, yesterday())
                && (deletion.at, deletion.by, deletion.reason.as_deref()) == (now(), OWNER, Some("Old"))
        })
        .times(1)
        .return_once(|_, _, _, _| Ok(()));
    let (documents, committed) = documents(store);
    documents.delete(OWNER, letter().id, Some("Old".to_owned()), &Precondition::Exists).await.unwrap();
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn nothing_was_done_when_the_commit_fails() {
    let mut store = store_changing(Some(shown(letter())));
    store.documents.expect_update().return_once(|_, _| Ok(()));
    store.commit_fails = true;
    let (documents, _) = documents(store);
    let error = documents.update(OWNER, letter().id, patch(json!({"title": null})), &Precondition::None).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Unavailable);
}

// Comparing

#[rstest]
#[case::with_the_version_before(None, true, Ok((2, 3)))]
#[case::of_a_first_version(None, false, Err("no_earlier_version"))]
#[case::with_another(Some(DocumentId(nth_id(0xabc))), true, Ok((2, 3)))]
#[case::with_one_that_is_not_there(Some(DocumentId(nth_id(0xabc))), false, Err("not_found"))]
#[case::with_itself(Some(DocumentId(nth_id(0xd0c))), false, Ok((3, 3)))]
#[tokio::test]
async fn a_document_is_compared(
    #[case] against: Option<DocumentId>,
    #[case] has_other: bool,
    #[case] expected: Result<(u32, u32), &str>,
) {
    let mut store = MockStore::default();
    let other = has_other.then(|| Document { version: 2, ..letter() });
    let pair = Pair { document: letter(), other };
    let asked = store.documents.expect_pair().with(eq(OWNER), eq(letter().id), eq(against)).times(1);
    asked.return_once(move |_, _, _| Ok(Some(pair)));
    let compared = documents(store).0.compare(OWNER, letter().id, against).await;
    let versions = compared.map(|pair| (pair.from.version, pair.to.version)).map_err(|error| error.code());
    assert_eq!(versions, expected);
}

// Samples

fn sample() -> Sample {
    let id = SampleId(nth_id(0x5a));
    Sample::new(id, OWNER, DocumentType::Resume, None, "Words", yesterday())
}

fn add(json: serde_json::Value) -> AddSample {
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn a_new_sample_takes_the_place_of_the_active_one_under_the_lock() {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    let locking = store.users.expect_find_for_update().with(eq(OWNER)).times(1).in_sequence(&mut order);
    locking.return_once(|_| Ok(Some(member())));
    let archiving = store.samples.expect_archive_active().with(eq(OWNER), eq(DocumentType::Resume), eq(now()));
    archiving.times(1).in_sequence(&mut order).return_once(|_, _, _| Ok(()));
    let expected = Sample::new(SampleId(nth_id(1)), OWNER, DocumentType::Resume, None, "Two words", now());
    let inserting = store.samples.expect_insert().with(eq(expected.clone())).times(1).in_sequence(&mut order);
    inserting.return_once(|_| Ok(()));
    let (samples, committed) = samples(store);
    let added = samples.add(OWNER, add(json!({"document_type": "resume", "text": "\u{feff}Two words"}))).await;
    assert_eq!(added.unwrap(), expected);
    assert_eq!(committed.count(), 1);
}

#[rstest]
#[case(json!({"document_type": "resume", "text": " \n"}), "text")]
#[case(json!({"document_type": "resume", "text": "\u{feff} "}), "text")]
#[case(json!({"document_type": "resume", "text": "x", "original_filename": "x".repeat(256)}), "original_filename")]
#[case(json!({"document_type": "resume", "text": "x", "original_filename": ""}), "original_filename")]
fn what_a_sample_may_hold_is_bounded(#[case] command: serde_json::Value, #[case] field: &str) {
    let errors = add(command).validate().unwrap_err();
    assert_eq!(errors.errors().keys().collect::<Vec<_>>(), [field]);
}

#[tokio::test]
async fn a_sample_that_was_archived_meanwhile_is_read_again_and_deleted() {
    let mut store = MockStore::default();
    let archived = Sample { is_active: false, updated_at: now(), ..sample() };
    let mut order = Sequence::new();
    let mut round = |found: Sample, outcome: Result<(), StoreError>| {
        let read = found.updated_at;
        let finding = store.samples.expect_find().with(eq(OWNER), eq(sample().id)).times(1).in_sequence(&mut order);
        finding.return_once(move |_, _| Ok(Some(found)));
        let deleting = store.samples.expect_delete().with(eq(OWNER), eq(sample().id), eq(read)).times(1);
        deleting.in_sequence(&mut order).return_once(|_, _, _| outcome);
    };
    round(sample(), Err(StoreError::Stale));
    round(archived, Ok(()));
    let (samples, committed) = samples(store);
    samples.delete(OWNER, sample().id, &Precondition::None).await.unwrap();
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn a_sample_is_deleted_only_as_it_was_seen() {
    let seen = Precondition::OneOf(vec![Tag::of(&sample()).to_string()]);
    let mut store = MockStore::default();
    let archived = Sample { is_active: false, updated_at: now(), ..sample() };
    store.samples.expect_find().return_once(|_, _| Ok(Some(archived)));
    let error = samples(store).0.delete(OWNER, sample().id, &seen).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PreconditionFailed);
    let mut store = MockStore::default();
    store.samples.expect_find().returning(|_, _| Ok(None));
    assert_eq!(samples(store).0.get(OWNER, sample().id).await.unwrap_err().code(), "not_found");
}
