//! What a column takes.

mod support;

use rstest::rstest;
use sea_orm::ConnectionTrait;
use sea_orm::prelude::{ChronoDate, ChronoDateTimeUtc};
use support::description::Schema;
use support::{
    Row, TestResult, a_profile, a_session, assert_refused_by, column, insert, migrated, preferences,
    two_people_and_a_session, value, with,
};
use test_database::Backend;

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

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn nothing_ends_before_it_starts_as_far_as_the_dates_say(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    for table in ["experiences", "education", "projects"] {
        for (start, end, is_possible) in [
            ("2020", "2020", true),
            ("2020", "2020-05", true),
            ("2020-05", "2020", true),
            ("2020-05", "2020-05-31", true),
            ("2020-05-31", "2020-05", true),
            ("2020-05-31", "2021", true),
            ("2020-05-31", "2020-05-30", false),
            ("2020-05", "2020-04-30", false),
            ("2020-05-31", "2020-04", false),
            ("2020-05", "2019", false),
            ("2020", "2019-12", false),
        ] {
            let update = format!("UPDATE {table} SET start_date = '{start}', end_date = '{end}'");
            let outcome = db.execute_unprepared(&update).await.map(|_| ());
            if is_possible {
                outcome?;
            } else {
                assert_refused_by(&format!("{table}_check_start_date_end_date"), outcome);
            }
        }
        db.execute_unprepared(&format!("UPDATE {table} SET end_date = NULL")).await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_current_job_has_no_end(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;

    db.execute_unprepared("UPDATE experiences SET is_current = TRUE").await?;
    let end = db.execute_unprepared("UPDATE experiences SET end_date = '2021'").await;

    assert_refused_by("experiences_check_is_current_end_date", end.map(|_| ()));
    db.execute_unprepared("UPDATE experiences SET is_current = FALSE, end_date = '2021'").await.map(|_| ())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn partial_dates_sort_as_text(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    let dates = ["2019-12-31", "2020", "2020-02", "2020-02-29", "2020-03-01", "2020-11", "2021"];
    for (number, date) in (1..).zip(dates) {
        let another: Row = vec![("id", support::id(number).into()), ("start_date", date.into())];
        insert(db, "projects", with(schema.row(schema.table("projects"), 1), another)).await?;
    }

    let sorted = "SELECT start_date FROM projects WHERE start_date IS NOT NULL ORDER BY start_date";

    assert_eq!(column::<String>(db, sorted).await?, dates);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_memory_is_neither_empty_nor_endless(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    for (length, fits) in [(0, false), (1, true), (10_000, true), (10_001, false)] {
        let update = format!("UPDATE memories SET content = '{}'", "ü".repeat(length));
        let outcome = db.execute_unprepared(&update).await.map(|_| ());
        if fits {
            outcome?;
        } else {
            assert_refused_by("memories_check_content", outcome);
        }
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_embedding_has_as_many_numbers_as_it_should(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    let has_vectors = migration::has_vectors(db).await?.expect("a table of memories");
    let embedding = |numbers: usize| match backend {
        _ if has_vectors => format!("'[{}]'", vec!["0.5"; numbers].join(",")),
        Backend::Sqlite => format!("zeroblob({numbers} * 4)"),
        Backend::Postgres => format!("decode(repeat('00', {numbers} * 4), 'hex')"),
    };

    for (numbers, fits) in [(1535, false), (1537, false), (1536, true)] {
        let update = format!("UPDATE memories SET embedding = {}", embedding(numbers));
        let outcome = db.execute_unprepared(&update).await;
        assert_eq!(outcome.is_ok(), fits, "{numbers}: {outcome:?}");
    }
    Ok(())
}
