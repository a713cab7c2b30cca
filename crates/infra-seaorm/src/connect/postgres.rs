//! A pool of PostgreSQL connections that survives a restart of the server and spends no round trip on it.

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sea_orm::sqlx::{self, Connection, Executor, PgPool};

use super::{BESIDE, ConnectError, invalid_url, unreachable};
use crate::database::Database;
use crate::lending::{Home, TRUSTED_FOR};
use crate::settings::DatabaseSettings;

/// More commits at a time share a write of the log, and those who wait for one do no other work.
const MAX_CONNECTIONS: u32 = 20;

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
    let lent = settings.max_connections.unwrap_or(MAX_CONNECTIONS);
    Ok(Database::new(Home::Postgres(pool(options, settings, lent)), lent, settings))
}

fn pool(options: PgConnectOptions, settings: &DatabaseSettings, lent: u32) -> PgPool {
    // By statement, not by start-up parameter: poolers refuse those. Long texts are compressed with LZ4 where the server was
    // built with it: it takes a fraction of the time of PostgreSQL's own method.
    let settings_of_a_session = format!(
        "SET statement_timeout = {}; SET lock_timeout = {}; \
         SELECT set_config(name, 'lz4', false) FROM pg_settings \
         WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)",
        settings.statement_timeout.as_millis(),
        settings.acquire_timeout.as_millis()
    );
    PgPoolOptions::new()
        .max_connections(lent + BESIDE)
        .min_connections(settings.min_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(settings.idle_timeout)
        .after_connect(move |connection, _| {
            let settings = settings_of_a_session.clone();
            Box::pin(async move { connection.execute(sqlx::AssertSqlSafe(settings)).await.map(|_| ()) })
        })
        // Only those that may have died unnoticed are asked.
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
