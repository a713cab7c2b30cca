//! A connection of either database, and what becomes of it after a loan.

use deadpool::managed::Object;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::postgres::{PgSeverity, Postgres};
use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::sqlite::Sqlite;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection as _, Database, Executor, IntoArguments};
use sea_orm::{DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, SqlxError, SqlxPostgresError, Statement};
use sea_query_sqlx::SqlxValues;

use super::Home;

pub(crate) enum Connection {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// The same words for either database.
macro_rules! with {
    ($connection:expr, $inner:ident => $do:expr) => {
        match $connection {
            Connection::Sqlite($inner) => $do,
            Connection::Postgres($inner) => $do,
        }
    };
}

impl Connection {
    /// From a server; a file cannot have gone away. A connection whose server gave none, or that nobody waited for long enough, is
    /// not to go home, where it would be asked again and waited for without end: it is closed.
    pub(super) async fn give_sign_of_life(&mut self) -> Result<(), SqlxError> {
        struct Suspect<'c>(&'c mut PoolConnection<Postgres>, bool);
        impl Drop for Suspect<'_> {
            fn drop(&mut self) {
                if !self.1 {
                    self.0.close_on_drop();
                }
            }
        }
        let Self::Postgres(connection) = self else { return Ok(()) };
        let mut suspect = Suspect(connection, false);
        suspect.0.ping().await?;
        suspect.1 = true;
        Ok(())
    }

    /// A transaction that reads first would fail on SQLite at its first write if another process wrote in between.
    pub(super) async fn begin(&mut self) -> Result<(), SqlxError> {
        match self {
            Self::Sqlite(connection) => connection.execute("BEGIN IMMEDIATE").await.map(|_| ()),
            Self::Postgres(connection) => connection.execute("BEGIN").await.map(|_| ()),
        }
    }

    pub(super) async fn commit(&mut self) -> Result<(), SqlxError> {
        with!(self, connection => connection.execute("COMMIT").await.map(|_| ()))
    }

    pub(super) async fn roll_back(&mut self) -> Result<(), SqlxError> {
        with!(self, connection => connection.execute("ROLLBACK").await.map(|_| ()))
    }

    /// Whatever was begun on it is undone by that.
    async fn close(self) -> Result<(), SqlxError> {
        with!(self, connection => connection.close().await)
    }

    fn close_when_dropped(&mut self) {
        with!(self, connection => connection.close_on_drop());
    }
}

/// Texts and values are handed on, not copied.
fn query<DB>(statement: Statement) -> Query<'static, DB, SqlxValues>
where
    DB: Database,
    SqlxValues: IntoArguments<DB>,
{
    let values = statement.values.unwrap_or_else(|| sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

/// A connection on loan. It comes back when this is dropped, unless it is left in the middle of something.
pub(super) struct Lent {
    /// There until this is dropped.
    connection: Option<Object<Home>>,
    /// Nothing is under way on it, and nothing has broken it.
    settled: bool,
}

impl Lent {
    pub(super) fn new(connection: Object<Home>) -> Self {
        Self { connection: Some(connection), settled: true }
    }

    pub(super) fn backend(&self) -> DbBackend {
        match self.connection.as_deref() {
            Some(Connection::Sqlite(_)) => DbBackend::Sqlite,
            _ => DbBackend::Postgres,
        }
    }

    /// Begins or ends a transaction. Where that fails, it is not known in which state the connection is.
    pub(super) async fn turn(
        &mut self,
        step: impl AsyncFnOnce(&mut Connection) -> Result<(), SqlxError>,
    ) -> Result<(), DbErr> {
        step(self.start()?).await.map_err(|error| DbErr::Exec(RuntimeErr::SqlxError(error.into())))?;
        self.settled = true;
        Ok(())
    }

    pub(super) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let outcome = with!(self.start()?, inner => {
            query(statement).execute(&mut **inner).await.map(ExecResult::from)
        });
        self.settle(outcome).map_err(DbErr::Exec)
    }

    pub(super) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = AssertSqlSafe(sql.to_owned());
        let outcome = with!(self.start()?, inner => inner.execute(sql).await.map(ExecResult::from));
        self.settle(outcome).map_err(DbErr::Exec)
    }

    pub(super) async fn query_one(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let outcome = with!(self.start()?, inner => {
            query(statement).fetch_optional(&mut **inner).await.map(|row| row.map(QueryResult::from))
        });
        self.settle(outcome).map_err(DbErr::Query)
    }

    pub(super) async fn query_all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let outcome = with!(self.start()?, inner => {
            let rows = query(statement).fetch_all(&mut **inner).await;
            rows.map(|rows| rows.into_iter().map(QueryResult::from).collect())
        });
        self.settle(outcome).map_err(DbErr::Query)
    }

    /// From here until it is settled, dropping this closes the connection.
    fn start(&mut self) -> Result<&mut Connection, DbErr> {
        self.settled = false;
        let gone = || DbErr::Conn(RuntimeErr::Internal("the connection was given back".to_owned()));
        self.connection.as_deref_mut().ok_or_else(gone)
    }

    fn settle<T>(&mut self, outcome: Result<T, SqlxError>) -> Result<T, RuntimeErr> {
        self.settled = match &outcome {
            Ok(_) => true,
            Err(SqlxError::Database(refusal)) => refusal
                .try_downcast_ref::<SqlxPostgresError>()
                .is_none_or(|refusal| !matches!(refusal.severity(), PgSeverity::Fatal | PgSeverity::Panic)),
            // What does not come from the database came in its place.
            Err(_) => false,
        };
        outcome.map_err(|error| RuntimeErr::SqlxError(error.into()))
    }

    /// Ends the transaction that is open on it, one way or another.
    pub(super) async fn undo(mut self) {
        if self.settled && self.turn(Connection::roll_back).await.is_ok() {
            return;
        }
        if let Some(connection) = self.connection.take()
            && let Err(error) = Object::take(connection).close().await
        {
            tracing::debug!(%error, "a connection broke off");
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Who knows what a statement that nobody waited for is doing, and whether a transaction was about to begin.
        if !self.settled
            && let Some(connection) = self.connection.take()
        {
            Object::take(connection).close_when_dropped();
        }
    }
}
