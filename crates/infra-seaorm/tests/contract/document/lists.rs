use domain::document::{Document, DocumentFilter, DocumentSummary, DocumentType};
use domain::ids::{DocumentId, GenerationId};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{a_job, letters_for, store, two_people};
use crate::support::builders::{RESUMES, a_document, id};
use crate::support::{TestResult, open};

const ALL: PageRequest<DocumentId> = PageRequest { after: None, limit: 20 };

#[rstest]
#[tokio::test]
async fn a_summary_has_all_but_what_the_document_says(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    let job = a_job(&opened, 5, None).await;
    let document = Document {
        title: Some("Mine".to_owned()),
        generation_id: Some(GenerationId(id(77))),
        ats_score: Some(12.34),
        ..a_document(10, &user, letters_for(job), 2)
    };
    opened.store.documents().insert(&document).await?;
    let expected = DocumentSummary {
        id: document.id,
        user_id: user.id,
        document_type: DocumentType::CoverLetter,
        job_id: Some(job),
        version: 2,
        title: document.title,
        generation_id: document.generation_id,
        ats_score: document.ats_score,
        is_latest: true,
        created_at: document.created_at,
        updated_at: document.updated_at,
    };
    let listed = opened.store.documents().list(user.id, DocumentFilter::default(), ALL).await?;
    assert_eq!(listed.items, std::slice::from_ref(&expected));
    let page = PageRequest { after: None, limit: 20 };
    let versions = opened.store.documents().versions(user.id, document.id, page).await?;
    assert_eq!(versions.expect("the document").items, [expected]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn documents_are_listed_newest_first_by_what_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let (job, another) = (a_job(&opened, 5, None).await, a_job(&opened, 6, Some(&user)).await);
    store(&opened, 10, &user, RESUMES, 1).await;
    store(&opened, 11, &user, RESUMES, 2).await;
    store(&opened, 12, &user, letters_for(job), 1).await;
    store(&opened, 13, &user, letters_for(job), 2).await;
    store(&opened, 14, &user, letters_for(another), 1).await;
    store(&opened, 15, &user, RESUMES, 3).await;
    store(&opened, 16, &other, RESUMES, 1).await;
    opened.soft_delete("documents", id(15)).await;
    let resumes = Some(DocumentType::Resume);
    let letters = Some(DocumentType::CoverLetter);
    for (document_type, job_id, latest, expected) in [
        (None, None, None, vec![14, 13, 12, 11, 10]),
        (None, None, Some(false), vec![14, 13, 12, 11, 10]),
        (resumes, None, None, vec![11, 10]),
        (letters, Some(job), None, vec![13, 12]),
        (None, Some(another), None, vec![14]),
        (resumes, Some(job), None, vec![]),
        (None, None, Some(true), vec![14, 13, 11]),
        (letters, Some(job), Some(true), vec![13]),
    ] {
        let filter = DocumentFilter { document_type, job_id, latest };
        let page = opened.store.documents().list(user.id, filter, ALL).await?;
        let found: Vec<_> = page.items.iter().map(|document| document.id.0.as_u128()).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn pages_neither_repeat_nor_skip_when_documents_come_in_between(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    for version in 1..=5_u32 {
        store(&opened, 10 + u128::from(version), &user, RESUMES, version).await;
    }
    let documents = opened.store.documents();
    let page = async |after| {
        let page = documents.list(user.id, DocumentFilter::default(), PageRequest { after, limit: 2 }).await?;
        let ids: Vec<_> = page.items.iter().map(|document| document.id.0.as_u128()).collect();
        Ok::<_, ports::store::StoreError>((ids, page.next))
    };
    let (ids, next) = page(None).await?;
    assert_eq!((ids, next), (vec![15, 14], Some(DocumentId(id(14)))));
    store(&opened, 20, &user, RESUMES, 6).await;
    let (ids, next) = page(next).await?;
    assert_eq!(ids, [13, 12]);
    assert_eq!(page(next).await?, (vec![11], None));
    Ok(())
}
