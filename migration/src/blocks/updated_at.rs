//! Time in the database: "now", the form of a timestamp, and the trigger that keeps `updated_at` right.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr};

/// "Now" on SQLite in the very form in which sqlx writes a `DateTime<Utc>` (RFC 3339, `+00:00`, no fraction when it is
/// zero), because timestamps are text there: two forms would neither sort nor compare.
const SQLITE_NOW: &str = "(replace(strftime('%Y-%m-%dT%H:%M:%f', 'now'), '.000', '') || '+00:00')";

/// The current time as an expression, fit for a default.
pub(super) fn now(backend: DbBackend) -> String {
    match backend {
        DbBackend::Sqlite => SQLITE_NOW.into(),
        _ => "now()".into(),
    }
}

/// Refuses text in any other form than that of [`SQLITE_NOW`], up to the number of digits in the fraction.
pub(super) fn is_sqlite_timestamp(column: &str) -> String {
    format!("{column} LIKE '____-__-__T__:__:__%+00:00' AND julianday({column}) IS NOT NULL")
}

/// Creates the function that PostgreSQL's triggers call. `OR REPLACE`, because dropping all tables leaves functions.
pub(crate) async fn create_function<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(
            "CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$",
        )
        .await?;
    }
    Ok(())
}

/// Drops what [`create_function`] creates.
pub(crate) async fn drop_function<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("DROP FUNCTION IF EXISTS set_updated_at()").await?;
    }
    Ok(())
}

/// Stamps every row that an UPDATE changes without touching `updated_at`. A time that the statement sets stands: the
/// application writes its own clock's.
pub(super) fn trigger(table: &str, backend: DbBackend) -> String {
    let name = format!("{table}_set_updated_at");
    match backend {
        DbBackend::Sqlite => format!(
            "CREATE TRIGGER \"{name}\" AFTER UPDATE ON \"{table}\" FOR EACH ROW \
             WHEN NEW.updated_at IS OLD.updated_at \
             BEGIN UPDATE \"{table}\" SET updated_at = {SQLITE_NOW} WHERE id = NEW.id; END"
        ),
        _ => format!(
            "CREATE TRIGGER \"{name}\" BEFORE UPDATE ON \"{table}\" FOR EACH ROW \
             WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at) \
             EXECUTE FUNCTION set_updated_at()"
        ),
    }
}
