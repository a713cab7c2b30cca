//! What a column holds when nothing is said.

mod support;

use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};
use support::{TestResult, insert, migrated, preferences, two_people_and_a_session, value};
use test_database::Backend;

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn json_that_is_not_given_is_the_default(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "user_preferences", preferences(3, 1)).await?;

    for (column, default) in [
        ("job_categories", json!([])),
        ("confirmed_sections", json!([])),
        ("briefing_channels", json!(["in_app", "email"])),
        ("communication_preferences", json!({ "email": true, "sms": false, "in_app": true })),
        ("extra_preferences", json!({})),
    ] {
        let stored: Json = value(db, format!("SELECT {column} FROM user_preferences")).await?;
        assert_eq!(stored, default, "{column}");
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_word_that_is_not_given_is_the_default(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "user_preferences", preferences(3, 1)).await?;

    for (sql, default) in [
        ("SELECT theme FROM user_preferences", "modern"),
        ("SELECT salary_currency FROM user_preferences", "USD"),
        ("SELECT autonomy_level FROM user_preferences", "l0"),
        ("SELECT briefing_timezone FROM user_preferences", "UTC"),
        ("SELECT status FROM onboarding_sessions", "in_progress"),
        ("SELECT role FROM users LIMIT 1", "member"),
        ("SELECT tier FROM users LIMIT 1", "free"),
        ("SELECT timezone FROM users LIMIT 1", "UTC"),
        ("SELECT onboarding_status FROM users LIMIT 1", "not_started"),
    ] {
        assert_eq!(value::<String>(db, sql).await?, default, "{sql}");
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_number_or_a_truth_that_is_not_given_is_the_default(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "user_preferences", preferences(3, 1)).await?;

    let hour: i32 = value(db, "SELECT briefing_hour FROM user_preferences").await?;
    let version: i32 = value(db, "SELECT schema_version FROM user_preferences").await?;
    assert_eq!((hour, version), (8, 1));
    let active: bool = value(db, "SELECT is_active FROM users LIMIT 1").await?;
    let verified: bool = value(db, "SELECT is_verified FROM users LIMIT 1").await?;
    assert_eq!((active, verified), (true, false));
    Ok(())
}

#[tokio::test]
async fn postgres_makes_an_id_for_a_row_that_brings_none() -> TestResult {
    let connected = migrated(Backend::Postgres).await?;
    connected.db.execute_unprepared("INSERT INTO users DEFAULT VALUES").await?;
    let id: sea_orm::prelude::Uuid = value(&connected.db, "SELECT id FROM users").await?;
    assert!(!id.is_nil());
    Ok(())
}
