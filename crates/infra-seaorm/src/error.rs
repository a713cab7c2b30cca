//! What an error of the database means to whoever asked, in one place.
//!
//! | what happened | what is returned |
//! |---|---|
//! | a unique constraint that the method expects | `Conflict`, with the method's word |
//! | a deadlock or a serialization failure: somebody else was faster | `Stale` |
//! | no connection, no answer, no room, or a lock that did not come free in time | `Unavailable`; the reason is logged |
//! | anything else | `Backend` |
//!
//! Nothing here repeats a value of a row: of PostgreSQL's errors, whose details quote whole rows, only code, constraint,
//! table and primary message are taken.

use std::fmt::Write;

use ports::store::StoreError;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlxError, SqlxPostgresError, SqlxSqliteError};

/// A unique constraint whose violation means something to the caller.
pub(crate) struct Unique {
    /// Its name.
    pub(crate) constraint: &'static str,
    /// What SQLite says instead of the name: the columns, unless it is an index over an expression.
    pub(crate) sqlite: &'static str,
    pub(crate) conflict: &'static str,
}

pub(crate) fn store_error(error: &DbErr, conflicts: &[Unique]) -> StoreError {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error)) => unavailable(&reason(error)),
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => unavailable(&error.to_string()),
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            statement_error(error, conflicts)
        }
        error => StoreError::Backend(error.to_string()),
    }
}

/// A write that must hit its row has hit none.
pub(crate) fn stale_unless_changed(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

fn statement_error(error: &SqlxError, conflicts: &[Unique]) -> StoreError {
    match error {
        SqlxError::Database(refusal) => {
            if let Some(refusal) = refusal.try_downcast_ref::<SqlxPostgresError>() {
                postgres_error(refusal, conflicts)
            } else if let Some(refusal) = refusal.try_downcast_ref::<SqlxSqliteError>() {
                sqlite_error(refusal, conflicts)
            } else {
                StoreError::Backend(reason(error))
            }
        }
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed => unavailable(&reason(error)),
        error => StoreError::Backend(reason(error)),
    }
}

fn postgres_error(refusal: &SqlxPostgresError, conflicts: &[Unique]) -> StoreError {
    let code = refusal.code();
    if code == "23505"
        && let Some(known) = conflicts.iter().find(|known| refusal.constraint() == Some(known.constraint))
    {
        return StoreError::Conflict(known.conflict);
    }
    match code {
        "40001" | "40P01" => StoreError::Stale,
        // Shut down, crashed, still starting, cancelled for the time it took, or a lock that was not to be had.
        "57P01" | "57P02" | "57P03" | "57014" | "55P03" => unavailable(&postgres_reason(refusal)),
        // The connection, and what the server has run out of.
        _ if code.starts_with("08") || code.starts_with("53") => unavailable(&postgres_reason(refusal)),
        _ => StoreError::Backend(postgres_reason(refusal)),
    }
}

fn sqlite_error(refusal: &SqlxSqliteError, conflicts: &[Unique]) -> StoreError {
    let violated = refusal.message().strip_prefix("UNIQUE constraint failed: ");
    if let Some(known) = conflicts.iter().find(|known| violated == Some(known.sqlite)) {
        return StoreError::Conflict(known.conflict);
    }
    let code: i32 = refusal.code().and_then(|code| code.parse().ok()).unwrap_or_default();
    let reason = format!("SQLite {code}: {}", refusal.message());
    // The low byte is the kind: BUSY, LOCKED, IOERR, FULL, CANTOPEN.
    match code & 0xff {
        5 | 6 | 10 | 13 | 14 => unavailable(&reason),
        _ => StoreError::Backend(reason),
    }
}

/// Logged, because the caller learns only that it happened.
fn unavailable(reason: &str) -> StoreError {
    tracing::warn!(reason, "the database is unavailable");
    StoreError::Unavailable
}

/// What may be written down of an error.
pub(crate) fn reason(error: &SqlxError) -> String {
    if let SqlxError::Database(refusal) = error
        && let Some(refusal) = refusal.try_downcast_ref::<SqlxPostgresError>()
    {
        return postgres_reason(refusal);
    }
    error.to_string()
}

fn postgres_reason(refusal: &SqlxPostgresError) -> String {
    let mut reason = format!("PostgreSQL {}: {}", refusal.code(), refusal.message());
    for (what, name) in [("table", refusal.table()), ("constraint", refusal.constraint())] {
        if let Some(name) = name {
            // Writing to a string does not fail.
            let _ = write!(reason, ", {what} {name}");
        }
    }
    reason
}
