//! What careerbase does: one struct a context, one method a use case. Depends on the ports alone.

#[macro_use]
pub mod error;
pub mod document;
pub mod idempotency;
pub mod identity;
pub mod job;
pub mod job_application;
pub mod matching;
pub mod onboarding;
pub mod patch;
pub mod precondition;
pub mod preferences;
pub mod profile;
mod retry;
pub mod system;

pub use error::{Classify, ErrorKind, FieldError};
