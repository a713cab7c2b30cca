//! Whether PostgreSQL can compare vectors by itself, which takes the extension pgvector.

use sea_orm_migration::DbErr;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Creates the extension if the server has it and lets this role, and says whether its type is there to be used.
pub(crate) async fn enable<C: ConnectionTrait>(db: &C) -> Result<bool, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(false);
    }
    // In a block that catches whatever is in the way, because a failure would end the migration's transaction.
    db.execute_unprepared(
        "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS vector; \
         EXCEPTION WHEN OTHERS THEN NULL; END $$",
    )
    .await?;
    // It may be in a schema that this role does not look into.
    let is_here = "SELECT to_regtype('vector') IS NOT NULL \
                   AND EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')";
    let is_here = answer(db, is_here).await? == Some(true);
    let storage =
        if is_here { "vectors of pgvector" } else { "plain bytes, without a pgvector that this role may use" };
    tracing::info!("embeddings are stored as {storage}");
    Ok(is_here)
}

/// Whether embeddings are vectors to the database. `None` as long as there is no table for them.
pub async fn has_vectors<C: ConnectionTrait>(db: &C) -> Result<Option<bool>, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(Some(false));
    }
    let is_vector = "SELECT typname = 'vector' FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid \
                     WHERE attrelid = to_regclass('memories') AND attname = 'embedding'";
    answer(db, is_vector).await
}

async fn answer<C: ConnectionTrait>(db: &C, question: &str) -> Result<Option<bool>, DbErr> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), question)).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}
