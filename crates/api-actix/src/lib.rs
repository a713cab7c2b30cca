//! careerbase over HTTP: routes, extractors, problems, OpenAPI, configuration, and the wiring of it all.

pub mod config;
mod document;
pub mod http;
mod identity;
mod job;
mod job_application;
mod matching;
mod onboarding;
mod preferences;
mod profile;
pub mod runtime;
pub mod server;
mod system;
pub mod telemetry;
pub mod wiring;
