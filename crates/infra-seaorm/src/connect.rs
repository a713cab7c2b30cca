//! From a URL to a database that is known to answer, with the settings that the repositories rely on.

mod postgres;
mod sqlite;

use sea_orm::SqlxError;
use secrecy::ExposeSecret;

use crate::database::Database;
use crate::error::reason;
use crate::settings::DatabaseSettings;

/// Connections beside those that requests borrow: for health checks, and for schema changes.
const BESIDE: u32 = 1;

/// Why there is no database. No message repeats the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("the database's URL must begin with sqlite:, postgres:// or postgresql://")]
    UnknownScheme,
    #[error("the database's URL is not valid: {0}")]
    InvalidUrl(String),
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    #[error("the database did not answer within {0:?}")]
    Timeout(std::time::Duration),
    #[error(
        "SQLite {found} may corrupt a database that several connections use: at least {} is needed",
        sqlite::OLDEST
    )]
    SqliteTooOld { found: String },
    #[error("SQLite would not set {pragma} to {wanted}, but left it at {found}")]
    RefusedPragma { pragma: &'static str, wanted: String, found: String },
}

/// Opens the pool and makes sure that the database answers and took the settings.
pub async fn connect(settings: &DatabaseSettings) -> Result<Database, ConnectError> {
    let url = settings.url.expose_secret();
    let opening = async {
        if url.starts_with("sqlite:") {
            sqlite::connect(url, settings).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres::connect(url, settings).await
        } else {
            Err(ConnectError::UnknownScheme)
        }
    };
    let timeout = settings.connect_timeout;
    tokio::time::timeout(timeout, opening).await.unwrap_or(Err(ConnectError::Timeout(timeout)))
}

fn invalid_url(error: &SqlxError) -> ConnectError {
    ConnectError::InvalidUrl(error.to_string())
}

fn unreachable(error: &SqlxError) -> ConnectError {
    ConnectError::Unreachable(reason(error))
}
