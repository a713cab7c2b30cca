//! Whether the service can do its work.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ports::system::{Clock, DatabaseHealth};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HealthStatus {
    Healthy,
    /// The database answers, but its schema is behind this program.
    Degraded,
    /// The database does not answer.
    Unhealthy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DatabaseStatus {
    Connected,
    Disconnected,
}

/// What the embeddings of memories are to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EmbeddingStorage {
    /// It compares them by itself.
    Vector,
    /// It keeps them, no more.
    Plain,
}

/// How many schema changes the database has, and how many it lacks. Null when it does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MigrationCounts {
    pub applied: usize,
    pub pending: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    pub status: HealthStatus,
    pub database: DatabaseStatus,
    pub migrations: Option<MigrationCounts>,
    /// Null when the database does not answer, or its schema has none yet.
    pub embeddings: Option<EmbeddingStorage>,
    pub version: &'static str,
    pub timestamp: DateTime<Utc>,
}

impl EmbeddingStorage {
    fn of(has_vectors: bool) -> Self {
        if has_vectors { Self::Vector } else { Self::Plain }
    }
}

pub struct System {
    pub database: Arc<dyn DatabaseHealth>,
    pub clock: Arc<dyn Clock>,
}

impl System {
    pub async fn health(&self) -> Health {
        let schema = self.database.schema().await.ok();
        let status = match schema {
            None => HealthStatus::Unhealthy,
            Some(schema) if schema.pending > 0 => HealthStatus::Degraded,
            Some(_) => HealthStatus::Healthy,
        };
        Health {
            status,
            database: if schema.is_some() { DatabaseStatus::Connected } else { DatabaseStatus::Disconnected },
            migrations: schema.map(|schema| MigrationCounts { applied: schema.applied, pending: schema.pending }),
            embeddings: schema.and_then(|schema| schema.has_vectors).map(EmbeddingStorage::of),
            version: env!("CARGO_PKG_VERSION"),
            timestamp: self.clock.now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::store::StoreError;
    use ports::system::{MockDatabaseHealth, SchemaState};
    use ports::testing::FixedClock;
    use rstest::rstest;

    #[rstest]
    #[case(Ok(schema(8, 0)), HealthStatus::Healthy, DatabaseStatus::Connected)]
    #[case(Ok(schema(7, 1)), HealthStatus::Degraded, DatabaseStatus::Connected)]
    #[case(Err(StoreError::Unavailable), HealthStatus::Unhealthy, DatabaseStatus::Disconnected)]
    #[tokio::test]
    async fn health_follows_from_the_database(
        #[case] answer: Result<SchemaState, StoreError>,
        #[case] status: HealthStatus,
        #[case] database: DatabaseStatus,
    ) {
        let report = health_when(answer).await;
        assert_eq!((report.status, report.database), (status, database));
    }

    #[rstest]
    #[case(Ok(SchemaState { has_vectors: Some(true), ..SchemaState::default() }), Some(EmbeddingStorage::Vector))]
    #[case(Ok(SchemaState { has_vectors: Some(false), ..SchemaState::default() }), Some(EmbeddingStorage::Plain))]
    #[case(Ok(SchemaState::default()), None)]
    #[case(Err(StoreError::Unavailable), None)]
    #[tokio::test]
    async fn health_tells_what_embeddings_are(
        #[case] answer: Result<SchemaState, StoreError>,
        #[case] embeddings: Option<EmbeddingStorage>,
    ) {
        assert_eq!(health_when(answer).await.embeddings, embeddings);
    }

    fn schema(applied: usize, pending: usize) -> SchemaState {
        SchemaState { applied, pending, has_vectors: None }
    }

    async fn health_when(answer: Result<SchemaState, StoreError>) -> Health {
        let mut health = MockDatabaseHealth::new();
        health.expect_schema().return_once(move || answer);
        System { database: Arc::new(health), clock: Arc::new(FixedClock::default()) }.health().await
    }
}
