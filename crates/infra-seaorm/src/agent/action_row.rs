//! The table `agent_actions`, and how its rows become actions.

use domain::agent::AgentAction;
use domain::ids::UserId;
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_actions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub agent_type: String,
    pub kind: String,
    pub action: String,
    pub rationale: Option<String>,
    pub payload: Json,
    // A numeric of PostgreSQL, a float of SQLite: the casts make it an f64 on either.
    #[sea_orm(select_as = "double precision", save_as = "numeric(3,2)")]
    pub confidence: Option<f64>,
    pub status: String,
    pub timestamp: DateTimeUtc,
    pub error: Option<String>,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub deleted_by: Option<Uuid>,
    pub deletion_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The owner's actions that are not deleted.
pub(super) fn of(owner: UserId) -> Select<Entity> {
    Entity::find().filter(COLUMN.user_id.eq(owner.0)).filter(COLUMN.deleted_at.is_null())
}

mapping!(AgentAction {
    id: id, user_id: id, agent_type: word, kind: word, action, rationale, payload: json,
    confidence: optional_hundredths, status: word, timestamp, error, created_at, updated_at,
} unmapped { schema_version, deleted_at, deleted_by, deletion_reason });
