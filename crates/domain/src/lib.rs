//! The rules of careerbase: entities, value objects and state machines, with no clock, no I/O and no database.

#[macro_use]
mod text_enum;

pub mod agent;
pub mod deletion;
pub mod document;
pub mod idempotency;
pub mod identity;
pub mod ids;
pub mod job;
pub mod job_application;
pub mod json;
pub mod matching;
pub mod memory;
pub mod merge;
pub mod moment;
pub mod onboarding;
pub mod preferences;
pub mod profile;
pub mod revision;
#[cfg(feature = "openapi")]
mod schema;
pub mod validation;

pub use text_enum::UnknownValue;
