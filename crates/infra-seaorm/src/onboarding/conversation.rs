//! A session with what its messages collected, in one statement: one row for each message that added something, or one without.

use domain::onboarding::{Collected, ExtractedFields};
use ports::onboarding::Conversation;
use ports::store::StoreError;
use sea_orm::prelude::{Json, Uuid};
use sea_orm::sea_query::IntoCondition;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, ExprTrait, FromQueryResult, QueryOrder, QueryResult, QuerySelect,
    QueryTrait, Select,
};

use super::{message_row as message, session_row as session};
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

const MESSAGE_ID: &str = "message_id";
const EXTRACTED: &str = "extracted_fields";

pub(super) async fn of<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    sessions: Select<session::Entity>,
) -> Result<Option<Conversation>, StoreError> {
    let query = with_extractions(sessions).into_query();
    let rows = async {
        let rows = store.connection().query_all(&query).await?;
        let session = rows.first().map(|row| session::Model::from_query_result(row, "")).transpose()?;
        let extractions = rows.iter().map(extraction).collect::<Result<Vec<_>, _>>()?;
        Ok((session, extractions))
    };
    let (Some(session), extractions) = store.read(rows).await? else {
        return Ok(None);
    };
    let extracted = extractions.into_iter().flatten().map(extracted_fields).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Conversation { session: session::entity_of(session)?, collected: Collected::replay(extracted) }))
}

fn with_extractions(mut sessions: Select<session::Entity>) -> Select<session::Entity> {
    use message::Column::{ExtractedFields, Id, Sequence, SessionId, UserId};
    let added_something = Condition::all()
        .add(UserId.into_expr().eq(session::Column::UserId.into_expr()))
        .add(SessionId.into_expr().eq(session::Column::Id.into_expr()))
        .add(ExtractedFields.is_not_null());
    QueryTrait::query(&mut sessions).left_join(message::Entity, added_something.into_condition());
    sessions.column_as(Id, MESSAGE_ID).column_as(ExtractedFields, EXTRACTED).order_by_asc(Sequence)
}

/// The id of a message and what it added, unless this row is the session's alone.
fn extraction(row: &QueryResult) -> Result<Option<(Uuid, Json)>, DbErr> {
    let id: Option<Uuid> = row.try_get("", MESSAGE_ID)?;
    let added: Option<Json> = row.try_get("", EXTRACTED)?;
    Ok(id.zip(added))
}

fn extracted_fields((id, json): (Uuid, Json)) -> Result<ExtractedFields, StoreError> {
    Row::<message::Entity>::new(id).json("extracted_fields", json)
}
