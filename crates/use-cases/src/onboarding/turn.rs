//! What the person gets to see after each step of the conversation.

use chrono::{DateTime, Utc};
use domain::identity::{NextStep, OnboardingStatus};
use domain::ids::{SessionId, UserId};
use domain::onboarding::{
    Collected, ExtractedFields, Field, LlmMetadata, OnboardingProfile, OnboardingSession, SessionStatus,
};
use ports::onboarding::{Conversation, OnboardingOverview};
use serde::Serialize;

use crate::identity::SignInTokens;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    pub collected: usize,
    pub total: usize,
}

/// One step of the conversation: what was understood, what is known by now, and what is asked next.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Turn {
    pub session_id: SessionId,
    pub user_id: UserId,
    pub status: SessionStatus,
    /// The assistant's words.
    pub message: String,
    /// What this answer added or changed.
    pub extracted_fields: ExtractedFields,
    /// All that is known by now; `extra_preferences` is null when it was declined.
    #[cfg_attr(feature = "openapi", schema(value_type = ExtractedFields))]
    pub collected: Collected,
    pub missing_fields: Vec<Field>,
    /// What the message asks for; null when nothing is missing.
    pub next_field: Option<Field>,
    pub progress: Progress,
    pub is_complete: bool,
    /// The outcome, once complete.
    pub profile: Option<OnboardingProfile>,
    pub llm: LlmMetadata,
}

impl Turn {
    pub(super) fn new(
        conversation: &Conversation,
        extracted_fields: ExtractedFields,
        message: String,
        profile: Option<OnboardingProfile>,
        llm: LlmMetadata,
    ) -> Self {
        let Conversation { session, collected } = conversation;
        let missing_fields: Vec<Field> = collected.missing().collect();
        Self {
            session_id: session.id,
            user_id: session.user_id,
            status: session.status,
            message,
            extracted_fields,
            next_field: missing_fields.first().copied(),
            progress: Progress { collected: collected.count(), total: Field::ALL.len() },
            is_complete: missing_fields.is_empty(),
            missing_fields,
            collected: collected.clone(),
            profile,
            llm,
        }
    }
}

/// The first step of a conversation, new or resumed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Started {
    #[serde(flatten)]
    pub turn: Turn,
    /// Only for a guest account that was made by this call.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = GuestTokens))]
    pub tokens: Option<SignInTokens>,
    #[serde(skip)]
    pub is_new: bool,
}

/// How the API describes tokens that lie beside other fields and may be absent: [`SignInTokens`], of which nothing is required.
#[cfg(feature = "openapi")]
struct GuestTokens;

#[cfg(feature = "openapi")]
impl utoipa::__dev::ComposeSchema for GuestTokens {
    fn compose(
        _: Vec<utoipa::openapi::RefOr<utoipa::openapi::Schema>>,
    ) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        let mut schema = <SignInTokens as utoipa::PartialSchema>::schema();
        if let utoipa::openapi::RefOr::T(utoipa::openapi::Schema::Object(object)) = &mut schema {
            object.required.clear();
            object.description = Some("Only for a guest account that was made by this call.".to_owned());
        }
        schema
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for GuestTokens {}

/// Where somebody stands in onboarding, and what to do next.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnboardingState {
    pub onboarding_status: OnboardingStatus,
    pub onboarding_completed: bool,
    pub onboarding_started_at: Option<DateTime<Utc>>,
    pub onboarding_completed_at: Option<DateTime<Utc>>,
    pub display_name: Option<String>,
    pub next_step: NextStep,
    pub latest_session: Option<OnboardingSession>,
    /// What the latest completed conversation collected.
    pub profile: Option<OnboardingProfile>,
}

impl From<OnboardingOverview> for OnboardingState {
    fn from(OnboardingOverview { user, latest_session, profile }: OnboardingOverview) -> Self {
        Self {
            onboarding_status: user.onboarding_status,
            onboarding_completed: user.onboarding_status == OnboardingStatus::Complete,
            onboarding_started_at: user.onboarding_started_at,
            onboarding_completed_at: user.onboarding_completed_at,
            display_name: user.display_name,
            next_step: user.onboarding_status.next_step(latest_session.as_ref().map(|session| session.status)),
            latest_session,
            profile,
        }
    }
}
