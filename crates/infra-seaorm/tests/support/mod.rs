//! A migrated database with its repositories open, and what tests do to it behind their back.
#![allow(dead_code, reason = "every test binary takes what it needs")]
#![allow(clippy::needless_pass_by_value, reason = "an outcome that was asserted is done with")]

pub mod builders;

use std::sync::Arc;
use std::time::Duration;

use infra_seaorm::{Database, DatabaseSettings, connect};
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, Statement, TryGetable};
use test_database::{Backend, TestDatabase};
use uuid::Uuid;

pub type TestResult = Result<(), StoreError>;

/// The repositories, together with the database that must outlive them.
pub struct Opened {
    pub store: Arc<Database>,
    pub database: TestDatabase,
}

pub async fn open(backend: Backend) -> Opened {
    open_with(backend, |settings| settings).await
}

pub async fn open_with(backend: Backend, change: impl FnOnce(DatabaseSettings) -> DatabaseSettings) -> Opened {
    let database = TestDatabase::create(backend).await;
    let settings = DatabaseSettings { acquire_timeout: Duration::from_secs(30), ..settings(&database) };
    let store = connect(&change(settings)).await.expect("the database answers");
    Opened { store: Arc::new(store), database }
}

pub fn settings(database: &TestDatabase) -> DatabaseSettings {
    DatabaseSettings::new(database.url())
}

impl Opened {
    /// Executes what no repository would.
    pub async fn execute(&self, sql: &str) {
        self.store.connection().execute_unprepared(sql).await.expect(sql);
    }

    /// The first column of every row.
    pub async fn column<T: TryGetable>(&self, sql: impl Into<String>) -> Vec<T> {
        let statement = Statement::from_string(self.store.backend(), sql);
        let rows = self.store.connection().query_all_raw(statement).await.expect("an answer");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a value")).collect()
    }

    /// The first column of the only row.
    pub async fn value<T: TryGetable>(&self, sql: impl Into<String>) -> T {
        let found = self.column(sql).await;
        let [value] = <[T; 1]>::try_from(found).ok().expect("one row");
        value
    }

    pub async fn count(&self, table: &str) -> i64 {
        self.value(format!("SELECT count(*) FROM {table}")).await
    }

    /// An id as it is written in this database's SQL.
    pub fn literal(&self, id: Uuid) -> String {
        literal(self.database.backend(), id)
    }

    /// Marks a row as deleted, which no repository does yet.
    pub async fn soft_delete(&self, table: &str, id: Uuid) {
        let id = self.literal(id);
        self.execute(&format!("UPDATE {table} SET deleted_at = updated_at WHERE id = {id}")).await;
    }
}

pub fn literal(backend: Backend, id: Uuid) -> String {
    match backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    }
}

#[track_caller]
pub fn assert_conflict<T: std::fmt::Debug>(word: &str, outcome: Result<T, StoreError>) {
    match outcome {
        Err(StoreError::Conflict(found)) => assert_eq!(found, word),
        other => panic!("a conflict expected, not {other:?}"),
    }
}

#[track_caller]
pub fn assert_stale<T: std::fmt::Debug>(outcome: Result<T, StoreError>) {
    assert!(matches!(outcome, Err(StoreError::Stale)), "stale expected, not {outcome:?}");
}

#[track_caller]
pub fn assert_unavailable<T: std::fmt::Debug>(outcome: Result<T, StoreError>) {
    assert!(matches!(outcome, Err(StoreError::Unavailable)), "unavailable expected, not {outcome:?}");
}

/// Fails unless the outcome is a fault, and returns what it says.
#[track_caller]
pub fn fault<T: std::fmt::Debug>(outcome: Result<T, StoreError>) -> String {
    match outcome {
        Err(StoreError::Backend(message)) => message,
        other => panic!("a fault expected, not {other:?}"),
    }
}
