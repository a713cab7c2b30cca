//! The table `onboarding_profiles`, and how its rows become outcomes.

use domain::ids::{OnboardingProfileId, SessionId, UserId};
use domain::onboarding::OnboardingProfile;
use ports::store::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use crate::column::Row;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "onboarding_profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub session_id: Uuid,
    pub name: String,
    pub role: String,
    pub experience_level: String,
    pub location: String,
    pub startup_stage: String,
    pub extra_preferences: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) fn columns_of(profile: &OnboardingProfile) -> ActiveModel {
    let OnboardingProfile {
        id,
        user_id,
        session_id,
        name,
        role,
        experience_level,
        location,
        startup_stage,
        extra_preferences,
        created_at,
        updated_at,
    } = profile;
    ActiveModel {
        id: Set(id.0),
        user_id: Set(user_id.0),
        session_id: Set(session_id.0),
        name: Set(name.clone()),
        role: Set(role.clone()),
        experience_level: Set(experience_level.to_string()),
        location: Set(location.clone()),
        startup_stage: Set(startup_stage.to_string()),
        extra_preferences: Set(extra_preferences.clone()),
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
    }
}

pub(super) fn profile(model: Model) -> Result<OnboardingProfile, StoreError> {
    let Model {
        id,
        user_id,
        session_id,
        name,
        role,
        experience_level,
        location,
        startup_stage,
        extra_preferences,
        created_at,
        updated_at,
    } = model;
    let row = Row::<Entity>::new(id);
    Ok(OnboardingProfile {
        id: OnboardingProfileId(id),
        user_id: UserId(user_id),
        session_id: SessionId(session_id),
        name,
        role,
        experience_level: row.word(Column::ExperienceLevel, &experience_level)?,
        location,
        startup_stage: row.word(Column::StartupStage, &startup_stage)?,
        extra_preferences,
        created_at,
        updated_at,
    })
}
