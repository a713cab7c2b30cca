//! A transaction on a connection that is lent until the transaction ends.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

use super::connection::{Connection, Lent};
use crate::writers::Turn;

/// A server that does not roll back within this does not answer at all.
const UNDO_TIMEOUT: Duration = Duration::from_secs(5);

/// Dropping it rolls back.
pub(crate) struct LentTransaction {
    backend: DbBackend,
    /// There until the transaction ends; one statement after the other.
    lent: Mutex<Option<Lent>>,
    /// The right to write, held until the transaction has ended.
    turn: Option<Turn>,
}

impl LentTransaction {
    pub(super) async fn begin(mut lent: Lent, turn: Option<Turn>) -> Result<Self, DbErr> {
        lent.turn(Connection::begin).await?;
        Ok(Self { backend: lent.backend(), lent: Mutex::new(Some(lent)), turn })
    }

    pub(crate) async fn commit(mut self) -> Result<(), DbErr> {
        self.take()?.turn(Connection::commit).await
    }

    pub(crate) async fn roll_back(mut self) -> Result<(), DbErr> {
        self.take()?.turn(Connection::roll_back).await
    }

    fn take(&mut self) -> Result<Lent, DbErr> {
        self.lent.get_mut().take().ok_or_else(ended)
    }

    async fn lent(&self) -> MutexGuard<'_, Option<Lent>> {
        self.lent.lock().await
    }
}

fn ended() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the transaction has ended".to_owned()))
}

impl Drop for LentTransaction {
    fn drop(&mut self) {
        if let Some(lent) = self.lent.get_mut().take() {
            let turn = self.turn.take();
            // Its locks are not to wait until somebody borrows the connection again.
            tokio::spawn(async move {
                // Given up, the connection is closed, which undoes it as well.
                drop(timeout(UNDO_TIMEOUT, lent.undo()).await);
                drop(turn);
            });
        }
    }
}

#[async_trait]
impl ConnectionTrait for LentTransaction {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.lent().await.as_mut().ok_or_else(ended)?.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.lent().await.as_mut().ok_or_else(ended)?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.lent().await.as_mut().ok_or_else(ended)?.query_one(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.lent().await.as_mut().ok_or_else(ended)?.query_all(statement).await
    }
}
