//! What the use cases need from the outside: repositories, and every other thing that is not pure. Traits only.
//!
//! With the feature `testing` every trait has a mock, and the module `testing` holds a store made of mocks, a clock that stands still and ids that count.

pub mod agent;
pub mod document;
pub mod idempotency;
pub mod identity;
pub mod job;
pub mod job_application;
pub mod matching;
pub mod memory;
pub mod onboarding;
pub mod paging;
pub mod preferences;
pub mod profile;
pub mod store;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;
