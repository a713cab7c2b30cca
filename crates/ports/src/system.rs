//! Time, identifiers and the state of the database: what tests must be able to hold still.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::StoreError;

#[cfg_attr(feature = "testing", mockall::automock)]
pub trait Clock: Send + Sync {
    /// The present time in whole microseconds: PostgreSQL keeps no more.
    fn now(&self) -> DateTime<Utc>;
}

#[cfg_attr(feature = "testing", mockall::automock)]
pub trait Ids: Send + Sync {
    /// An id that was never given before and sorts after those given earlier.
    fn next(&self) -> Uuid;
}

/// How far the schema of the database is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SchemaState {
    pub applied: usize,
    pub pending: usize,
    /// Whether the database compares embeddings by itself, as soon as the schema has them.
    pub has_vectors: Option<bool>,
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait DatabaseHealth: Send + Sync {
    /// Asks the database itself; an error means that it does not answer.
    async fn schema(&self) -> Result<SchemaState, StoreError>;
}
