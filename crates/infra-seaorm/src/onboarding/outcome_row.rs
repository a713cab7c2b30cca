//! The table `onboarding_profiles`, and how its rows become outcomes.

use domain::onboarding::OnboardingProfile;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

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

mapping!(OnboardingProfile {
    id: id,
    user_id: id,
    session_id: id,
    name,
    role,
    experience_level: word,
    location,
    startup_stage: word,
    extra_preferences,
    created_at,
    updated_at,
});
