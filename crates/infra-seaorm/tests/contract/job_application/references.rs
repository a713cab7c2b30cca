use domain::ids::{DocumentId, JobId, UserId};
use domain::job::JobOrigin;
use ports::job_application::{References, Referred};
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{summary, two_people_and_jobs};
use crate::support::builders::{a_public_job, id};
use crate::support::{Opened, TestResult, open};

async fn document(opened: &Opened, number: u128, owner: UserId, kind: &str) -> DocumentId {
    let (key, owner) = (opened.literal(id(number)), opened.literal(owner.0));
    let columns = "id, user_id, type, version, content";
    opened
        .execute(&format!("INSERT INTO documents ({columns}) VALUES ({key}, {owner}, '{kind}', {number}, 'Words')"))
        .await;
    DocumentId(id(number))
}

#[rstest]
#[tokio::test]
async fn a_job_is_found_that_is_ones_own_or_public(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 1).await?;
    let public = a_public_job(200);
    opened.store.jobs().insert(&public, &JobOrigin::default()).await?;
    let applications = opened.store.applications();
    let look_up = |owner, job| applications.look_up(owner, References { job, resume: None, cover_letter: None });
    let found = |job| Referred { job: Some(summary(job)), has_documents: true };
    assert_eq!(look_up(user.id, jobs[0].id).await?, found(&jobs[0]));
    assert_eq!(look_up(user.id, public.id).await?, found(&public));
    assert_eq!(look_up(other.id, public.id).await?, found(&public));
    for (owner, job) in [(other.id, jobs[0].id), (user.id, JobId(id(999)))] {
        assert_eq!(look_up(owner, job).await?, Referred { job: None, has_documents: true });
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn documents_must_be_ones_own_alive_and_of_their_kind(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 1).await?;
    let resume = document(&opened, 301, user.id, "resume").await;
    let letter = document(&opened, 302, user.id, "cover_letter").await;
    let of_others = document(&opened, 303, other.id, "resume").await;
    let deleted = document(&opened, 304, user.id, "resume").await;
    opened.soft_delete("documents", deleted.0).await;
    let unknown = DocumentId(id(999));
    for (resume, cover_letter, has_documents) in [
        (None, None, true),
        (Some(resume), None, true),
        (None, Some(letter), true),
        (Some(resume), Some(letter), true),
        (Some(letter), None, false),
        (None, Some(resume), false),
        (Some(resume), Some(unknown), false),
        (Some(of_others), None, false),
        (Some(deleted), None, false),
        (Some(unknown), Some(letter), false),
    ] {
        let references = References { job: jobs[0].id, resume, cover_letter };
        let referred = opened.store.applications().look_up(user.id, references).await?;
        assert_eq!(referred.has_documents, has_documents, "{references:?}");
        assert!(referred.job.is_some());
    }
    Ok(())
}
