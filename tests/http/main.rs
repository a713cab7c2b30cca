//! What careerbase does for those who call it: over HTTP, through the production wiring, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails, in its helpers too")]

mod conventions;
mod document;
mod identity;
mod job;
mod job_application;
mod matching;
mod onboarding;
mod openapi;
mod preferences;
mod profile;
mod support;
mod system;
mod week;
