//! What one may set about the database; everything but the URL has a default that fits a small server.

use std::time::Duration;

use secrecy::SecretString;

/// Printing it never shows the URL, which may hold a password.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// `sqlite:path`, `sqlite://path`, `postgres://…` or `postgresql://…`.
    pub url: SecretString,
    /// Those that requests have at a time, beside one for health checks and migrations. When it is not set: 20 on PostgreSQL,
    /// 5 on SQLite, where all but one can only read at any time.
    pub max_connections: Option<u32>,
    /// How many stay open however long nobody needs them.
    pub min_connections: u32,
    /// How long a request waits for a connection, or on SQLite for its turn to write, before it is told that the database
    /// is unavailable.
    pub acquire_timeout: Duration,
    /// How long the first connection may take, when the program starts.
    pub connect_timeout: Duration,
    /// PostgreSQL only: how long one statement may take. Waiting for somebody else's lock ends after `acquire_timeout`.
    pub statement_timeout: Duration,
    /// When a connection that nobody needs is closed.
    pub idle_timeout: Duration,
    /// How many prepared statements a connection keeps, at least 1; the repositories have about forty. A pooler between
    /// here and PostgreSQL must know prepared statements, or hand out connections for longer than a transaction.
    pub statement_cache: usize,
    /// How long SQLite waits while another process writes.
    pub sqlite_busy_timeout: Duration,
}

impl DatabaseSettings {
    /// Everything but the URL at its default.
    #[must_use]
    pub fn new(url: impl Into<SecretString>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }
}

impl Default for DatabaseSettings {
    fn default() -> Self {
        Self {
            url: SecretString::from("sqlite://careerbase.db"),
            max_connections: None,
            min_connections: 0,
            acquire_timeout: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_mins(10),
            statement_cache: 100,
            sqlite_busy_timeout: Duration::from_secs(5),
        }
    }
}
