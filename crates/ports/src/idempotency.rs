//! Where the claims to idempotency keys are kept, with the answers that were given.

use async_trait::async_trait;
use domain::idempotency::Claim;
use serde::{Deserialize, Serialize};

use crate::store::StoreError;

/// What a client was answered, so that it can be answered the same again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAnswer {
    pub status: u16,
    /// The headers that belong to the answer and not to the moment.
    pub headers: Vec<(String, String)>,
    /// The very text.
    pub body: String,
}

/// What became of an attempt to claim a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// It is ours: the request is to be carried out.
    Ours,
    /// The same request is being carried out.
    Running,
    /// The same request was answered.
    Answered(StoredAnswer),
    /// The key belongs to another request.
    OtherRequest,
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait IdempotencyRepository: Send + Sync {
    /// Claims the key unless somebody holds it. Of any number that try at once one succeeds. Expired claims, and those that
    /// were abandoned, count for nothing.
    async fn claim(&self, claim: &Claim) -> Result<Claimed, StoreError>;

    /// Stores the answer. `Stale` when the claim has passed to somebody else.
    async fn answer(&self, claim: &Claim, answer: &StoredAnswer) -> Result<(), StoreError>;

    /// Gives the key back, unless it was answered or has passed to somebody else.
    async fn release(&self, claim: &Claim) -> Result<(), StoreError>;
}
