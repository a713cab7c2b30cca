use domain::ids::JobId;
use ports::store::{Store, StoreError};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use test_database::Backend;

use super::listing::apply;
use super::{insert, people};
use crate::support::builders::{a_guest, a_job, a_public_job, at, id};
use crate::support::{Opened, TestResult, assert_conflict, assert_stale, open};

async fn delete(opened: &Opened, owner: u128, job: u128) -> TestResult {
    let tx = opened.store.begin().await?;
    tx.jobs().delete(a_guest(owner).id, JobId(id(job)), at(0)).await?;
    tx.commit().await
}

async fn document(opened: &Opened, number: u128, job: u128, deleted: bool) {
    let [document, user, job] = [number, 1, job].map(|number| opened.literal(id(number)));
    let deleted = if deleted { "'2026-01-01T00:00:00+00:00'" } else { "NULL" };
    let values = format!("({document}, {user}, {job}, 'resume', {number}, 'words', {deleted})");
    opened
        .execute(&format!(
            "INSERT INTO documents (id, user_id, job_id, type, version, content, deleted_at) VALUES {values}"
        ))
        .await;
}

#[rstest]
#[tokio::test]
async fn a_job_goes_with_everything_that_is_nothing_without_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    insert(&opened, [a_job(10, &a_guest(1)), a_job(11, &a_guest(1))]).await?;
    let [user, job, other] = [1, 10, 11].map(|number| opened.literal(id(number)));
    for (number, of) in [(50, &job), (51, &other)] {
        let id = opened.literal(id(number));
        opened
            .execute(&format!(
                "INSERT INTO matches (id, user_id, job_id, score, rationale) VALUES ({id}, {user}, {of}, 50, '{{}}')"
            ))
            .await;
    }
    document(&opened, 60, 10, true).await;
    apply(&opened, 70, 10, "applied", true).await;
    let [document, application] = [60, 70].map(|number| opened.literal(id(number)));
    opened.execute(&format!("UPDATE applications SET resume_version_id = {document} WHERE id = {application}")).await;
    delete(&opened, 1, 10).await?;
    for (table, left) in [("jobs", 1), ("matches", 1), ("documents", 0), ("applications", 0)] {
        assert_eq!(opened.count(table).await, left, "{table}");
    }
    assert_stale(delete(&opened, 1, 10).await);
    Ok(())
}

#[rstest]
#[case::a_live_application("application")]
#[case::a_live_document("document")]
#[case::a_deleted_document_that_another_application_names("named document")]
#[tokio::test]
async fn a_job_in_use_stays_with_all_that_it_has(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] use_: &str,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    insert(&opened, [a_job(10, &a_guest(1)), a_job(11, &a_guest(1))]).await?;
    document(&opened, 60, 10, true).await;
    apply(&opened, 70, 10, "applied", true).await;
    match use_ {
        "application" => apply(&opened, 71, 10, "applied", false).await,
        "document" => document(&opened, 61, 10, false).await,
        _ => {
            apply(&opened, 71, 11, "applied", false).await;
            let [document, application] = [60, 71].map(|number| opened.literal(id(number)));
            opened
                .execute(&format!("UPDATE applications SET cover_letter_id = {document} WHERE id = {application}"))
                .await;
        }
    }
    let counts =
        async || (opened.count("documents").await, opened.count("applications").await, opened.count("jobs").await);
    let before = counts().await;
    assert_conflict("job_in_use", delete(&opened, 1, 10).await);
    assert_eq!(counts().await, before);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn nobody_elses_job_goes_and_none_that_was_changed_meanwhile(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    insert(&opened, [a_job(10, &a_guest(2)), a_public_job(11), a_job(12, &a_guest(1))]).await?;
    for job in [10, 11] {
        assert_stale(delete(&opened, 1, job).await);
    }
    let changed = opened.literal(id(12));
    opened.execute(&format!("UPDATE jobs SET title = 'Another' WHERE id = {changed}")).await;
    assert_stale(delete(&opened, 1, 12).await);
    assert_eq!(opened.count("jobs").await, 3);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_application_that_is_made_at_the_same_moment_is_not_lost(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let (mut kept, mut gone) = (0, 0);
    for round in 0..30_u128 {
        let job = 100 + round;
        insert(&opened, [a_job(job, &a_guest(1))]).await?;
        let [application, user, key] = [200 + round, 1, job].map(|number| opened.literal(id(number)));
        let apply = format!("INSERT INTO applications (id, user_id, job_id) VALUES ({application}, {user}, {key})");
        let applying = async {
            // Now this one is ahead, now the other.
            tokio::time::sleep(std::time::Duration::from_micros(u64::try_from(round % 10).unwrap_or(0) * 150)).await;
            opened.store.connection().execute_unprepared(&apply).await.is_ok()
        };
        let (applied, deleted) = tokio::join!(applying, delete(&opened, 1, job));
        let applications: i64 =
            opened.value(format!("SELECT count(*) FROM applications WHERE id = {application}")).await;
        let jobs: i64 = opened.value(format!("SELECT count(*) FROM jobs WHERE id = {key}")).await;
        match (applied, deleted) {
            (true, Err(StoreError::Conflict("job_in_use"))) => {
                kept += 1;
                assert_eq!((applications, jobs), (1, 1), "round {round}");
            }
            (false, Ok(())) => {
                gone += 1;
                assert_eq!((applications, jobs), (0, 0), "round {round}");
            }
            other => panic!("round {round}: {other:?} leaves {applications} of {jobs}"),
        }
    }
    assert_eq!(kept + gone, 30);
    Ok(())
}
