//! Lends connections to statements and transactions, and keeps those that are busy at hand.
//!
//! The driver's pool asks each connection for a sign of life when it is given back, which is a round trip as long as a short
//! statement. So connections stay here from one loan to the next, and go home to that pool now and then: it opens and closes
//! them, and knows how many there may be and for how long.

mod connection;
mod transaction;

use std::time::Duration;

use async_trait::async_trait;
use deadpool::managed::{Manager, Metrics, Pool, PoolError, QueueMode, RecycleError, RecycleResult};
use sea_orm::error::ConnAcquireErr;
use sea_orm::sqlx::{PgPool, SqlitePool};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, SqlxError, Statement};
use tokio::time::timeout;

use crate::database::PoolStats;
use crate::settings::DatabaseSettings;
use crate::writers::Turn;
use connection::{Connection, Lent};
pub(crate) use transaction::LentTransaction;

/// After this long a connection goes home, where its age and the need for it are looked at.
const AT_HAND: Duration = Duration::from_mins(1);

/// A connection that was at work so recently is taken to be alive.
pub(crate) const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// The driver's pool.
#[derive(Clone)]
pub(crate) enum Home {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// The connections of one database. Cloning it makes another handle to the same ones.
#[derive(Clone)]
pub(crate) struct Lending {
    at_hand: Pool<Home>,
    home: Home,
    /// How long somebody waits for a connection, whatever it is that takes so long.
    patience: Duration,
}

impl Manager for Home {
    type Type = Connection;
    type Error = SqlxError;

    async fn create(&self) -> Result<Connection, SqlxError> {
        // On the heap, because it is large and seldom needed: whatever holds it is copied with each statement.
        Ok(match self {
            Self::Sqlite(pool) => Connection::Sqlite(Box::pin(pool.acquire()).await?),
            Self::Postgres(pool) => Connection::Postgres(Box::pin(pool.acquire()).await?),
        })
    }

    async fn recycle(&self, connection: &mut Connection, metrics: &Metrics) -> RecycleResult<SqlxError> {
        if metrics.age() > AT_HAND {
            return Err(RecycleError::message("due at home"));
        }
        if metrics.last_used() > TRUSTED_FOR {
            connection.give_sign_of_life().await?;
        }
        Ok(())
    }
}

impl Lending {
    /// At most `lent` connections are out at a time.
    pub(crate) fn new(home: Home, lent: usize, settings: &DatabaseSettings) -> Self {
        let at_hand = Pool::builder(home.clone())
            .max_size(lent)
            // The others grow old enough to go home.
            .queue_mode(QueueMode::Lifo)
            .build()
            .unwrap_or_else(|_| unreachable!("a pool without time limits needs no runtime"));
        tokio::spawn(send_home(at_hand.weak()));
        Self { at_hand, home, patience: settings.acquire_timeout }
    }

    async fn lend(&self) -> Result<Lent, DbErr> {
        let too_late = |_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        let lent = timeout(self.patience, self.at_hand.get()).await.map_err(too_late)?;
        lent.map(Lent::new).map_err(|error| match error {
            PoolError::Backend(SqlxError::PoolTimedOut) => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
            PoolError::Backend(SqlxError::PoolClosed) | PoolError::Closed => {
                DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
            }
            PoolError::Backend(error) => DbErr::Conn(RuntimeErr::SqlxError(error.into())),
            error => DbErr::Conn(RuntimeErr::Internal(error.to_string())),
        })
    }

    /// A transaction that has its turn to write, if there are turns, until it ends.
    pub(crate) async fn begin(&self, turn: Option<Turn>) -> Result<LentTransaction, DbErr> {
        LentTransaction::begin(self.lend().await?, turn).await
    }

    pub(crate) fn stats(&self) -> PoolStats {
        let (size, idle) = match &self.home {
            Home::Sqlite(pool) => (pool.size(), pool.num_idle()),
            Home::Postgres(pool) => (pool.size(), pool.num_idle()),
        };
        let lending = self.at_hand.status();
        PoolStats { size: size as usize, idle: idle + lending.available, max: lending.max_size }
    }

    /// Waits until all that is lent has come back.
    pub(crate) async fn close(&self) {
        self.at_hand.close();
        match &self.home {
            Home::Sqlite(pool) => pool.close().await,
            Home::Postgres(pool) => pool.close().await,
        }
    }
}

/// Those that nobody has borrowed for a while; whatever is borrowed goes when it is borrowed next.
async fn send_home(at_hand: deadpool::managed::WeakPool<Home>) {
    loop {
        tokio::time::sleep(AT_HAND).await;
        let Some(at_hand) = at_hand.upgrade() else { return };
        if at_hand.is_closed() {
            return;
        }
        at_hand.retain(|_, metrics| metrics.age() <= AT_HAND);
    }
}

#[async_trait]
impl ConnectionTrait for Lending {
    fn get_database_backend(&self) -> DbBackend {
        match self.home {
            Home::Sqlite(_) => DbBackend::Sqlite,
            Home::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.lend().await?.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.lend().await?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.lend().await?.query_one(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.lend().await?.query_all(statement).await
    }
}
