//! Creates `memories`: what the assistant remembers of a person, with the vector that finds it by its meaning.

use async_trait::async_trait;
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

use crate::blocks::{Column, Table, index, object, plain_vector, text, timestamp, vector};
use crate::vectors;

/// As many as the model has that the product was designed for.
const DIMENSIONS: u16 = 1536;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000020_create_memories"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let embedding = if vectors::enable(db).await? { vector } else { plain_vector };
        table(embedding("embedding", DIMENSIONS)).create(db).await
    }

    /// Leaves the extension where it is: it may have been there before, and others may use it by now.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(plain_vector("embedding", DIMENSIONS)).drop(manager.get_connection()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The vectors have no index of their own. Questions are about one person's memories, which are few; an index over
/// everybody's would find the nearest of all people and leave out, after that, whatever is not this person's.
fn table(embedding: Column) -> Table {
    Table::owned("memories")
        .columns([
            text("memory_type").one_of(&["personal", "project", "task"]),
            text("content").long_between(1, 10_000),
            embedding.optional(),
            text("embedding_model").optional(),
            object("metadata").default("{}"),
            timestamp("accessed_at").default_now(),
        ])
        .versioned()
        .index(index(&["user_id", "memory_type"]))
        // Retention deletes old ones.
        .index(index(&["created_at"]).only_where("memory_type = 'task'"))
}
