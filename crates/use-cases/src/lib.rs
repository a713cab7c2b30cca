//! What careerbase does: one struct a context, one method a use case. Depends on the ports alone.

pub mod error;
pub mod identity;
pub mod onboarding;
pub mod patch;
pub mod preferences;
pub mod system;

pub use error::{Classify, ErrorKind, FieldError};
