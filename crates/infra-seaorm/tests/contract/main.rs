//! What the repositories promise, tried on both databases.

#[path = "../support/mod.rs"]
mod support;

mod agent;
mod document;
mod idempotency;
mod identity;
mod job;
mod job_application;
mod matching;
mod memory;
mod onboarding;
mod preferences;
mod profile;
mod store;
