//! Jobs are found by their words, the same ones on both databases.

mod support;

use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use support::description::Schema;
use support::{Row, TestResult, assert_refused_by, column, id, insert, migrated, value, with};
use test_database::Backend;

/// Inserts a job of everybody's that has these words.
async fn advertise(db: &DatabaseConnection, schema: &Schema, title: &str, words: &str) -> TestResult {
    let mut row = schema.row(schema.table("jobs"), 1);
    row.retain(|(column, _)| *column != "user_id");
    let number = title.bytes().fold(0, |number, byte| number * 256 + u128::from(byte));
    let own: Row = vec![("id", id(number).into()), ("title", title.into()), ("search_words", words.into())];
    insert(db, "jobs", with(row, own)).await
}

/// The titles of the jobs that have all these words.
async fn found(db: &DatabaseConnection, backend: Backend, words: &[&str]) -> Result<Vec<String>, DbErr> {
    let sql = match backend {
        Backend::Sqlite => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("rowid IN (SELECT rowid FROM jobs_search WHERE jobs_search MATCH '{}')", words.join(" "))
        }
        Backend::Postgres => postgres_condition(words),
    };
    column(db, format!("SELECT title FROM jobs WHERE {sql} ORDER BY title")).await
}

fn postgres_condition(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("''{word}''")).collect();
    format!("array_to_tsvector(string_to_array(jobs.search_words, ' ')) @@ '{}'::tsquery", words.join(" & "))
}

/// What SQLite says of the search table, compared with the words in the jobs.
async fn assert_intact(db: &DatabaseConnection, backend: Backend) -> TestResult {
    if backend == Backend::Sqlite {
        db.execute_unprepared("INSERT INTO jobs_search (jobs_search, rank) VALUES ('integrity-check', 1)").await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn words_are_taken_as_they_are(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    advertise(db, &schema, "a", "c++ rust über 2024 données").await?;
    advertise(db, &schema, "b", "c# rust разработчик 工程师").await?;
    advertise(db, &schema, "c", "c the").await?;
    advertise(db, &schema, "d", "").await?;

    for (words, titles) in [
        (&["rust"][..], &["a", "b"][..]),
        (&["c++"], &["a"]),
        (&["c#"], &["b"]),
        (&["c"], &["c"]),
        (&["the"], &["c"]),
        (&["über"], &["a"]),
        (&["uber"], &[]),
        (&["données", "2024"], &["a"]),
        (&["разработчик"], &["b"]),
        (&["工程师"], &["b"]),
        (&["rust", "c++"], &["a"]),
        (&["c++", "c#"], &[]),
        (&["rus"], &[]),
    ] {
        assert_eq!(found(db, backend, words).await?, titles, "{words:?}");
    }
    assert_intact(db, backend).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_changes_and_what_goes_is_no_longer_found(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    for title in ["a", "b", "c"] {
        advertise(db, &schema, title, "rust sql").await?;
    }

    let updated = db.execute_unprepared("UPDATE jobs SET search_words = 'java sql' WHERE title = 'a'").await?;
    let deleted = db.execute_unprepared("DELETE FROM jobs WHERE title = 'b'").await?;
    // Other columns, and the same words again.
    db.execute_unprepared("UPDATE jobs SET company = 'other', search_words = search_words WHERE title = 'c'").await?;

    assert_eq!((updated.rows_affected(), deleted.rows_affected()), (1, 1));
    assert_eq!(found(db, backend, &["rust"]).await?, ["c"]);
    assert_eq!(found(db, backend, &["java"]).await?, ["a"]);
    assert_eq!(found(db, backend, &["sql"]).await?, ["a", "c"]);
    let stamped: Vec<bool> = column(db, "SELECT updated_at >= created_at FROM jobs").await?;
    assert_eq!(stamped, [true, true]);
    assert_intact(db, backend).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn the_jobs_of_a_person_who_goes_are_no_longer_found(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    advertise(db, &schema, "public", "rust").await?;
    schema.fill(db, 1).await?;
    db.execute_unprepared("UPDATE jobs SET search_words = 'rust' WHERE user_id IS NOT NULL").await?;
    assert_eq!(found(db, backend, &["rust"]).await?.len(), 2);

    db.execute_unprepared("DELETE FROM users").await?;

    assert_eq!(found(db, backend, &["rust"]).await?, ["public"]);
    assert_intact(db, backend).await
}

#[tokio::test]
async fn on_sqlite_vacuum_confuses_nothing() -> TestResult {
    let (connected, schema) = (migrated(Backend::Sqlite).await?, Schema::read().await?);
    let db = &connected.db;
    for title in ["a", "b", "c", "d"] {
        advertise(db, &schema, title, &format!("rust only{title}")).await?;
    }
    // Hidden row numbers would close the gap.
    db.execute_unprepared("DELETE FROM jobs WHERE title IN ('a', 'c')").await?;

    db.execute_unprepared("VACUUM").await?;

    assert_eq!(found(db, Backend::Sqlite, &["onlyd"]).await?, ["d"]);
    assert_eq!(found(db, Backend::Sqlite, &["rust"]).await?, ["b", "d"]);
    db.execute_unprepared("UPDATE jobs SET search_words = 'rust' WHERE title = 'd'").await?;
    db.execute_unprepared("DELETE FROM jobs WHERE title = 'b'").await?;
    assert_eq!(found(db, Backend::Sqlite, &["rust"]).await?, ["d"]);
    assert_intact(db, Backend::Sqlite).await
}

#[tokio::test]
async fn postgres_finds_words_by_the_index() -> TestResult {
    let connected = migrated(Backend::Postgres).await?;
    let db = &connected.db;
    db.execute_unprepared(
        "INSERT INTO jobs (source, title, company, search_words) \
         SELECT 'test', 'job', 'company', 'common word' || number FROM generate_series(1, 5000) AS number",
    )
    .await?;
    db.execute_unprepared("ANALYZE jobs").await?;

    let condition = postgres_condition(&["word42"]);
    let plan: Vec<String> = column(db, format!("EXPLAIN SELECT id FROM jobs WHERE {condition}")).await?;

    assert!(plan.join("\n").contains("idx_jobs_search_words"), "{plan:?}");
    let hits: i64 = value(db, format!("SELECT count(*) FROM jobs WHERE {condition}")).await?;
    assert_eq!(hits, 1);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn words_have_one_space_between_them(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    for words in [" ", " rust", "rust ", "rust  sql"] {
        let outcome = advertise(&connected.db, &schema, "a", words).await;
        assert_refused_by("jobs_check_search_words", outcome);
    }
    Ok(())
}
