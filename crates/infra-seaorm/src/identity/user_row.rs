//! The table `users`, and how its rows become accounts.

use domain::identity::{Email, PasswordHash, Timezone, User};
use domain::ids::UserId;
use ports::identity::Credentials;
use ports::store::StoreError;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;

use crate::column::Row;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub clerk_user_id: Option<String>,
    pub password_hash: Option<String>,
    pub full_name: Option<String>,
    pub display_name: Option<String>,
    pub role: String,
    pub tier: String,
    pub timezone: String,
    pub is_active: bool,
    pub is_verified: bool,
    pub source: Option<String>,
    pub metadata: Json,
    pub onboarding_status: String,
    pub onboarding_started_at: Option<DateTimeUtc>,
    pub onboarding_completed_at: Option<DateTimeUtc>,
    pub agents_paused_at: Option<DateTimeUtc>,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub deleted_by: Option<Uuid>,
    pub deletion_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Everything that an account says of itself; neither its password nor its deletion.
pub(super) fn columns_of(user: &User) -> ActiveModel {
    let User {
        id,
        email,
        phone,
        clerk_user_id,
        full_name,
        display_name,
        role,
        tier,
        timezone,
        is_active,
        is_verified,
        source,
        metadata,
        onboarding_status,
        onboarding_started_at,
        onboarding_completed_at,
        agents_paused_at,
        created_at,
        updated_at,
    } = user;
    ActiveModel {
        id: Set(id.0),
        email: Set(email.as_ref().map(ToString::to_string)),
        phone: Set(phone.clone()),
        clerk_user_id: Set(clerk_user_id.clone()),
        password_hash: NotSet,
        full_name: Set(full_name.clone()),
        display_name: Set(display_name.clone()),
        role: Set(role.to_string()),
        tier: Set(tier.to_string()),
        timezone: Set(timezone.to_string()),
        is_active: Set(*is_active),
        is_verified: Set(*is_verified),
        source: Set(source.clone()),
        metadata: Set(Json::Object(metadata.clone())),
        onboarding_status: Set(onboarding_status.to_string()),
        onboarding_started_at: Set(*onboarding_started_at),
        onboarding_completed_at: Set(*onboarding_completed_at),
        agents_paused_at: Set(*agents_paused_at),
        schema_version: NotSet,
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
        deleted_at: NotSet,
        deleted_by: NotSet,
        deletion_reason: NotSet,
    }
}

pub(crate) fn user(model: Model) -> Result<User, StoreError> {
    credentials(model).map(|Credentials { user, password_hash: _ }| user)
}

pub(super) fn credentials(model: Model) -> Result<Credentials, StoreError> {
    let Model {
        id,
        email,
        phone,
        clerk_user_id,
        password_hash,
        full_name,
        display_name,
        role,
        tier,
        timezone,
        is_active,
        is_verified,
        source,
        metadata,
        onboarding_status,
        onboarding_started_at,
        onboarding_completed_at,
        agents_paused_at,
        schema_version: _,
        created_at,
        updated_at,
        deleted_at: _,
        deleted_by: _,
        deletion_reason: _,
    } = model;
    let row = Row::<Entity>::new(id);
    let user = User {
        id: UserId(id),
        email: email.map(|email| row.valid("email", Email::try_from(email))).transpose()?,
        phone,
        clerk_user_id,
        full_name,
        display_name,
        role: row.word("role", &role)?,
        tier: row.word("tier", &tier)?,
        timezone: row.valid("timezone", Timezone::try_from(timezone))?,
        is_active,
        is_verified,
        source,
        metadata: row.json("metadata", metadata)?,
        onboarding_status: row.word("onboarding_status", &onboarding_status)?,
        onboarding_started_at,
        onboarding_completed_at,
        agents_paused_at,
        created_at,
        updated_at,
    };
    Ok(Credentials { user, password_hash: password_hash.map(PasswordHash::new) })
}
