//! SQLite's one place to write, given out in the order in which it was asked for.

use std::sync::Arc;
use std::time::Duration;

use ports::store::StoreError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Without a queue, writers would poll the database's lock, and the unlucky among them would poll until they gave up.
pub(crate) struct Writers {
    place: Arc<Semaphore>,
    patience: Duration,
}

/// The right to write, given back when it is dropped.
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
}

impl Writers {
    pub(crate) fn new(patience: Duration) -> Self {
        Self { place: Arc::new(Semaphore::new(1)), patience }
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

    /// Sends home who is waiting, and whoever comes later.
    pub(crate) fn close(&self) {
        self.place.close();
    }
}
