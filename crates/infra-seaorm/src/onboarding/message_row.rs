//! The table `conversation_messages`, and how its rows become messages.

use domain::onboarding::ConversationMessage;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

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

mapping!(ConversationMessage {
    id: id, user_id: id, session_id: id, sequence: count, role: word, content, extracted_fields: optional_json,
    llm_metadata: optional_json, created_at,
} unmapped { schema_version });
