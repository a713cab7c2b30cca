//! The database as the use cases see it: repositories, and transactions over them.

use async_trait::async_trait;

use crate::identity::{RefreshTokenRepository, UserRepository};
use crate::onboarding::OnboardingRepository;
use crate::preferences::PreferencesRepository;
use crate::profile::ProfileRepository;

/// What can go wrong in any repository.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique constraint refused the write; the word says which, and is declared beside the method that returns it.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Somebody else changed the row since it was read.
    #[error("the row was changed meanwhile")]
    Stale,
    /// The database cannot be reached, or has no connection to spare; the same call may succeed later.
    #[error("the database is unavailable")]
    Unavailable,
    /// Anything else: a fault of the program or of the data, for the log alone.
    #[error("the database failed: {0}")]
    Backend(String),
}

/// Every repository, over the pool or inside one transaction.
pub trait Repositories: Send + Sync {
    fn users(&self) -> &dyn UserRepository;
    fn refresh_tokens(&self) -> &dyn RefreshTokenRepository;
    fn onboarding(&self) -> &dyn OnboardingRepository;
    fn preferences(&self) -> &dyn PreferencesRepository;
    fn profiles(&self) -> &dyn ProfileRepository;
}

/// The pool. A single read or write goes straight through it.
#[async_trait]
pub trait Store: Repositories {
    /// Begins a transaction for several writes, or for a write that depends on a read. Nothing else may be awaited inside it.
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError>;
}

/// Dropping it without [`Transaction::commit`] rolls everything back.
#[async_trait]
pub trait Transaction: Repositories {
    /// When this returns, what was written is durable.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
