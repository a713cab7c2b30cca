//! The repositories on SQLite and PostgreSQL, each query written once for both, for the pool and for a transaction.

mod column;
mod connect;
mod database;
mod error;
mod identity;
mod onboarding;
mod preferences;
mod profile;
mod sea_orm_store;
mod settings;
mod writers;

pub use connect::{ConnectError, connect};
pub use database::{Database, PoolStats};
pub use settings::DatabaseSettings;
