//! The real clock, the real ids, and the real state of the database.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, SubsecRound, Utc};
use infra_seaorm::Database;
use ports::store::StoreError;
use ports::system::{Clock, DatabaseHealth, Ids, SchemaState};
use uuid::Uuid;

pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// UUID version 7: ids sort by the time of their making, which keeps index pages together and lists newest first.
pub struct TimeOrderedIds;

impl Ids for TimeOrderedIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of ids")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// A database that takes longer than this to answer counts as gone.
const HEALTH_PATIENCE: Duration = Duration::from_secs(2);

/// The database with the schema changes that this program knows.
pub struct MigratedDatabase(pub Arc<Database>);

#[async_trait]
impl DatabaseHealth for MigratedDatabase {
    async fn schema(&self) -> Result<SchemaState, StoreError> {
        // The pool would try for longer than those who ask for the health are willing to wait.
        let db = self.0.connection();
        let answers = async { tokio::try_join!(migration::status(db), migration::has_vectors(db)) };
        let (states, has_vectors) = match tokio::time::timeout(HEALTH_PATIENCE, answers).await {
            Ok(Ok(answers)) => answers,
            Ok(Err(error)) => return Err(no_answer(&error)),
            Err(too_late) => return Err(no_answer(&too_late)),
        };
        let applied = states.iter().filter(|state| state.applied).count();
        Ok(SchemaState { applied, pending: states.len() - applied, has_vectors })
    }
}

fn no_answer(reason: &dyn std::fmt::Display) -> StoreError {
    tracing::warn!("the database does not answer for its health: {reason}");
    StoreError::Unavailable
}
