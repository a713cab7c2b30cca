//! Where matches are kept.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{JobId, MatchId, UserId};
use domain::matching::{Match, MatchFilter, MatchWithJob, Score};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

/// Where a page of matches ended: they are ordered by score, then by id.
pub type MatchKey = (Score, MatchId);

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait MatchRepository: Send + Sync {
    /// Writes the matches in one statement. Where the owner has one for the job, score and rationale are replaced, and id and
    /// status stay.
    async fn upsert_many(&self, matches: &[Match]) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: MatchId) -> Result<Option<MatchWithJob>, StoreError>;

    /// By score, the highest first, then newest first.
    async fn list(
        &self,
        owner: UserId,
        filter: &MatchFilter,
        page: PageRequest<MatchKey>,
    ) -> Result<Page<MatchWithJob, MatchKey>, StoreError>;

    /// The best of those that are new or saved, on an active job that the owner has not applied for.
    async fn top_pick(&self, owner: UserId) -> Result<Option<MatchWithJob>, StoreError>;

    /// Writes the status. `Stale` when it is no longer as it was read at `updated_at`.
    async fn update(&self, changed: &Match, updated_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Turns the owner's match on the job, whatever its status and if there is one, to `applied`.
    async fn mark_applied(&self, owner: UserId, job: JobId, now: DateTime<Utc>) -> Result<(), StoreError>;
}
