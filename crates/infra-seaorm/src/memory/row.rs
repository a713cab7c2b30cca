//! The table `memories` but for its embeddings, and how its rows become memories.

use domain::ids::UserId;
use domain::memory::Memory;
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

#[allow(clippy::struct_field_names, reason = "fields are named like their columns")]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memories")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub memory_type: String,
    pub content: String,
    pub embedding_model: Option<String>,
    pub metadata: Json,
    pub accessed_at: DateTimeUtc,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The owner's memories.
pub(super) fn of(owner: UserId) -> Select<Entity> {
    Entity::find().filter(COLUMN.user_id.eq(owner.0))
}

mapping!(Memory {
    id: id, user_id: id, memory_type: word, content, embedding_model, metadata: json, accessed_at, created_at, updated_at,
} unmapped { schema_version });
