//! The schema is reversible, and the same on both databases.

mod support;

use std::collections::BTreeSet;

use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use support::{TestResult, column, columns, empty, migrated};
use test_database::Backend;

/// Everything in the schema but the migrations' own record, in the database's words.
async fn dump(db: &DatabaseConnection, backend: Backend) -> Result<Vec<String>, DbErr> {
    let sql = match backend {
        Backend::Sqlite => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master \
             WHERE tbl_name <> 'seaql_migrations' ORDER BY 1"
        }
        Backend::Postgres => {
            "SELECT concat_ws(' ', 'column', table_name, ordinal_position, column_name, data_type, \
               character_maximum_length, numeric_precision, numeric_scale, is_nullable, column_default) \
             FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' \
             UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
             FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace AND conrelid <> 'seaql_migrations'::regclass \
             UNION ALL SELECT indexdef FROM pg_indexes \
             WHERE schemaname = 'public' AND tablename <> 'seaql_migrations' \
             UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
             UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace \
             AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') \
             ORDER BY 1"
        }
    };
    column(db, sql).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn going_up_down_and_up_again_leaves_the_very_same_schema(#[case] backend: Backend) -> TestResult {
    let connected = empty(backend).await?;
    let db = &connected.db;

    let applied = migration::up(db).await?;
    let before = dump(db, backend).await?;
    let mut reverted = migration::down(db, None).await?;
    assert_eq!(dump(db, backend).await?, Vec::<String>::new());
    migration::up(db).await?;

    reverted.reverse();
    assert_eq!(applied, reverted);
    assert_eq!(dump(db, backend).await?, before);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_fresh_schema_is_the_same_as_the_first_whatever_was_there(#[case] backend: Backend) -> TestResult {
    let connected = empty(backend).await?;
    let db = &connected.db;
    let applied = migration::up(db).await?;
    let before = dump(db, backend).await?;
    support::two_people_and_a_session(db).await?;
    db.execute_unprepared("CREATE TABLE left_over (id integer)").await?;

    assert_eq!(migration::fresh(db).await?, applied);

    assert_eq!(dump(db, backend).await?, before);
    assert_eq!(support::count(db, "users").await?, 0);
    Ok(())
}

/// The rules that both databases know by the same names: foreign keys and what is unique.
async fn names(db: &DatabaseConnection, backend: Backend) -> Result<BTreeSet<String>, DbErr> {
    let all = dump(db, backend).await?.join(" ");
    let words = all.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_name = |word: &&str| ["_fk_", "_unique_", "idx_"].iter().any(|part| word.contains(part));
    Ok(words.filter(is_name).map(str::to_owned).collect())
}

#[tokio::test]
async fn both_databases_have_the_same_columns() -> TestResult {
    let sqlite = migrated(Backend::Sqlite).await?;
    let postgres = migrated(Backend::Postgres).await?;

    assert_eq!(columns(&sqlite.db, Backend::Sqlite).await?, columns(&postgres.db, Backend::Postgres).await?);
    Ok(())
}

#[tokio::test]
async fn both_databases_have_the_same_keys_and_indexes_but_for_those_into_json() -> TestResult {
    let sqlite = migrated(Backend::Sqlite).await?;
    let postgres = migrated(Backend::Postgres).await?;

    let on_sqlite = names(&sqlite.db, Backend::Sqlite).await?;
    let mut on_postgres = names(&postgres.db, Backend::Postgres).await?;
    assert!(on_postgres.remove("idx_conversation_messages_extracted_fields"));
    assert!(on_postgres.remove("idx_jobs_search_words"));

    assert_eq!(on_sqlite, on_postgres);
    Ok(())
}

#[tokio::test]
async fn no_name_is_longer_than_postgres_keeps() -> TestResult {
    let sqlite = migrated(Backend::Sqlite).await?;

    let all = dump(&sqlite.db, Backend::Sqlite).await?.join(" ");
    // Every identifier is in quotes. PostgreSQL would cut what is too long, and two names might become one.
    let longest = all.split('"').skip(1).step_by(2).map(str::len).max();

    assert!(longest.is_some_and(|length| length <= 63));
    Ok(())
}
