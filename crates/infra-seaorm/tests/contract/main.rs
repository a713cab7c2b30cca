//! What the repositories promise, tried on both databases.

#[path = "../support/mod.rs"]
mod support;

mod idempotency;
mod identity;
mod job;
mod onboarding;
mod preferences;
mod profile;
mod store;
