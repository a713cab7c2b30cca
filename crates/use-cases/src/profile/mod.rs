//! Career profiles: several for a person, one of them primary, and what each of them lists.

mod commands;
mod entries;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::deletion::Deletion;
use domain::ids::{ProfileId, UserId};
use domain::merge::RefusedPatch;
use domain::profile::{Completeness, Entry, FullProfile, Profile, Skills, TooManyProfiles};
use ports::paging::{Page, PageRequest};
use ports::store::{Store, Transaction};
use ports::system::{Clock, Ids};
use serde_json::{Map, Value};

use crate::error::refused_patch;
use crate::precondition::Precondition;
use crate::retry::retry_when_stale;

pub use commands::{EntryOrder, NewProfile};
pub use entries::Listed;

errors! {
    ProfileError {
        NotFound = NotFound "not_found" "there is no such profile of yours, or it lists no such thing",
        TooManyProfiles = Conflict "too_many_profiles" "you have 20 profiles, which is the most that one may have",
        TooManyEntries = Conflict "too_many_entries" "a list of a profile holds at most 100 entries",
    }
}

impl From<RefusedPatch> for ProfileError {
    fn from(refused: RefusedPatch) -> Self {
        Self::Invalid(refused_patch(&refused))
    }
}

impl From<TooManyProfiles> for ProfileError {
    fn from(_: TooManyProfiles) -> Self {
        Self::TooManyProfiles
    }
}

pub struct Profiles {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

impl Profiles {
    /// Newest first.
    pub async fn list(
        &self,
        owner: UserId,
        page: PageRequest<ProfileId>,
    ) -> Result<Page<Profile, ProfileId>, ProfileError> {
        Ok(self.store.profiles().list(owner, page).await?)
    }

    pub async fn get(&self, owner: UserId, id: ProfileId) -> Result<FullProfile, ProfileError> {
        self.store.profiles().find_full(owner, id).await?.ok_or(ProfileError::NotFound)
    }

    pub async fn create(&self, owner: UserId, command: NewProfile) -> Result<FullProfile, ProfileError> {
        let now = self.clock.now();
        let tx = self.begin(owner).await?;
        let tally = tx.profiles().tally(owner).await?;
        let is_primary = tally.admit(command.is_primary)?;
        if is_primary && tally.has_primary {
            tx.profiles().clear_primary(owner, now).await?;
        }
        let full = command.into_profile(owner, is_primary, &*self.ids, now);
        tx.profiles().insert(&full.profile).await?;
        append(&*tx, &full.experiences).await?;
        append(&*tx, &full.education).await?;
        append(&*tx, &full.projects).await?;
        tx.commit().await?;
        Ok(full)
    }

    pub async fn update(
        &self,
        owner: UserId,
        id: ProfileId,
        patch: Map<String, Value>,
        precondition: &Precondition,
    ) -> Result<FullProfile, ProfileError> {
        retry_when_stale(async || {
            let full = self.get(owner, id).await?;
            precondition.admits(&full)?;
            let read_at = full.profile.updated_at;
            let profile = full.profile.patched(patch.clone(), self.clock.now())?;
            self.store.profiles().update(&profile, read_at).await?;
            Ok(FullProfile { profile, ..full })
        })
        .await
    }

    /// When it was the primary one, the newest of the others becomes primary.
    pub async fn delete(
        &self,
        owner: UserId,
        id: ProfileId,
        reason: Option<String>,
        precondition: &Precondition,
    ) -> Result<(), ProfileError> {
        retry_when_stale(async || {
            let now = self.clock.now();
            let tx = self.begin(owner).await?;
            let full = tx.profiles().find_full(owner, id).await?.ok_or(ProfileError::NotFound)?;
            precondition.admits(&full)?;
            let mut read_at = full.profile.updated_at;
            let was_primary = full.profile.is_primary;
            if was_primary {
                let profile = full.profile.with_primary(false, now);
                tx.profiles().update(&profile, read_at).await?;
                read_at = profile.updated_at;
            }
            let deletion = Deletion { at: now, by: owner, reason: reason.clone() };
            tx.profiles().soft_delete(owner, id, read_at, &deletion).await?;
            if was_primary {
                tx.profiles().promote_newest(owner, now).await?;
            }
            Ok(tx.commit().await?)
        })
        .await
    }

    /// It comes back as one among others, unless there are no others.
    pub async fn restore(&self, owner: UserId, id: ProfileId) -> Result<FullProfile, ProfileError> {
        let now = self.clock.now();
        let tx = self.begin(owner).await?;
        let tally = tx.profiles().tally(owner).await?;
        if !tx.profiles().restore(owner, id, now).await? {
            return Err(ProfileError::NotFound);
        }
        if tally.admit(false)? {
            tx.profiles().promote_newest(owner, self.clock.now()).await?;
        }
        let full = tx.profiles().find_full(owner, id).await?.ok_or(ProfileError::NotFound)?;
        tx.commit().await?;
        Ok(full)
    }

    pub async fn make_primary(&self, owner: UserId, id: ProfileId) -> Result<FullProfile, ProfileError> {
        retry_when_stale(async || {
            let now = self.clock.now();
            let tx = self.begin(owner).await?;
            let full = tx.profiles().find_full(owner, id).await?.ok_or(ProfileError::NotFound)?;
            if full.profile.is_primary {
                return Ok(full);
            }
            let read_at = full.profile.updated_at;
            let profile = full.profile.with_primary(true, now);
            tx.profiles().clear_primary(owner, now).await?;
            tx.profiles().update(&profile, read_at).await?;
            tx.commit().await?;
            Ok(FullProfile { profile, ..full })
        })
        .await
    }

    pub async fn skills(&self, owner: UserId, id: ProfileId) -> Result<Skills, ProfileError> {
        Ok(self.find(owner, id).await?.skills)
    }

    pub async fn replace_skills(
        &self,
        owner: UserId,
        id: ProfileId,
        skills: Skills,
        precondition: &Precondition,
    ) -> Result<Skills, ProfileError> {
        retry_when_stale(async || {
            let profile = self.find(owner, id).await?;
            precondition.admits(&profile.skills)?;
            let read_at = profile.updated_at;
            let profile = profile.with_skills(skills.clone(), self.clock.now());
            self.store.profiles().update(&profile, read_at).await?;
            Ok(profile.skills)
        })
        .await
    }

    pub async fn completeness(&self, owner: UserId, id: ProfileId) -> Result<Completeness, ProfileError> {
        Ok(self.get(owner, id).await?.completeness())
    }

    async fn find(&self, owner: UserId, id: ProfileId) -> Result<Profile, ProfileError> {
        self.store.profiles().find(owner, id).await?.ok_or(ProfileError::NotFound)
    }

    /// Under the lock of the account, so that one at a time decides which profile is primary.
    async fn begin(&self, owner: UserId) -> Result<Box<dyn Transaction>, ProfileError> {
        let tx = self.store.begin().await?;
        tx.users().find_for_update(owner).await?.ok_or(ProfileError::NotFound)?;
        Ok(tx)
    }
}

async fn append<K: Listed>(tx: &dyn Transaction, entries: &[Entry<K>]) -> Result<(), ProfileError> {
    if !entries.is_empty() {
        K::list(tx).append(entries).await?.ok_or(ProfileError::NotFound)?;
    }
    Ok(())
}
