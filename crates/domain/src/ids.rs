//! Typed identifiers, so that one kind of id cannot stand where another is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = uuid::Uuid))]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids!(
    UserId,
    RefreshTokenId,
    /// One sign-in: every refresh token that descends from the same login carries it.
    FamilyId,
    PreferencesId,
    SessionId,
    OnboardingProfileId,
    MessageId,
    ProfileId,
    ExperienceId,
    EducationId,
    ProjectId,
    JobId,
    MatchId,
    ApplicationId,
    ApplicationEventId,
    DocumentId,
    SampleId,
    GenerationId,
    AgentActionId,
    AgentOutputId,
    MemoryId,
    /// One use of an `Idempotency-Key`.
    ClaimId,
);
