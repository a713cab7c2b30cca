use domain::deletion::Deletion;
use domain::document::{Document, DocumentType, DocumentVersion, Lineage};
use domain::ids::{DocumentId, GenerationId};
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{a_job, letters_for, store, two_people};
use crate::support::builders::{RESUMES, a_document, a_guest, at, awkward_json, id};
use crate::support::{TestResult, assert_conflict, assert_stale, fault, open};

#[rstest]
#[tokio::test]
async fn a_document_comes_back_whole_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let job = a_job(&opened, 5, None).await;
    for (number, kind) in (10..).zip(DocumentType::ALL) {
        let document = Document {
            document_type: *kind,
            title: Some("Zoë 🦀".to_owned()),
            content: "# Ada\r\n\n\t- naïve 日本\n".to_owned(),
            structured: Some(awkward_json()),
            generation_id: Some(GenerationId(id(77))),
            ats_score: Some(99.95),
            updated_at: at(7),
            ..a_document(number, &user, letters_for(job), 3)
        };
        opened.store.documents().insert(&document).await?;
        let shown = Some(DocumentVersion { document: document.clone(), is_latest: true });
        assert_eq!(opened.store.documents().find(user.id, document.id).await?, shown);
        assert_eq!(opened.store.documents().find(other.id, document.id).await?, None);
    }
    assert_eq!(opened.store.documents().find(user.id, DocumentId(id(99))).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_version_is_taken_once_in_its_lineage_even_by_one_that_is_deleted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let job = a_job(&opened, 5, None).await;
    let documents = opened.store.documents();
    let letters = Lineage { document_type: DocumentType::CoverLetter, job_id: None };
    store(&opened, 10, &user, RESUMES, 1).await;
    store(&opened, 11, &user, letters_for(job), 1).await;
    opened.soft_delete("documents", id(10)).await;
    assert_conflict("version_taken", documents.insert(&a_document(12, &user, RESUMES, 1)).await);
    assert_conflict("version_taken", documents.insert(&a_document(12, &user, letters_for(job), 1)).await);
    // Each of them is another lineage.
    store(&opened, 13, &user, letters, 1).await;
    store(&opened, 14, &other, RESUMES, 1).await;
    store(&opened, 15, &user, RESUMES, 2).await;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_document_is_of_an_account_and_for_a_job_that_exist(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    let documents = opened.store.documents();
    fault(documents.insert(&a_document(10, &a_guest(9), RESUMES, 1)).await);
    let nowhere = letters_for(domain::ids::JobId(id(55)));
    fault(documents.insert(&a_document(10, &user, nowhere, 1)).await);
}

#[rstest]
#[tokio::test]
async fn an_update_writes_title_and_structure_over_the_state_that_was_read(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let documents = opened.store.documents();
    let before = store(&opened, 10, &user, RESUMES, 1).await;
    let titled = Document {
        title: Some("New".to_owned()),
        structured: Some(awkward_json()),
        updated_at: at(1),
        ..before.clone()
    };
    let of_another = Document { user_id: other.id, ..titled.clone() };
    assert_stale(documents.update(&of_another, before.updated_at).await);
    // What a version never changes is not written.
    let forged = Document { content: "Forged".to_owned(), version: 9, ..titled.clone() };
    documents.update(&forged, before.updated_at).await?;
    assert_eq!(documents.find(user.id, before.id).await?.map(|shown| shown.document), Some(titled.clone()));
    assert_stale(documents.update(&Document { updated_at: at(2), ..titled.clone() }, before.updated_at).await);

    let cleared = Document { title: None, structured: None, updated_at: at(2), ..titled.clone() };
    documents.update(&cleared, titled.updated_at).await?;
    assert_eq!(documents.find(user.id, before.id).await?.map(|shown| shown.document), Some(cleared));
    opened.soft_delete("documents", id(10)).await;
    let touched = opened.value("SELECT updated_at FROM documents").await;
    assert_stale(documents.update(&titled, touched).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deletion_says_when_by_whom_and_why_and_is_taken_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let documents = opened.store.documents();
    let document = store(&opened, 10, &user, RESUMES, 1).await;
    let (id, read) = (document.id, document.updated_at);
    let deletion = Deletion { at: at(5), by: user.id, reason: Some("Old".to_owned()) };
    assert!(!documents.restore(user.id, id, at(4)).await?, "there is nothing to take back yet");
    assert_stale(documents.delete(other.id, id, read, &deletion).await);
    assert_stale(documents.delete(user.id, id, at(1), &deletion).await);
    documents.delete(user.id, id, read, &deletion).await?;
    assert_stale(documents.delete(user.id, id, at(5), &deletion).await);
    assert_eq!(documents.find(user.id, id).await?, None);
    assert_eq!(opened.value::<String>("SELECT deletion_reason FROM documents").await, "Old");
    assert_eq!(opened.value::<uuid::Uuid>("SELECT deleted_by FROM documents").await, user.id.0);
    for column in ["deleted_at", "updated_at"] {
        let time: chrono::DateTime<chrono::Utc> = opened.value(format!("SELECT {column} FROM documents")).await;
        assert_eq!(time, at(5), "{column}");
    }

    assert!(!documents.restore(other.id, id, at(6)).await?);
    assert!(documents.restore(user.id, id, at(6)).await?);
    assert!(!documents.restore(user.id, id, at(7)).await?);
    let restored = Document { updated_at: at(6), ..document };
    assert_eq!(documents.find(user.id, id).await?.map(|shown| shown.document), Some(restored));
    let marks =
        "SELECT count(*) FROM documents WHERE deleted_at IS NULL AND deleted_by IS NULL AND deletion_reason IS NULL";
    assert_eq!(opened.value::<i64>(marks).await, 1);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deletion_in_the_same_instant_still_changes_the_state(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    let document = store(&opened, 10, &user, RESUMES, 1).await;
    let deletion = Deletion { at: document.updated_at, by: user.id, reason: None };
    opened.store.documents().delete(user.id, document.id, document.updated_at, &deletion).await?;
    let changed: chrono::DateTime<chrono::Utc> = opened.value("SELECT updated_at FROM documents").await;
    assert_eq!(changed, document.updated_at + chrono::TimeDelta::microseconds(1));
    Ok(())
}
