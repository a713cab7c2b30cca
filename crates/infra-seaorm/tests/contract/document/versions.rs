use domain::document::{DocumentType, Lineage};
use domain::ids::{DocumentId, JobId};
use ports::document::{Pair, Place};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{a_job, letters_for, store, two_people};
use crate::support::builders::{RESUMES, id};
use crate::support::{TestResult, open};

const ALL: PageRequest<u32> = PageRequest { after: None, limit: 20 };

#[rstest]
#[tokio::test]
async fn the_next_version_is_one_more_than_any_of_the_lineage(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let documents = opened.store.documents();
    let job = a_job(&opened, 5, None).await;
    store(&opened, 10, &user, RESUMES, 1).await;
    store(&opened, 11, &user, RESUMES, 4).await;
    store(&opened, 12, &user, letters_for(job), 8).await;
    opened.soft_delete("documents", id(11)).await;
    let letters = Lineage { document_type: DocumentType::CoverLetter, job_id: None };
    let resumes_for = Lineage { document_type: DocumentType::Resume, job_id: Some(job) };
    for (owner, lineage, version) in [
        (&user, RESUMES, 5),
        (&user, letters_for(job), 9),
        (&user, letters, 1),
        (&user, resumes_for, 1),
        (&other, RESUMES, 1),
    ] {
        assert_eq!(documents.next_place(owner.id, lineage).await?, Place { version, sees_job: true });
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_jobs_that_one_sees_are_ones_own_and_the_public_ones(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let (public, own) = (a_job(&opened, 5, None).await, a_job(&opened, 6, Some(&user)).await);
    for (person, job, sees) in [
        (&user, public, true),
        (&other, public, true),
        (&user, own, true),
        (&other, own, false),
        (&user, JobId(id(99)), false),
        (&user, JobId(id(0)), false),
    ] {
        let place = opened.store.documents().next_place(person.id, letters_for(job)).await?;
        assert_eq!(place.sees_job, sees, "{job} for {}", person.id);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_latest_is_the_highest_version_that_is_not_deleted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let documents = opened.store.documents();
    let job = a_job(&opened, 5, None).await;
    // The ids are not in the order of the versions, and other lineages are further on.
    store(&opened, 12, &user, RESUMES, 1).await;
    store(&opened, 11, &user, RESUMES, 2).await;
    store(&opened, 10, &user, RESUMES, 3).await;
    store(&opened, 13, &other, RESUMES, 9).await;
    store(&opened, 14, &user, letters_for(job), 9).await;
    let latest = async || {
        let mut found = Vec::new();
        for number in [10, 11, 12] {
            found.push(documents.find(user.id, DocumentId(id(number))).await?.map(|shown| shown.is_latest));
        }
        Ok::<_, ports::store::StoreError>(found)
    };
    assert_eq!(latest().await?, [Some(true), Some(false), Some(false)]);
    opened.soft_delete("documents", id(10)).await;
    assert_eq!(latest().await?, [None, Some(true), Some(false)]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_versions_of_a_document_come_highest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let documents = opened.store.documents();
    let job = a_job(&opened, 5, None).await;
    for version in 1..=5_u32 {
        store(&opened, 10 + u128::from(version), &user, letters_for(job), version).await;
    }
    store(&opened, 20, &user, RESUMES, 6).await;
    store(&opened, 21, &other, letters_for(job), 7).await;
    opened.soft_delete("documents", id(14)).await;
    let asked = DocumentId(id(12));
    let all = documents.versions(user.id, asked, ALL).await?.expect("the document");
    let numbers: Vec<_> = all.items.iter().map(|version| (version.version, version.is_latest)).collect();
    assert_eq!(numbers, [(5, true), (3, false), (2, false), (1, false)]);
    assert!(all.items.iter().all(|version| version.job_id == Some(job)));

    let first = documents.versions(user.id, asked, PageRequest { after: None, limit: 3 }).await?.expect("a page");
    assert_eq!((first.items.len(), first.next), (3, Some(2)));
    let last = documents.versions(user.id, asked, PageRequest { after: first.next, limit: 3 }).await?.expect("a page");
    assert_eq!((last.items.iter().map(|version| version.version).collect::<Vec<_>>(), last.next), (vec![1], None));
    let beyond = documents.versions(user.id, asked, PageRequest { after: Some(1), limit: 3 }).await?.expect("a page");
    assert!(beyond.items.is_empty() && beyond.next.is_none());

    for (person, number) in [(&other, 12), (&user, 14), (&user, 99)] {
        assert_eq!(documents.versions(person.id, DocumentId(id(number)), ALL).await?, None, "{number}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_document_is_paired_with_the_version_before_or_with_any_other(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let documents = opened.store.documents();
    let first = store(&opened, 14, &user, RESUMES, 1).await;
    let second = store(&opened, 13, &user, RESUMES, 2).await;
    let fourth = store(&opened, 11, &user, RESUMES, 4).await;
    let letter = store(&opened, 15, &user, Lineage { document_type: DocumentType::CoverLetter, job_id: None }, 3).await;
    let of_another = store(&opened, 16, &other, RESUMES, 3).await;
    store(&opened, 12, &user, RESUMES, 3).await;
    opened.soft_delete("documents", id(12)).await;
    let pair = async |document: DocumentId, other| documents.pair(user.id, document, other).await;
    let of = |document: &domain::document::Document, other: Option<&domain::document::Document>| {
        Some(Pair { document: document.clone(), other: other.cloned() })
    };
    assert_eq!(pair(fourth.id, None).await?, of(&fourth, Some(&second)), "the third is deleted");
    assert_eq!(pair(first.id, None).await?, of(&first, None));
    assert_eq!(pair(letter.id, None).await?, of(&letter, None));
    assert_eq!(pair(first.id, Some(fourth.id)).await?, of(&first, Some(&fourth)));
    assert_eq!(pair(first.id, Some(letter.id)).await?, of(&first, Some(&letter)));
    assert_eq!(pair(first.id, Some(of_another.id)).await?, of(&first, None));
    assert_eq!(pair(first.id, Some(DocumentId(id(12)))).await?, of(&first, None), "deleted");
    for missing in [of_another.id, DocumentId(id(12)), DocumentId(id(99))] {
        assert_eq!(pair(missing, None).await?, None);
        assert_eq!(pair(missing, Some(first.id)).await?, None);
    }
    Ok(())
}
