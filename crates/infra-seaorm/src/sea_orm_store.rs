//! The one type that has every repository, over the pool or inside a transaction, and the two ways to the database.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use ports::identity::{RefreshTokenRepository, UserRepository};
use ports::onboarding::OnboardingRepository;
use ports::preferences::PreferencesRepository;
use ports::profile::ProfileRepository;
use ports::store::{Repositories, StoreError, Transaction};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, StatementBuilder};

use crate::error::{Unique, store_error};
use crate::writers::{Turn, Writers};

pub(crate) struct SeaOrm<C> {
    // Dropped before the turn below is given back: what is rolled back must be so before somebody else writes.
    connection: C,
    writing: Writing,
    /// Inside a transaction: whether one of its statements failed.
    failed: AtomicBool,
}

/// Who may write, and when.
pub(crate) enum Writing {
    /// Everybody at any time: the database sees to it.
    Free,
    /// One after the other, each statement by itself.
    Queued(Writers),
    /// Nobody but this transaction, until it ends.
    Held { _turn: Turn },
}

impl<C: ConnectionTrait> SeaOrm<C> {
    pub(crate) fn new(connection: C, writing: Writing) -> Self {
        Self { connection, writing, failed: AtomicBool::new(false) }
    }

    pub(crate) fn connection(&self) -> &C {
        &self.connection
    }

    pub(crate) fn writing(&self) -> &Writing {
        &self.writing
    }

    /// Every read goes through here.
    pub(crate) async fn read<T>(&self, query: impl Future<Output = Result<T, DbErr>>) -> Result<T, StoreError> {
        query.await.map_err(|error| self.fail(&error, &[]))
    }

    /// Executes one statement and returns how many rows it changed. A violation of a unique constraint is a fault.
    pub(crate) async fn write(&self, statement: &impl StatementBuilder) -> Result<u64, StoreError> {
        self.write_or_conflict(statement, &[]).await
    }

    /// Every write goes through here. A violation of one of the constraints is its conflict.
    pub(crate) async fn write_or_conflict(
        &self,
        statement: &impl StatementBuilder,
        conflicts: &[Unique],
    ) -> Result<u64, StoreError> {
        let _turn = match &self.writing {
            Writing::Queued(writers) => Some(writers.turn().await?),
            Writing::Free | Writing::Held { .. } => None,
        };
        let done = self.connection.execute(statement).await.map_err(|error| self.fail(&error, conflicts))?;
        Ok(done.rows_affected())
    }

    fn fail(&self, error: &DbErr, conflicts: &[Unique]) -> StoreError {
        self.failed.store(true, Ordering::Relaxed);
        store_error(error, conflicts)
    }
}

impl<C: ConnectionTrait + Send> Repositories for SeaOrm<C> {
    fn users(&self) -> &dyn UserRepository {
        self
    }

    fn refresh_tokens(&self) -> &dyn RefreshTokenRepository {
        self
    }

    fn onboarding(&self) -> &dyn OnboardingRepository {
        self
    }

    fn preferences(&self) -> &dyn PreferencesRepository {
        self
    }

    fn profiles(&self) -> &dyn ProfileRepository {
        self
    }
}

#[async_trait]
impl Transaction for SeaOrm<DatabaseTransaction> {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let Self { connection, writing, failed } = *self;
        if failed.into_inner() {
            // PostgreSQL answers this COMMIT with a ROLLBACK and calls it a success; SQLite would keep the other half.
            connection.rollback().await.map_err(|error| store_error(&error, &[]))?;
            return Err(StoreError::Backend("nothing was committed, because a statement before had failed".to_owned()));
        }
        connection.commit().await.map_err(|error| store_error(&error, &[]))?;
        drop(writing);
        Ok(())
    }
}
