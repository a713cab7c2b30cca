//! Where it is kept what agents did and made.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::agent::{AgentAction, AgentOutput};
use domain::ids::{AgentActionId, AgentOutputId, UserId};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

/// Deleted actions are not there.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait AgentRepository: Send + Sync {
    async fn insert_action(&self, action: &AgentAction) -> Result<(), StoreError>;

    async fn find_action(&self, owner: UserId, id: AgentActionId) -> Result<Option<AgentAction>, StoreError>;

    /// Newest first.
    async fn actions(
        &self,
        owner: UserId,
        page: PageRequest<AgentActionId>,
    ) -> Result<Page<AgentAction, AgentActionId>, StoreError>;

    /// `Stale` when it is no longer as it was read at `updated_at`, or gone.
    async fn update_action(&self, action: &AgentAction, updated_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// An output that names an action of somebody else, or none that there is, is a fault: look for it first.
    async fn insert_output(&self, output: &AgentOutput) -> Result<(), StoreError>;

    /// Newest first.
    async fn outputs(
        &self,
        owner: UserId,
        page: PageRequest<AgentOutputId>,
    ) -> Result<Page<AgentOutput, AgentOutputId>, StoreError>;
}
