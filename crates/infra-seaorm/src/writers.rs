//! SQLite's one place to write, given out in the order in which it was asked for.

use std::sync::Arc;
use std::time::Duration;

use ports::store::StoreError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::store_error;
use crate::lending::{Lending, LentTransaction};
use crate::sea_orm_store::{SeaOrm, Writing};

/// Without a queue, writers would poll the database's lock, and the unlucky among them would poll until they gave up.
pub(crate) struct Writers {
    pool: Lending,
    place: Arc<Semaphore>,
    patience: Duration,
}

/// The right to write, given back when it is dropped.
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
}

impl Writers {
    pub(crate) fn new(pool: Lending, patience: Duration) -> Self {
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
    pub(crate) async fn begin(&self) -> Result<SeaOrm<LentTransaction>, StoreError> {
        let turn = self.turn().await?;
        let transaction = self.pool.begin(Some(turn)).await.map_err(|error| store_error(&error, &[]))?;
        Ok(SeaOrm::new(transaction, Writing::Free))
    }

    /// Sends home who is waiting, and whoever comes later.
    pub(crate) fn close(&self) {
        self.place.close();
    }
}
