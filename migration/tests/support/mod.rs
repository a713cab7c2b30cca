//! A migrated database and the few rows that the rules are tried on.
#![allow(dead_code, reason = "every test file takes what it needs")]

pub mod description;

use std::collections::BTreeSet;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement, TryGetable, Value};
use serde_json::json;
use test_database::{Backend, TestDatabase};

pub type TestResult = Result<(), DbErr>;

/// A row in writing: its columns and their values.
pub type Row = Vec<(&'static str, Value)>;

/// A connection, together with the database that must outlive it.
pub struct Connected {
    pub db: DatabaseConnection,
    pub database: TestDatabase,
}

pub async fn migrated(backend: Backend) -> Result<Connected, DbErr> {
    connected(TestDatabase::create(backend).await).await
}

pub async fn empty(backend: Backend) -> Result<Connected, DbErr> {
    connected(TestDatabase::empty(backend).await).await
}

async fn connected(database: TestDatabase) -> Result<Connected, DbErr> {
    let db = connect(&database).await?;
    Ok(Connected { db, database })
}

/// Another pool on the same database.
pub async fn connect(database: &TestDatabase) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(database.url());
    options.max_connections(4).sqlx_logging(false);
    Database::connect(options).await
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub async fn insert(db: &DatabaseConnection, table: &'static str, row: Row) -> TestResult {
    let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
    let mut statement = Query::insert();
    statement.into_table(table).columns(columns).values_panic(values.into_iter().map(Expr::val));
    db.execute(&statement).await.map(|_| ())
}

/// The same row with some columns set otherwise.
pub fn with(mut row: Row, changes: Row) -> Row {
    row.retain(|(column, _)| changes.iter().all(|(changed, _)| changed != column));
    row.extend(changes);
    row
}

pub fn a_user(number: u128) -> Row {
    vec![("id", id(number).into())]
}

pub fn a_session(number: u128, user: u128) -> Row {
    vec![("id", id(number).into()), ("user_id", id(user).into())]
}

pub fn a_message(number: u128, user: u128, session: u128, sequence: i32) -> Row {
    vec![
        ("id", id(number).into()),
        ("user_id", id(user).into()),
        ("session_id", id(session).into()),
        ("sequence", sequence.into()),
        ("role", "user".into()),
        ("content", "Hello".into()),
    ]
}

pub fn an_onboarding_profile(number: u128, user: u128, session: u128) -> Row {
    vec![
        ("id", id(number).into()),
        ("user_id", id(user).into()),
        ("session_id", id(session).into()),
        ("name", "Ada".into()),
        ("role", "Engineer".into()),
        ("experience_level", "Senior".into()),
        ("location", "London".into()),
        ("startup_stage", "Early".into()),
    ]
}

pub fn preferences(number: u128, user: u128) -> Row {
    vec![("id", id(number).into()), ("user_id", id(user).into())]
}

pub fn a_profile(number: u128, user: u128) -> Row {
    vec![
        ("id", id(number).into()),
        ("user_id", id(user).into()),
        ("is_primary", true.into()),
        ("personal_info", json!({ "full_name": "Ada" }).into()),
        ("skills", json!({ "technical": [] }).into()),
    ]
}

/// A live refresh token.
pub fn a_token(number: u128, user: u128) -> Row {
    vec![
        ("id", id(number).into()),
        ("user_id", id(user).into()),
        ("token_hash", format!("hash {number}").into()),
        ("family_id", id(number).into()),
        ("expires_at", sea_orm::prelude::ChronoDateTimeUtc::default().into()),
    ]
}

/// Users 1 and 2, and session 10 of user 1.
pub async fn two_people_and_a_session(db: &DatabaseConnection) -> TestResult {
    insert(db, "users", a_user(1)).await?;
    insert(db, "users", a_user(2)).await?;
    insert(db, "onboarding_sessions", a_session(10, 1)).await
}

/// The first column of every row.
pub async fn column<T: TryGetable>(db: &impl ConnectionTrait, sql: impl Into<String>) -> Result<Vec<T>, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The first column of the only row.
pub async fn value<T: TryGetable>(db: &impl ConnectionTrait, sql: impl Into<String>) -> Result<T, DbErr> {
    let found = column(db, sql).await?.into_iter().next();
    found.ok_or_else(|| DbErr::RecordNotFound("a row".into()))
}

/// Table and column of everything in the schema but the migrations' own record, with a question mark where NULL may be.
/// The row number that SQLite needs for a search is not of the schema that both databases have.
pub async fn columns(db: &DatabaseConnection, backend: Backend) -> Result<BTreeSet<(String, String)>, DbErr> {
    let sql = match backend {
        Backend::Sqlite => {
            "SELECT t.name, c.name || iif(c.\"notnull\", '', '?') \
             FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' \
               AND t.name <> 'seaql_migrations' AND c.name <> 'rowid'"
        }
        Backend::Postgres => {
            "SELECT table_name::text, column_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END \
             FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

pub async fn count(db: &DatabaseConnection, table: &str) -> Result<i64, DbErr> {
    value(db, format!("SELECT count(*) FROM {table}")).await
}

/// Fails unless the outcome is an error that names the constraint: what was violated, not just anything.
pub fn assert_refused_by(constraint: &str, outcome: TestResult) {
    let error = outcome.expect_err(constraint).to_string();
    assert!(error.contains(constraint), "{constraint} expected, not: {error}");
}
