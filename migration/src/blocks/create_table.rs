//! The migration that creates one table, and drops it again.

use async_trait::async_trait;
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
        (self.table)().create(manager.get_connection()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        (self.table)().drop(manager.get_connection()).await
    }

    /// By default a migration that fails on SQLite would leave half a table.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
