//! Matches: look at them, take the best, and say what one makes of them.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::ids::{MatchId, UserId};
use domain::matching::{InvalidTransition, MatchFilter, MatchStatus, MatchWithJob};
use ports::matching::MatchKey;
use ports::paging::{Page, PageRequest};
use ports::store::Store;
use ports::system::Clock;
use serde::Deserialize;
use validator::Validate;

use crate::error::{Classify, ErrorKind};
use crate::precondition::Precondition;
use crate::retry::retry_when_stale;

errors! {
    MatchError {
        NotFound = NotFound "not_found" "there is no such match of yours",
    } and { Transition(InvalidTransition) }
}

impl Classify for InvalidTransition {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Conflict
    }

    fn code(&self) -> &'static str {
        "invalid_transition"
    }
}

/// A new match can be saved, dismissed or applied for; a saved one dismissed, and a dismissed one saved.
#[derive(Debug, Clone, Copy, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMatch {
    pub status: MatchStatus,
}

pub struct Matches {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
}

impl Matches {
    pub async fn list(
        &self,
        owner: UserId,
        filter: &MatchFilter,
        page: PageRequest<MatchKey>,
    ) -> Result<Page<MatchWithJob, MatchKey>, MatchError> {
        Ok(self.store.matches().list(owner, filter, page).await?)
    }

    pub async fn get(&self, owner: UserId, id: MatchId) -> Result<MatchWithJob, MatchError> {
        self.store.matches().find(owner, id).await?.ok_or(MatchError::NotFound)
    }

    pub async fn top_pick(&self, owner: UserId) -> Result<Option<MatchWithJob>, MatchError> {
        Ok(self.store.matches().top_pick(owner).await?)
    }

    pub async fn update(
        &self,
        owner: UserId,
        id: MatchId,
        command: UpdateMatch,
        precondition: &Precondition,
    ) -> Result<MatchWithJob, MatchError> {
        retry_when_stale(async || {
            let read = self.get(owner, id).await?;
            precondition.admits(&read)?;
            let Some(changed) = read.found.change_status(command.status, self.clock.now())? else {
                return Ok(read);
            };
            self.store.matches().update(&changed, read.found.updated_at).await?;
            Ok(MatchWithJob { found: changed, ..read })
        })
        .await
    }
}
