use std::time::{Duration, Instant};

use domain::preferences::Section;
use infra_seaorm::DatabaseSettings;
use ports::store::{Repositories, Store};
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, at, family, unset_preferences};
use crate::support::{TestResult, assert_unavailable, open, open_with};

#[rstest]
#[tokio::test]
async fn a_closed_database_is_unavailable(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let opened = open(backend).await;
    opened.store.close().await;
    assert_unavailable(opened.store.users().find(a_guest(1).id).await);
    assert_unavailable(opened.store.users().insert(&a_guest(1)).await);
    assert_unavailable(opened.store.users().standing(a_guest(1).id, family(1)).await);
    assert_unavailable(opened.store.onboarding().open_conversation(a_guest(1).id).await);
    let preferences = unset_preferences(1, &a_guest(1)).confirm(Section::Visa, at(1));
    assert_unavailable(opened.store.preferences().save(&preferences).await);
    assert_unavailable(opened.store.begin().await.map(|_| ()));
}

fn impatient(settings: DatabaseSettings) -> DatabaseSettings {
    DatabaseSettings { max_connections: Some(2), acquire_timeout: Duration::from_millis(200), ..settings }
}

#[rstest]
#[tokio::test]
async fn who_waits_too_long_for_a_connection_is_told_so(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open_with(backend, impatient).await;
    let first = opened.store.begin().await?;
    // On SQLite the second does not get its turn; on PostgreSQL the third gets no connection.
    let second = opened.store.begin().await;
    let began = Instant::now();
    assert_unavailable(opened.store.begin().await.map(|_| ()));
    assert_unavailable(opened.store.users().insert(&a_guest(1)).await);
    assert!(began.elapsed() < Duration::from_secs(5), "the wait has a bound");
    drop((first, second));
    opened.store.users().insert(&a_guest(1)).await
}

/// A health check, say.
#[rstest]
#[tokio::test]
async fn when_all_connections_are_lent_there_is_one_left_for_questions_about_the_database(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let opened =
        open_with(backend, |settings| DatabaseSettings { max_connections: Some(1), ..impatient(settings) }).await;
    let _held = opened.store.begin().await.expect("a transaction");
    assert_unavailable(opened.store.users().find(a_guest(1).id).await);
    assert_eq!(opened.count("users").await, 0);
}

#[rstest]
#[tokio::test]
async fn readers_do_not_wait_for_a_writer(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open_with(backend, impatient).await;
    let tx = opened.store.begin().await?;
    tx.users().insert(&a_guest(1)).await?;
    assert_eq!(opened.store.users().find(a_guest(1).id).await?, None);
    tx.commit().await
}

/// As a backup or another process would.
#[rstest]
#[tokio::test]
async fn a_file_that_another_process_keeps_locked_is_unavailable(
    #[values(Backend::Sqlite)] backend: Backend,
) -> TestResult {
    let short = |settings| DatabaseSettings { sqlite_busy_timeout: Duration::from_millis(50), ..settings };
    let opened = open_with(backend, short).await;
    let other = infra_seaorm::connect(&short(crate::support::settings(&opened.database))).await.expect("a database");
    let tx = other.begin().await?;
    tx.users().insert(&a_guest(1)).await?;
    assert_unavailable(opened.store.users().insert(&a_guest(2)).await);
    assert_unavailable(opened.store.begin().await.map(|_| ()));
    tx.commit().await?;
    opened.store.users().insert(&a_guest(2)).await
}
