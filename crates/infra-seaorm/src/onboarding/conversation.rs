//! A session with what its messages collected, in one statement: one row for each message that added something, or one without.

use std::sync::LazyLock;

use domain::ids::{SessionId, UserId};
use domain::onboarding::{Collected, ExtractedFields};
use ports::onboarding::Conversation;
use ports::store::StoreError;
use sea_orm::prelude::{Json, Uuid};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, IdenStatic, Iterable, QueryResult, Value};

use super::{message_row as message, session_row as session};
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

/// The texts are made once: each answer asks, and making them takes longer than sending them. In any order, because the few
/// rows are sorted sooner here than the databases set up a sort.
static CONVERSATION: LazyLock<String> = LazyLock::new(|| {
    let columns: Vec<_> = session::Column::iter().map(|column| format!("s.{}", column.as_str())).collect();
    format!(
        "SELECT {}, m.id AS message_id, m.sequence AS message_sequence, m.extracted_fields FROM onboarding_sessions s \
         LEFT JOIN conversation_messages m ON m.user_id = s.user_id AND m.session_id = s.id \
         AND m.extracted_fields IS NOT NULL WHERE s.user_id = $1",
        columns.join(", ")
    )
});
static BY_ID: LazyLock<String> = LazyLock::new(|| format!("{} AND s.id = $2", *CONVERSATION));
static OPEN: LazyLock<String> = LazyLock::new(|| format!("{} AND s.status = 'in_progress'", *CONVERSATION));

pub(super) async fn by_id<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    id: SessionId,
) -> Result<Option<Conversation>, StoreError> {
    ask(store, &BY_ID, vec![owner.0.into(), id.0.into()]).await
}

pub(super) async fn open<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
) -> Result<Option<Conversation>, StoreError> {
    ask(store, &OPEN, vec![owner.0.into()]).await
}

async fn ask<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<Conversation>, StoreError> {
    let rows = async {
        let rows = store.connection().query_all_raw(store.statement(sql, values)).await?;
        let session = rows.first().map(|row| session::Model::from_query_result(row, "")).transpose()?;
        let extractions = rows.iter().filter_map(|row| extraction(row).transpose()).collect::<Result<Vec<_>, _>>()?;
        Ok((session, extractions))
    };
    let (Some(session), mut extractions) = store.read(rows).await? else {
        return Ok(None);
    };
    extractions.sort_unstable_by_key(|extraction| extraction.sequence);
    let extracted = extractions.into_iter().map(extracted_fields).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Conversation { session: session::entity_of(session)?, collected: Collected::replay(extracted) }))
}

/// What one message added.
struct Extraction {
    message: Uuid,
    sequence: i32,
    fields: Json,
}

/// `None` where the row is the session's alone.
fn extraction(row: &QueryResult) -> Result<Option<Extraction>, DbErr> {
    let Some(message) = row.try_get("", "message_id")? else { return Ok(None) };
    let (sequence, fields) = (row.try_get("", "message_sequence")?, row.try_get("", "extracted_fields")?);
    Ok(Some(Extraction { message, sequence, fields }))
}

fn extracted_fields(extraction: Extraction) -> Result<ExtractedFields, StoreError> {
    Row::<message::Entity>::new(extraction.message).json("extracted_fields", extraction.fields)
}
