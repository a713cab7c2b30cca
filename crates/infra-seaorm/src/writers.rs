//! SQLite's one place to write, given out in the order in which it was asked for.

use std::sync::Arc;
use std::time::Duration;

use ports::store::StoreError;
use sea_orm::{DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::store_error;
use crate::sea_orm_store::{SeaOrm, Writing};

/// Without a queue, writers would poll the database's lock, and the unlucky among them would poll until they gave up.
pub(crate) struct Writers {
    pool: DatabaseConnection,
    place: Arc<Semaphore>,
    patience: Duration,
}

/// The right to write, given back when it is dropped.
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
}

impl Writers {
    pub(crate) fn new(pool: DatabaseConnection, patience: Duration) -> Self {
        Self { pool, place: Arc::new(Semaphore::new(1)), patience }
    }

    /// Waits for its turn, but not for ever.
    pub(crate) async fn turn(&self) -> Result<Turn, StoreError> {
        match tokio::time::timeout(self.patience, Arc::clone(&self.place).acquire_owned()).await {
            Ok(Ok(place)) => Ok(Turn { _place: place }),
            Ok(Err(_closed)) => Err(StoreError::Unavailable),
            Err(_elapsed) => {
                tracing::warn!(waited_ms = self.patience.as_millis(), "no turn to write: the database is unavailable");
                Err(StoreError::Unavailable)
            }
        }
    }

    /// A transaction that has its turn until it ends.
    pub(crate) async fn begin(&self) -> Result<SeaOrm<DatabaseTransaction>, StoreError> {
        let turn = self.turn().await?;
        let options = TransactionOptions {
            // A transaction that reads first would fail at its first write if another process wrote in between.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.pool.begin_with_options(options).await;
        let transaction = transaction.map_err(|error| store_error(&error, &[]))?;
        Ok(SeaOrm::new(transaction, Writing::Held { _turn: turn }))
    }

    /// Sends home who is waiting, and whoever comes later.
    pub(crate) fn close(&self) {
        self.place.close();
    }
}
