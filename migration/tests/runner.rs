//! Migrating is safe from any number of processes, and says what it did.

mod support;

use rstest::rstest;
use sea_orm::ConnectionTrait;
use support::{TestResult, column, connect, empty, migrated};
use test_database::Backend;

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_eight_that_migrate_at_once_one_does_it_and_all_succeed(#[case] backend: Backend) -> TestResult {
    let connected = empty(backend).await?;
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let db = connect(&connected.database).await?;
        tasks.push(tokio::spawn(async move { migration::up(&db).await }));
    }

    let mut applied = Vec::new();
    for task in tasks {
        applied.extend(task.await.expect("the task ends")?);
    }

    let known = migration::status(&connected.db).await?;
    let known: Vec<String> = known.into_iter().map(|state| state.name).collect();
    assert_eq!(applied, known);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn the_status_of_an_empty_database_is_all_pending_and_creates_nothing(#[case] backend: Backend) -> TestResult {
    let connected = empty(backend).await?;

    let status = migration::status(&connected.db).await?;

    assert!(!status.is_empty());
    assert!(status.iter().all(|state| state.known && !state.applied));
    let tables = match backend {
        Backend::Sqlite => "SELECT name FROM sqlite_master",
        Backend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    assert_eq!(column::<String>(&connected.db, tables).await?, Vec::<String>::new());
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn with_nothing_pending_nothing_is_applied(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;

    let status = migration::status(&connected.db).await?;

    assert!(status.iter().all(|state| state.known && state.applied));
    assert_eq!(migration::up(&connected.db).await?, Vec::<String>::new());
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn going_down_a_step_reverts_the_latest_and_up_brings_it_back(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    let latest = migration::status(db).await?.pop();
    let latest = vec![latest.expect("a migration").name];

    assert_eq!(migration::down(db, Some(1)).await?, latest);
    let pending = migration::status(db).await?.into_iter();
    let pending: Vec<_> = pending.filter(|state| !state.applied).collect();
    assert_eq!(pending.len(), 1);
    assert_eq!(migration::up(db).await?, latest);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_schema_of_a_newer_version_is_reported_and_never_changed(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    let newer = "m29990101_000001_create_future";
    db.execute_unprepared(&format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ('{newer}', 0)")).await?;

    let last = migration::status(db).await?.pop();
    let last = last.expect("a migration");
    assert_eq!((last.name.as_str(), last.applied, last.known), (newer, true, false));
    assert_eq!(migration::up(db).await?, Vec::<String>::new());

    let refused = migration::down(db, None).await.expect_err("refused");
    assert!(refused.to_string().contains(newer));
    db.execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE '%create_profiles'").await?;
    let refused = migration::up(db).await.expect_err("refused");
    assert!(refused.to_string().contains(newer));
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_behind(#[case] backend: Backend) -> TestResult {
    let connected = empty(backend).await?;
    let db = &connected.db;
    // In the way of the sixth migration's last index.
    db.execute_unprepared("CREATE TABLE in_the_way (id integer)").await?;
    db.execute_unprepared("CREATE INDEX idx_onboarding_profiles_startup_stage ON in_the_way (id)").await?;

    migration::up(db).await.expect_err("the index exists");

    let status = migration::status(db).await?;
    assert!(status.iter().all(|state| !state.applied));
    db.execute_unprepared("DROP TABLE in_the_way").await?;
    assert_eq!(migration::up(db).await?.len(), status.len());
    Ok(())
}
