//! A pool of SQLite connections to one file: one writes, durably, while the others read.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{self, Connection, Row, SqlitePool};

use super::{BESIDE, ConnectError, invalid_url, unreachable};
use crate::database::Database;
use crate::lending::Home;
use crate::settings::DatabaseSettings;

/// Older releases, from 3.7.0 on, may corrupt a database in WAL mode that several connections use.
pub(super) const OLDEST: Version = Version(3, 51, 3);

const MAX_CONNECTIONS: u32 = 5;

/// The most memory that a connection keeps pages in, in KiB; the operating system keeps them as well.
const CACHE_KIB: u32 = 1024;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(u32, u32, u32);

pub(super) async fn connect(url: &str, settings: &DatabaseSettings) -> Result<Database, ConnectError> {
    refuse_old_release().await?;
    let options: SqliteConnectOptions = url.parse().map_err(|error| invalid_url(&error))?;
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(settings.sqlite_busy_timeout)
        .statement_cache_capacity(settings.statement_cache)
        // Negative means KiB, not pages.
        .pragma("cache_size", format!("-{CACHE_KIB}"));
    // Before the pool: a new file is switched to WAL once, under a lock that nobody waits for.
    let mut first = SqliteConnection::connect_with(&options).await.map_err(|error| unreachable(&error))?;
    assert_pragmas(&mut first, settings.sqlite_busy_timeout).await?;
    let lent = settings.max_connections.unwrap_or(MAX_CONNECTIONS);
    let pool = pool(options, settings, lent);
    first.close().await.map_err(|error| unreachable(&error))?;
    Ok(Database::new(Home::Sqlite(pool), lent, settings))
}

fn pool(options: SqliteConnectOptions, settings: &DatabaseSettings, lent: u32) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(lent + BESIDE)
        .min_connections(settings.min_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(settings.idle_timeout)
        .max_lifetime(None)
        // There is no server that could have gone away.
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

/// Asked of an empty database in memory, before anything is done to the file.
async fn refuse_old_release() -> Result<(), ConnectError> {
    let options = SqliteConnectOptions::new().in_memory(true);
    let mut memory = SqliteConnection::connect_with(&options).await.map_err(|error| unreachable(&error))?;
    let found: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut memory)
        .await
        .map_err(|error| unreachable(&error))?;
    check_release(found)
}

fn check_release(found: String) -> Result<(), ConnectError> {
    match Version::parse(&found) {
        Some(version) if version >= OLDEST => Ok(()),
        _ => Err(ConnectError::SqliteTooOld { found }),
    }
}

/// SQLite ignores what it cannot do, such as WAL on a database in memory or on some network drives.
async fn assert_pragmas(connection: &mut SqliteConnection, busy_timeout: Duration) -> Result<(), ConnectError> {
    let busy_timeout = busy_timeout.as_millis().to_string();
    let wanted = [
        ("journal_mode", "PRAGMA journal_mode", "wal"),
        // FULL
        ("synchronous", "PRAGMA synchronous", "2"),
        ("foreign_keys", "PRAGMA foreign_keys", "1"),
        ("busy_timeout", "PRAGMA busy_timeout", &busy_timeout),
    ];
    for (pragma, question, wanted) in wanted {
        let answer = sqlx::query(question).fetch_one(&mut *connection).await.map_err(|error| unreachable(&error))?;
        // Unchecked: some answers are numbers, which SQLite turns into text.
        let found: String = answer.try_get_unchecked(0).map_err(|error| unreachable(&error))?;
        if found != wanted {
            return Err(ConnectError::RefusedPragma { pragma, wanted: wanted.to_owned(), found });
        }
    }
    Ok(())
}

impl Version {
    fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(str::parse);
        let mut next = || numbers.next().and_then(Result::ok);
        Some(Self(next()?, next()?, next()?))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_that_may_corrupt_the_database_is_refused() {
        let refused = |found: &str| check_release(found.to_owned()).is_err();
        assert!(refused("3.51.2"));
        assert!(refused("3.9.99"));
        assert!(refused("unknown"));
        assert!(!refused("3.51.3"));
        assert!(!refused("3.52.0"));
        assert!(!refused("4.0.0"));
    }

    #[test]
    fn the_refusal_says_what_is_needed() {
        let error = check_release("3.40.1".to_owned()).unwrap_err().to_string();
        assert!(error.contains("3.40.1") && error.contains("3.51.3"), "{error}");
    }
}
