//! The repositories on SQLite and PostgreSQL, each query written once for both, for the pool and for a transaction.

mod agent;
mod column;
mod connect;
mod database;
mod document;
mod error;
mod idempotency;
mod identity;
mod job;
mod job_application;
mod lending;
mod mapping;
mod matching;
mod memory;
mod onboarding;
mod places;
mod preferences;
mod profile;
mod sea_orm_store;
mod settings;
mod soft_delete;
mod unit_of_work;
mod writers;

pub use connect::{ConnectError, connect};
pub use database::{Database, PoolStats};
pub use settings::DatabaseSettings;
