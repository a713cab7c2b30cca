//! What a column takes.

mod support;

use rstest::rstest;
use sea_orm::prelude::{ChronoDate, ChronoDateTimeUtc};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use support::{
    Row, TestResult, a_message, a_profile, a_session, a_user, an_onboarding_profile, assert_refused_by, insert,
    migrated, preferences, two_people_and_a_session, value, with,
};
use test_database::Backend;

/// Tries each value of the column in the row, and expects the check of that column.
async fn assert_refused(
    db: &sea_orm::DatabaseConnection,
    table: &'static str,
    row: &Row,
    column: &'static str,
    values: Vec<Value>,
) {
    for value in values {
        let row = with(row.clone(), vec![(column, value)]);
        let outcome = insert(db, table, row).await;
        assert_refused_by(&format!("{table}_check_{column}"), outcome);
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_word_that_is_not_in_the_enumeration_is_refused(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;

    let rows = [
        ("users", a_user(3), &["role", "tier", "onboarding_status"][..]),
        (
            "user_preferences",
            preferences(3, 1),
            &["work_arrangement", "salary_flexibility", "comp_preference", "autonomy_level"],
        ),
        ("onboarding_sessions", a_session(3, 2), &["status"]),
        ("onboarding_profiles", an_onboarding_profile(3, 1, 10), &["experience_level", "startup_stage"]),
        ("conversation_messages", a_message(3, 1, 10, 0), &["role"]),
        ("profiles", a_profile(3, 1), &["extraction_source"]),
    ];
    for (table, row, columns) in rows {
        for column in columns {
            // The empty word, another one, and a right one in the wrong case.
            let words = ["", "neither", "MEMBER", "senior"];
            let words = words.map(Value::from).to_vec();
            assert_refused(db, table, &row, column, words).await;
        }
        insert(db, table, row).await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_number_out_of_its_range_is_refused(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;

    for (column, numbers) in
        [("max_travel_percent", [-1, 101]), ("briefing_hour", [-1, 24]), ("briefing_minute", [-1, 60])]
    {
        let numbers = numbers.map(Value::from).to_vec();
        assert_refused(db, "user_preferences", &preferences(3, 1), column, numbers).await;
    }
    let confidence = vec![(-0.01).into(), 1.01.into()];
    let profile = a_profile(3, 1);
    assert_refused(db, "profiles", &profile, "extraction_confidence", confidence).await;
    let counts = vec![(-1).into()];
    let session = a_session(3, 2);
    assert_refused(db, "onboarding_sessions", &session, "total_messages_count", counts).await;
    let message = a_message(3, 1, 10, 0);
    assert_refused(db, "conversation_messages", &message, "sequence", vec![(-1).into()]).await;
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn the_ends_of_a_range_are_inside(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;

    let least: Row = vec![
        ("max_travel_percent", 0.into()),
        ("briefing_hour", 0.into()),
        ("salary_minimum", 100_000.into()),
        ("salary_target", 100_000.into()),
    ];
    let most: Row =
        vec![("max_travel_percent", 100.into()), ("briefing_hour", 23.into()), ("briefing_minute", 59.into())];
    insert(db, "user_preferences", with(preferences(3, 1), least)).await?;
    insert(db, "user_preferences", with(preferences(4, 2), most)).await?;
    for (user, confidence) in [(1, 0.0), (2, 1.0)] {
        let row: Row = vec![("extraction_confidence", confidence.into())];
        insert(db, "profiles", with(a_profile(10 + user, user), row)).await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_target_below_the_minimum_salary_is_refused(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    let both: Row = vec![("salary_minimum", 100_000.into()), ("salary_target", 99_999.into())];

    let outcome = insert(db, "user_preferences", with(preferences(3, 1), both)).await;

    assert_refused_by("user_preferences_check_salary_minimum_salary_target", outcome);
    let one: Row = vec![("salary_minimum", 100_000.into())];
    insert(db, "user_preferences", with(preferences(3, 1), one)).await?;
    let other: Row = vec![("salary_target", 1.into())];
    insert(db, "user_preferences", with(preferences(4, 2), other)).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_session_is_completed_exactly_when_it_says_when(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    let (table, rule) = ("onboarding_sessions", "onboarding_sessions_check_status_completed_at");
    let at: Row = vec![("completed_at", ChronoDateTimeUtc::default().into())];
    let completed: Row = vec![("status", "completed".into())];

    assert_refused_by(rule, insert(db, table, with(a_session(3, 2), at.clone())).await);
    let without = with(a_session(3, 2), completed.clone());
    assert_refused_by(rule, insert(db, table, without).await);

    insert(db, table, with(with(a_session(3, 2), completed), at)).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_text_longer_than_its_column_is_refused(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;

    for (table, row, column, length) in [
        ("users", a_user(3), "phone", 50),
        ("users", a_user(4), "clerk_user_id", 255),
        ("users", a_user(5), "source", 100),
        ("user_preferences", preferences(3, 1), "theme", 50),
        ("onboarding_sessions", a_session(3, 2), "llm_provider_used", 50),
        ("onboarding_profiles", an_onboarding_profile(3, 1, 10), "name", 255),
    ] {
        // Counted in characters, not in bytes.
        let fits = "ü".repeat(length);
        let too_long = with(row.clone(), vec![(column, format!("{fits}ü").into())]);
        insert(db, table, too_long).await.expect_err(column);
        insert(db, table, with(row, vec![(column, fits.into())])).await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_currency_has_three_letters(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;

    for currency in ["", "US", "USDT"] {
        let row: Row = vec![("salary_currency", currency.into())];
        let outcome = insert(db, "user_preferences", with(preferences(3, 1), row)).await;
        outcome.expect_err(currency);
    }
    let row: Row = vec![("salary_currency", "EUR".into())];
    insert(db, "user_preferences", with(preferences(3, 1), row)).await?;
    let stored: String = value(db, "SELECT salary_currency FROM user_preferences").await?;
    assert_eq!(stored, "EUR");
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_list_is_an_array_and_an_object_an_object(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    let no_list = || [json!({}), json!("a"), json!(null)].map(Value::from).to_vec();
    let no_object = || [json!([]), json!("a"), json!(null)].map(Value::from).to_vec();

    let row = preferences(3, 1);
    for column in ["job_categories", "briefing_channels", "confirmed_sections"] {
        assert_refused(db, "user_preferences", &row, column, no_list()).await;
    }
    for column in ["custom_hours", "extra_preferences"] {
        assert_refused(db, "user_preferences", &row, column, no_object()).await;
    }
    assert_refused(db, "users", &a_user(3), "metadata", no_object()).await;
    let message = a_message(3, 1, 10, 0);
    assert_refused(db, "conversation_messages", &message, "extracted_fields", no_object()).await;
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_is_no_json_no_number_and_no_date_is_refused(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "user_preferences", preferences(3, 1)).await?;
    insert(db, "profiles", a_profile(4, 1)).await?;

    for (table, change) in [
        ("user_preferences", "job_categories = '[1'"),
        ("user_preferences", "salary_minimum = 'much'"),
        ("user_preferences", "salary_minimum = 2147483648"),
        ("user_preferences", "visa_expiration = '2027-02-29'"),
        ("user_preferences", "visa_expiration = 'soon'"),
        ("user_preferences", "no_oncall = '2'"),
        ("profiles", "linkedin_data = 'nothing'"),
    ] {
        let statement = format!("UPDATE {table} SET {change}");
        db.execute_unprepared(&statement).await.expect_err(change);
    }
    db.execute_unprepared("UPDATE user_preferences SET visa_expiration = '2028-02-29'").await?;
    let date: ChronoDate = value(db, "SELECT visa_expiration FROM user_preferences").await?;
    assert_eq!(date.to_string(), "2028-02-29");
    Ok(())
}
