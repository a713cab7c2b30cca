//! Applies and reverts migrations under a lock, so that any number of processes may do it at once.

use std::collections::BTreeSet;

use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use crate::{Migrator, blocks};

/// Any number will do, as long as every version of the program takes the same.
const POSTGRES_LOCK: i64 = 0x6361_7265_6572_6261;

/// One migration, as this program and the database see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// The name, which begins with its date.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
    /// Whether this program has it. If not, a newer version of the program made the schema.
    pub known: bool,
}

/// Applies what is pending and returns the names, in order.
///
/// With nothing pending it asks one question and takes no lock. A schema with migrations that this program does not
/// know is left alone: an error if something is pending, otherwise no change (see [`status`]).
pub async fn up(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    if pending(&status(db).await?).is_empty() {
        return Ok(Vec::new());
    }
    let tx = begin_alone(db).await?;
    let names = apply_pending(&tx).await?;
    tx.commit().await?;
    Ok(names)
}

/// Reverts the latest `steps` migrations, or all of them, and returns the names, the latest first.
pub async fn down(db: &DatabaseConnection, steps: Option<u32>) -> Result<Vec<String>, DbErr> {
    let tx = begin_alone(db).await?;
    let states = states_of(&applied(&tx).await?);
    refuse_unknown(&states)?;
    let mut names = names_where(&states, |state| state.applied);
    names.reverse();
    if let Some(steps) = steps {
        names.truncate(usize::try_from(steps).unwrap_or(usize::MAX));
    }
    Migrator::down(&tx, steps).await?;
    tx.commit().await?;
    Ok(names)
}

/// Every migration that this program or the database knows: this program's first, in order.
///
/// Creates nothing, and asks one question only (more while there is no schema at all).
pub async fn status(db: &DatabaseConnection) -> Result<Vec<MigrationState>, DbErr> {
    if let Ok(applied) = applied(db).await {
        return Ok(states_of(&applied));
    }
    // Asked only after a failure, because the table is there for the whole life of a database but its first second.
    let table = Migrator::migration_table_name().to_string();
    if !SchemaManager::new(db).has_table(table).await? {
        return Ok(states_of(&BTreeSet::new()));
    }
    // Another process made it between the two questions, or the failure was about something else and comes again.
    Ok(states_of(&applied(db).await?))
}

/// Drops every table in the schema, whoever made it, applies everything, and returns the names.
pub async fn fresh(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let tx = begin_alone(db).await?;
    drop_everything(&tx).await?;
    Migrator::install(&tx).await?;
    let names = apply_pending(&tx).await?;
    tx.commit().await?;
    Ok(names)
}

/// A transaction that no other process's migration runs beside: it ends, and the lock with it, whatever happens here.
async fn begin_alone(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let tx = db
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // A large table's index takes its time, and so does waiting for another process that builds it.
        let patiently = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0";
        tx.execute_unprepared(&format!("{patiently}; SELECT pg_advisory_xact_lock({POSTGRES_LOCK})")).await?;
    }
    // Under the lock, because even `IF NOT EXISTS` fails on PostgreSQL when two do it at once.
    Migrator::install(&tx).await?;
    Ok(tx)
}

/// Applies what is pending now: another process may have been faster.
async fn apply_pending(tx: &DatabaseTransaction) -> Result<Vec<String>, DbErr> {
    let states = states_of(&applied(tx).await?);
    let names = pending(&states);
    if !names.is_empty() {
        refuse_unknown(&states)?;
        Migrator::up(tx, None).await?;
    }
    Ok(names)
}

/// The names that the database has on record; fails where there is no record at all.
async fn applied<C: ConnectionTrait>(db: &C) -> Result<BTreeSet<String>, DbErr> {
    Ok(names(db, "SELECT version FROM seaql_migrations").await?.into_iter().collect())
}

async fn drop_everything(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let ours = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
        for table in names(tx, ours).await? {
            tx.execute_unprepared(&format!("DROP TABLE \"{table}\" CASCADE")).await?;
        }
        return blocks::updated_at::drop_function(tx).await;
    }
    // Foreign keys cannot be switched off inside a transaction, but put off until everything is gone.
    tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
    // The latest first, because a table that refers to one that is gone takes no change, not even a cascade's. Tables that
    // belong to a virtual one go with it.
    let ours = "SELECT name FROM pragma_table_list JOIN sqlite_master USING (name) \
                WHERE schema = 'main' AND pragma_table_list.type IN ('table', 'virtual') \
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY sqlite_master.rowid DESC";
    for table in names(tx, ours).await? {
        tx.execute_unprepared(&format!("DROP TABLE \"{table}\"")).await?;
    }
    Ok(())
}

async fn names<C: ConnectionTrait>(db: &C, sql: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row: &QueryResult| row.try_get_by_index(0)).collect()
}

fn states_of(applied: &BTreeSet<String>) -> Vec<MigrationState> {
    let known: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let unknown = applied.iter().filter(|name| !known.contains(*name));
    let unknown = unknown.map(|name| MigrationState { name: name.clone(), applied: true, known: false });
    let known =
        known.iter().map(|name| MigrationState { name: name.clone(), applied: applied.contains(name), known: true });
    known.chain(unknown).collect()
}

fn pending(states: &[MigrationState]) -> Vec<String> {
    names_where(states, |state| !state.applied)
}

fn refuse_unknown(states: &[MigrationState]) -> Result<(), DbErr> {
    let unknown = names_where(states, |state| !state.known);
    if unknown.is_empty() {
        return Ok(());
    }
    Err(DbErr::Migration(format!(
        "a newer version of the program has changed this schema: {} is unknown here",
        unknown.join(", ")
    )))
}

fn names_where(states: &[MigrationState], is_wanted: fn(&MigrationState) -> bool) -> Vec<String> {
    let wanted = states.iter().filter(|state| is_wanted(state));
    wanted.map(|state| state.name.clone()).collect()
}
