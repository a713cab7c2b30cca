//! The table `conversation_messages`, and how its rows become messages.

use domain::ids::{MessageId, SessionId, UserId};
use domain::onboarding::ConversationMessage;
use ports::store::StoreError;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;

use crate::column::{Row, to_integer, to_optional_json};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation_messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub session_id: Uuid,
    pub sequence: i32,
    pub role: String,
    pub content: String,
    pub extracted_fields: Option<Json>,
    pub llm_metadata: Option<Json>,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) fn columns_of(message: &ConversationMessage) -> Result<ActiveModel, StoreError> {
    let ConversationMessage {
        id,
        user_id,
        session_id,
        sequence,
        role,
        content,
        extracted_fields,
        llm_metadata,
        created_at,
    } = message;
    Ok(ActiveModel {
        id: Set(id.0),
        user_id: Set(user_id.0),
        session_id: Set(session_id.0),
        sequence: Set(to_integer(*sequence)?),
        role: Set(role.to_string()),
        content: Set(content.clone()),
        extracted_fields: Set(to_optional_json(extracted_fields.as_ref())?),
        llm_metadata: Set(to_optional_json(llm_metadata.as_ref())?),
        schema_version: NotSet,
        created_at: Set(*created_at),
    })
}

pub(super) fn message(model: Model) -> Result<ConversationMessage, StoreError> {
    let Model {
        id,
        user_id,
        session_id,
        sequence,
        role,
        content,
        extracted_fields,
        llm_metadata,
        schema_version: _,
        created_at,
    } = model;
    let row = Row::<Entity>::new(id);
    Ok(ConversationMessage {
        id: MessageId(id),
        user_id: UserId(user_id),
        session_id: SessionId(session_id),
        sequence: row.count(Column::Sequence, sequence)?,
        role: row.word(Column::Role, &role)?,
        content,
        extracted_fields: row.optional_json(Column::ExtractedFields, extracted_fields)?,
        llm_metadata: row.optional_json(Column::LlmMetadata, llm_metadata)?,
        created_at,
    })
}
