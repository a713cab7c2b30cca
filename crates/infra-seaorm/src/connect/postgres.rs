//! A pool of PostgreSQL connections that survives a restart of the server and spends no round trip on it.

use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sea_orm::sqlx::{self, Connection, Executor, PgPool};

use super::{ConnectError, invalid_url, unreachable};
use crate::database::{Database, Pool};
use crate::settings::DatabaseSettings;

/// After each use the driver asks a connection for a sign of life before it lends it again; with fewer, requests would wait for that.
const MAX_CONNECTIONS: u32 = 20;

/// A connection that was at work so recently is taken to be alive.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

pub(super) async fn connect(url: &str, settings: &DatabaseSettings) -> Result<Database, ConnectError> {
    let mut options: PgConnectOptions = url.parse().map_err(|error| invalid_url(&error))?;
    // Without a cache, the driver would leave every statement that it prepares behind on the server.
    options = options.statement_cache_capacity(settings.statement_cache.max(1));
    if options.get_application_name().is_none() {
        options = options.application_name("careerbase");
    }
    // Not by the pool: that would try again until the time is up, and then know no reason.
    let first = PgConnection::connect_with(&options).await.map_err(|error| unreachable(&error))?;
    first.close().await.map_err(|error| unreachable(&error))?;
    Ok(Database::new(Pool::Postgres(pool(options, settings)), settings))
}

fn pool(options: PgConnectOptions, settings: &DatabaseSettings) -> PgPool {
    // By statement, not by start-up parameter: poolers refuse those.
    let limits = format!(
        "SET statement_timeout = {}; SET lock_timeout = {}",
        settings.statement_timeout.as_millis(),
        settings.acquire_timeout.as_millis()
    );
    PgPoolOptions::new()
        .max_connections(settings.max_connections.unwrap_or(MAX_CONNECTIONS))
        .min_connections(settings.min_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(settings.idle_timeout)
        .after_connect(move |connection, _| {
            let limits = limits.clone();
            Box::pin(async move { connection.execute(sqlx::AssertSqlSafe(limits)).await.map(|_| ()) })
        })
        // Only those that may have died unnoticed are asked, each time would double the way of a short query.
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for > TRUSTED_FOR {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options)
}
