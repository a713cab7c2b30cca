//! The migration that creates one table, and drops it again.

use async_trait::async_trait;
use sea_orm_migration::sea_orm::ConnectionTrait;
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

use super::Table;

/// Creates a table with its indexes and its trigger.
pub(crate) struct CreateTable {
    name: &'static str,
    table: fn() -> Table,
}

impl CreateTable {
    pub(crate) fn new(name: &'static str, table: fn() -> Table) -> Self {
        Self { name, table }
    }
}

impl MigrationName for CreateTable {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait]
impl MigrationTrait for CreateTable {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in (self.table)().statements(db.get_database_backend()) {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in (self.table)().drop_statements(db.get_database_backend()) {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    /// By default a migration that fails on SQLite would leave half a table.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
