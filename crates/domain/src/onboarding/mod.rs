//! Onboarding by conversation: what is asked, what was collected, and the life of a session.

mod fields;
mod message;
mod outcome;
mod session;

pub use fields::{Collected, ExperienceLevel, ExtractedFields, Field, StartupStage};
pub use message::{ConversationMessage, LlmMetadata, MessageRole};
pub use outcome::{OnboardingProfile, prefill_preferences, primary_profile};
pub use session::{OnboardingSession, SessionClosed, SessionStatus};
