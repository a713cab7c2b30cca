//! The table `onboarding_sessions`, and how its rows become sessions.

use domain::ids::UserId;
use domain::onboarding::{OnboardingSession, SessionStatus};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, Select};

use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "onboarding_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub status: String,
    pub llm_provider_used: Option<String>,
    pub total_messages_count: i32,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub completed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The owner's sessions.
pub(super) fn of(owner: UserId) -> Select<Entity> {
    Entity::find().filter(COLUMN.user_id.eq(owner.0))
}

/// In progress. Written into the statement, not bound to it: otherwise the databases would not see that the partial index applies.
pub(super) fn is_open() -> Expr {
    ExprTrait::eq(Column::Status.into_expr(), Expr::Constant(SessionStatus::InProgress.as_str().into()))
}

mapping!(OnboardingSession {
    id: id,
    user_id: id,
    status: word,
    llm_provider_used,
    total_messages_count: count,
    ip_address,
    user_agent,
    completed_at,
    created_at,
    updated_at,
});
