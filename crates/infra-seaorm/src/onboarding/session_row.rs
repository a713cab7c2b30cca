//! The table `onboarding_sessions`, and how its rows become sessions.

use domain::ids::{SessionId, UserId};
use domain::onboarding::{OnboardingSession, SessionStatus};
use ports::store::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, Select};

use crate::column::{Row, to_integer};

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

pub(super) fn columns_of(session: &OnboardingSession) -> Result<ActiveModel, StoreError> {
    let OnboardingSession {
        id,
        user_id,
        status,
        llm_provider_used,
        total_messages_count,
        ip_address,
        user_agent,
        completed_at,
        created_at,
        updated_at,
    } = session;
    Ok(ActiveModel {
        id: Set(id.0),
        user_id: Set(user_id.0),
        status: Set(status.to_string()),
        llm_provider_used: Set(llm_provider_used.clone()),
        total_messages_count: Set(to_integer(*total_messages_count)?),
        ip_address: Set(ip_address.clone()),
        user_agent: Set(user_agent.clone()),
        completed_at: Set(*completed_at),
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
    })
}

pub(super) fn session(model: Model) -> Result<OnboardingSession, StoreError> {
    let Model {
        id,
        user_id,
        status,
        llm_provider_used,
        total_messages_count,
        ip_address,
        user_agent,
        completed_at,
        created_at,
        updated_at,
    } = model;
    let row = Row::<Entity>::new(id);
    Ok(OnboardingSession {
        id: SessionId(id),
        user_id: UserId(user_id),
        status: row.word(Column::Status, &status)?,
        llm_provider_used,
        total_messages_count: row.count(Column::TotalMessagesCount, total_messages_count)?,
        ip_address,
        user_agent,
        completed_at,
        created_at,
        updated_at,
    })
}
