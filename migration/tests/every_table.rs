//! The rules that hold for every table, tried on each, whichever there are.

mod support;

use rstest::rstest;
use sea_orm::prelude::ChronoDateTimeUtc;
use sea_orm::{ConnectionTrait, DatabaseConnection, SqlErr, Value};
use serde_json::json;
use support::description::{Column, Schema, Table};
use support::{TestResult, assert_refused_by, column, insert, migrated, value, with};
use test_database::Backend;

fn assert_no_such_parent(place: &str, outcome: TestResult) {
    let error = outcome.expect_err(place).sql_err();
    assert!(matches!(error, Some(SqlErr::ForeignKeyConstraintViolation(_))), "{place}: {error:?}");
}

/// Tries each value of the column in an otherwise good row, and expects the check of that column.
async fn assert_refused(db: &DatabaseConnection, schema: &Schema, table: &Table, column: &Column, values: Vec<Value>) {
    for value in values {
        let row = with(schema.row(table, 1), vec![(column.name, value)]);
        let outcome = insert(db, table.name, row).await;
        assert_refused_by(&format!("{}_check_{}", table.name, column.name), outcome);
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn everything_goes_with_its_person_and_nothing_else_does(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    schema.fill(db, 2).await?;

    db.execute_unprepared("DELETE FROM users WHERE id IN (SELECT id FROM users ORDER BY id LIMIT 1)").await?;

    let left: sea_orm::prelude::Uuid = value(db, "SELECT id FROM users").await?;
    for table in schema.owned() {
        let owners = format!("SELECT user_id FROM {}", table.name);
        assert_eq!(column::<sea_orm::prelude::Uuid>(db, owners).await?, [left], "{}", table.name);
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn no_row_refers_to_another_persons(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    for user in [1, 2] {
        insert(db, "users", support::a_user(user)).await?;
    }
    for table in schema.owned() {
        for reference in &table.references {
            let [_, column] = reference.columns[..] else { continue };
            let place = format!("{}.{column}", table.name);
            let others = vec![(column, schema.id(reference.to, 1))];
            assert_no_such_parent(&place, insert(db, table.name, with(schema.row(table, 2), others)).await);
        }
        insert(db, table.name, schema.row(table, 1)).await?;
        insert(db, table.name, schema.row(table, 2)).await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_row_of_nobody_is_refused(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    for table in schema.owned() {
        let row = schema.row(table, 404);
        assert_no_such_parent(table.name, insert(&connected.db, table.name, row).await);
    }
    Ok(())
}

/// Otherwise PostgreSQL would read the whole table for every row that is deleted from the other one.
#[tokio::test]
async fn every_reference_has_an_index_that_finds_it() -> TestResult {
    let (connected, schema) = (migrated(Backend::Postgres).await?, Schema::read().await?);
    for table in &schema.0 {
        let indexed = format!(
            "SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] \
             WHERE indrelid = '{}'::regclass",
            table.name
        );
        let indexed: Vec<String> = column(&connected.db, indexed).await?;
        for reference in &table.references {
            let first = reference.columns[0];
            assert!(indexed.iter().any(|column| column == first), "{}.{first} has no index", table.name);
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_belongs_to_a_person_is_found_by_person_and_id() -> TestResult {
    let (connected, schema) = (migrated(Backend::Postgres).await?, Schema::read().await?);
    let constraints: Vec<String> = column(&connected.db, "SELECT conname::text FROM pg_constraint").await?;
    for table in schema.owned() {
        let expected = format!("{}_unique_user_id_id", table.name);
        assert!(constraints.contains(&expected), "{expected}");
    }
    Ok(())
}

#[tokio::test]
async fn what_holds_json_says_in_which_version() -> TestResult {
    for table in Schema::read().await?.0 {
        let holds_json = table.columns.iter().any(|column| column.kind == "jsonb");
        // An answer is given back as it was, and lives for a day.
        if table.name != "idempotency_keys" {
            assert_eq!(holds_json, table.has("schema_version"), "{}", table.name);
        }
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_update_is_stamped(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    for table in schema.0.iter().filter(|table| table.has("created_at")) {
        let long_ago: Value = ChronoDateTimeUtc::default().into();
        let mut row = schema.row(table, 1);
        let stamped = table.has("updated_at");
        row.extend(stamped.then_some(("updated_at", long_ago)));
        insert(db, table.name, row).await?;
        if stamped {
            db.execute_unprepared(&format!("UPDATE {} SET id = id", table.name)).await?;
            let updated: ChronoDateTimeUtc = value(db, format!("SELECT updated_at FROM {}", table.name)).await?;
            assert!(updated > ChronoDateTimeUtc::default(), "{}", table.name);
        }
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_word_that_is_not_in_the_enumeration_is_refused(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let mut tried = 0;
    for table in &schema.0 {
        for column in table.columns.iter().filter(|column| !column.words().is_empty()) {
            tried += 1;
            // The empty word, another one, and a right one in the wrong case.
            let words = ["".into(), "neither".into(), column.words()[0].to_uppercase().into()];
            assert_refused(&connected.db, &schema, table, column, words.to_vec()).await;
        }
    }
    assert!(tried >= 36, "only {tried} enumerations were found");
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_number_out_of_its_range_is_refused(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    for table in &schema.0 {
        for column in table.columns.iter().filter(|column| column.is_number()) {
            let below = column.bound(">=").map(|least| least - 1);
            let above = column.bound("<=").map(|most| most + 1);
            let numbers = below.into_iter().chain(above).map(|number| match column.kind.as_str() {
                "int4" => number.into(),
                _ => f64::from(number).into(),
            });
            assert_refused(&connected.db, &schema, table, column, numbers.collect()).await;
        }
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_list_is_an_array_and_an_object_an_object(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    for table in &schema.0 {
        for column in &table.columns {
            let other = if column.is_list() { json!({}) } else { json!([]) };
            if column.is_list() || column.is_object() {
                let values = [other, json!("a"), json!(null)].map(Value::from);
                assert_refused(&connected.db, &schema, table, column, values.to_vec()).await;
            }
        }
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_is_no_partial_date_is_refused(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let forms = [
        "",
        "20",
        "2020-",
        "2020-5",
        "2020-05-",
        "2020-05-1",
        "2020/05",
        "202005",
        "20200501",
        "2020-05-01T00:00",
        "now",
        "12:00:00.0",
        "2451545.00",
        " 2020",
        "2020-05-01 ",
        "May 2020",
    ];
    for table in &schema.0 {
        for column in table.columns.iter().filter(|column| column.is_partial_date()) {
            let values = forms.map(Value::from).to_vec();
            assert_refused(&connected.db, &schema, table, column, values).await;
            // PostgreSQL refuses these in words of its own.
            for unreal in ["0000", "2020-00", "2020-13", "2021-02-29", "2020-04-31"] {
                let row = with(schema.row(table, 1), vec![(column.name, unreal.into())]);
                insert(&connected.db, table.name, row).await.expect_err(unreal);
            }
        }
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_text_longer_than_its_column_is_refused(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    for table in &schema.0 {
        insert(db, table.name, schema.row(table, 1)).await?;
        for column in table.columns.iter().filter(|column| column.kind == "varchar") {
            let longest = column.longest.and_then(|longest| usize::try_from(longest).ok());
            // Counted in characters, not in bytes.
            let fits = "ü".repeat(longest.expect("a bound"));
            let update = |text: &str| format!("UPDATE {} SET \"{}\" = '{text}'", table.name, column.name);
            db.execute_unprepared(&update(&format!("{fits}ü"))).await.expect_err(column.name);
            db.execute_unprepared(&update(&fits)).await?;
        }
    }
    Ok(())
}
