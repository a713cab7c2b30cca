//! The harness: a server wired as in production, people who call it, and what they are answered.

pub mod actor;
pub mod answer;
pub mod app;
pub mod clock;
pub mod contract;
pub mod raw;
mod rows;

pub use actor::Actor;
pub use answer::Answer;
pub use app::{Options, TestApp};
pub use test_database::Backend;

/// An id that nothing has.
#[allow(clippy::disallowed_methods, reason = "no port stands behind a test's own random id")]
pub fn unknown_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
