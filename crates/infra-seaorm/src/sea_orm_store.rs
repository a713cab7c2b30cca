//! The one type that has every repository, over the pool or inside a transaction, and the two ways to the database.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use ports::store::{Repositories, StoreError, Transaction};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, StatementBuilder, Value};

use crate::error::{Unique, store_error};
use crate::lending::{Lending, LentTransaction};
use crate::writers::Writers;

pub(crate) struct SeaOrm<C> {
    connection: C,
    writing: Writing,
    /// Inside a transaction: whether one of its statements failed.
    failed: AtomicBool,
}

/// Who may write, and when.
pub(crate) enum Writing {
    /// Everybody at any time: the database sees to it, or this is a transaction that has its turn.
    Free,
    /// One after the other, each statement by itself.
    Queued(Writers),
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

    /// As [`Self::write`], for a statement that is written as text, with `$1`, `$2` … for its values.
    pub(crate) async fn write_sql(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<u64, StoreError> {
        self.write_sql_or_conflict(sql, values, &[]).await
    }

    pub(crate) async fn write_sql_or_conflict(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        conflicts: &[Unique],
    ) -> Result<u64, StoreError> {
        self.execute(self.statement(sql, values), conflicts).await
    }

    /// As [`Self::write_sql`], for a statement that tells something of each row that it wrote.
    pub(crate) async fn write_sql_returning(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>, StoreError> {
        self.in_turn(self.connection.query_all_raw(self.statement(sql, values)), &[]).await
    }

    pub(crate) fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values)
    }

    /// A violation of one of the constraints is its conflict.
    pub(crate) async fn write_or_conflict(
        &self,
        statement: &impl StatementBuilder,
        conflicts: &[Unique],
    ) -> Result<u64, StoreError> {
        self.execute(self.connection.get_database_backend().build(statement), conflicts).await
    }

    async fn execute(&self, statement: Statement, conflicts: &[Unique]) -> Result<u64, StoreError> {
        Ok(self.in_turn(self.connection.execute_raw(statement), conflicts).await?.rows_affected())
    }

    async fn in_turn<T>(
        &self,
        statement: impl Future<Output = Result<T, DbErr>>,
        conflicts: &[Unique],
    ) -> Result<T, StoreError> {
        let _turn = match &self.writing {
            Writing::Queued(writers) => Some(writers.turn().await?),
            Writing::Free => None,
        };
        statement.await.map_err(|error| self.fail(&error, conflicts))
    }

    /// PostgreSQL answers a COMMIT after a failed statement with a ROLLBACK and calls it a success; SQLite would keep the other
    /// half.
    pub(crate) fn ensure_nothing_failed(&self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(StoreError::Backend("nothing was committed, because a statement before had failed".to_owned()));
        }
        Ok(())
    }

    fn fail(&self, error: &DbErr, conflicts: &[Unique]) -> StoreError {
        self.failed.store(true, Ordering::Relaxed);
        store_error(error, conflicts)
    }
}

macro_rules! implement {
    ($($name:ident: $module:ident::$repository:ident, $mock:ident;)+) => {
        impl<C: ConnectionTrait + Send> Repositories for SeaOrm<C> {
            $(fn $name(&self) -> &dyn ports::$module::$repository {
                self
            })+
        }
    };
}

ports::each_repository!(implement);

impl SeaOrm<Lending> {
    pub(crate) async fn begin(&self) -> Result<SeaOrm<LentTransaction>, StoreError> {
        if let Writing::Queued(writers) = self.writing() {
            return writers.begin().await;
        }
        let transaction = self.connection().begin(None).await.map_err(|error| store_error(&error, &[]))?;
        Ok(SeaOrm::new(transaction, Writing::Free))
    }
}

#[async_trait]
impl Transaction for SeaOrm<LentTransaction> {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let outcome = self.ensure_nothing_failed();
        let Self { connection, .. } = *self;
        if outcome.is_err() {
            connection.roll_back().await.map_err(|error| store_error(&error, &[]))?;
            return outcome;
        }
        connection.commit().await.map_err(|error| store_error(&error, &[]))
    }
}
