//! The table `agent_outputs`, and how its rows become outputs.

use domain::agent::AgentOutput;
use domain::ids::UserId;
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_outputs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub agent_type: String,
    pub agent_action_id: Option<Uuid>,
    pub output: Json,
    pub rationale: Option<String>,
    // A numeric of PostgreSQL, a float of SQLite: the casts make it an f64 on either.
    #[sea_orm(select_as = "double precision", save_as = "numeric(3,2)")]
    pub confidence: Option<f64>,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The owner's outputs.
pub(super) fn of(owner: UserId) -> Select<Entity> {
    Entity::find().filter(COLUMN.user_id.eq(owner.0))
}

mapping!(AgentOutput {
    id: id, user_id: id, agent_type: word, agent_action_id: optional_id, output, rationale,
    confidence: optional_hundredths, created_at, updated_at,
} unmapped { schema_version });
