//! One transaction for all that a request writes, opened by its first write.

use std::sync::Arc;

use async_trait::async_trait;
use ports::store::{Repositories, Store, StoreError, Transaction, UnitOfWork};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use tokio::sync::{Mutex, MutexGuard};

use crate::lending::{Lending, LentTransaction};
use crate::sea_orm_store::{SeaOrm, Writing};

/// A connection that reads from the pool until something is written, and is a transaction from then on.
#[derive(Clone)]
pub(crate) struct Unit {
    pool: Arc<SeaOrm<Lending>>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    open: Option<SeaOrm<LentTransaction>>,
    /// Inside `begin` … `commit` of the use case, which decides itself what a failed statement means.
    in_transaction: bool,
    /// Something in the open transaction was reported as done.
    promised: bool,
    /// What was reported as done was rolled back.
    lost: bool,
}

impl State {
    async fn open(&mut self, pool: &SeaOrm<Lending>) -> Result<&LentTransaction, StoreError> {
        let open = match self.open.take() {
            Some(open) => open,
            None => pool.begin().await?,
        };
        Ok(self.open.insert(open).connection())
    }

    fn roll_back(&mut self) {
        self.open = None;
        self.in_transaction = false;
        self.lost |= std::mem::take(&mut self.promised);
    }

    fn after<T>(&mut self, outcome: Result<T, DbErr>) -> Result<T, DbErr> {
        if !self.in_transaction {
            match &outcome {
                Ok(_) => self.promised = true,
                // PostgreSQL would refuse everything that follows.
                Err(_) => self.roll_back(),
            }
        }
        outcome
    }
}

impl Unit {
    pub(crate) fn over(pool: Arc<SeaOrm<Lending>>) -> SeaOrm<Self> {
        SeaOrm::new(Self { pool, state: Arc::default() }, Writing::Free)
    }

    async fn writing(&self) -> Result<MutexGuard<'_, State>, DbErr> {
        let mut state = self.state.lock().await;
        let unavailable = |error: StoreError| DbErr::Conn(RuntimeErr::Internal(error.to_string()));
        state.open(&self.pool).await.map_err(unavailable)?;
        Ok(state)
    }

    /// The open transaction, or one that is opened now for a statement that is not just a question.
    async fn transaction_for(&self, statement: &Statement) -> Result<Option<MutexGuard<'_, State>>, DbErr> {
        if statement.sql.trim_start().starts_with("SELECT") {
            let state = self.state.lock().await;
            return Ok(state.open.is_some().then_some(state));
        }
        self.writing().await.map(Some)
    }
}

fn gone() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the transaction is gone".to_owned()))
}

#[async_trait]
impl ConnectionTrait for Unit {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.connection().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut state = self.writing().await?;
        let open = state.open.as_ref().ok_or_else(gone)?;
        let outcome = open.connection().execute_raw(statement).await;
        state.after(outcome)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut state = self.writing().await?;
        let open = state.open.as_ref().ok_or_else(gone)?;
        let outcome = open.connection().execute_unprepared(sql).await;
        state.after(outcome)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let Some(mut state) = self.transaction_for(&statement).await? else {
            return self.pool.connection().query_one_raw(statement).await;
        };
        let open = state.open.as_ref().ok_or_else(gone)?;
        let outcome = open.connection().query_one_raw(statement).await;
        state.after(outcome)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let Some(mut state) = self.transaction_for(&statement).await? else {
            return self.pool.connection().query_all_raw(statement).await;
        };
        let open = state.open.as_ref().ok_or_else(gone)?;
        let outcome = open.connection().query_all_raw(statement).await;
        state.after(outcome)
    }
}

#[async_trait]
impl Store for SeaOrm<Unit> {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        let unit = self.connection().clone();
        let mut state = unit.state.lock().await;
        state.open(&unit.pool).await?;
        state.in_transaction = true;
        drop(state);
        Ok(Box::new(Part { repositories: SeaOrm::new(unit, Writing::Free), committed: false }))
    }

    fn unit_of_work(&self) -> Arc<dyn UnitOfWork> {
        Arc::new(SeaOrm::new(self.connection().clone(), Writing::Free))
    }
}

#[async_trait]
impl UnitOfWork for SeaOrm<Unit> {
    async fn finish(&self) -> Result<(), StoreError> {
        let mut state = self.connection().state.lock().await;
        if state.lost {
            state.roll_back();
            return Err(StoreError::Backend("what a request had written was rolled back later in it".to_owned()));
        }
        state.promised = false;
        match state.open.take() {
            Some(open) => Box::new(open).commit().await,
            None => Ok(()),
        }
    }
}

/// A transaction of the use case, which is a part of the unit's.
struct Part {
    repositories: SeaOrm<Unit>,
    committed: bool,
}

macro_rules! implement {
    ($($name:ident: $module:ident::$repository:ident, $mock:ident;)+) => {
        impl Repositories for Part {
            $(fn $name(&self) -> &dyn ports::$module::$repository {
                &self.repositories
            })+
        }
    };
}

ports::each_repository!(implement);

#[async_trait]
impl Transaction for Part {
    async fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        // Dropping it without having come to the end rolls back.
        self.repositories.ensure_nothing_failed()?;
        let mut state = self.repositories.connection().state.lock().await;
        state.in_transaction = false;
        state.promised = true;
        drop(state);
        self.committed = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.committed
            && let Ok(mut state) = self.repositories.connection().state.try_lock()
        {
            state.roll_back();
        }
    }
}
