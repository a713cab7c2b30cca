//! The lists of a profile: see, add, change, remove and put in order, the same for jobs, schools and projects.

use domain::ids::{ProfileId, UserId};
use domain::profile::{Education, Entry, EntryKind, Experience, Project, check_order};
use ports::paging::PageRequest;
use ports::profile::{EntryPage, EntryRepository, Place};
use ports::store::Repositories;
use serde_json::{Map, Value};

use super::{EntryOrder, ProfileError, Profiles};
use crate::FieldError;
use crate::precondition::Precondition;
use crate::retry::retry_when_stale;

/// A kind of which stores have a list.
pub trait Listed: EntryKind {
    fn list(repositories: &dyn Repositories) -> &dyn EntryRepository<Self>;
}

impl Listed for Experience {
    fn list(repositories: &dyn Repositories) -> &dyn EntryRepository<Self> {
        repositories.experiences()
    }
}

impl Listed for Education {
    fn list(repositories: &dyn Repositories) -> &dyn EntryRepository<Self> {
        repositories.education()
    }
}

impl Listed for Project {
    fn list(repositories: &dyn Repositories) -> &dyn EntryRepository<Self> {
        repositories.projects()
    }
}

impl Profiles {
    fn list_of<K: Listed>(&self) -> &dyn EntryRepository<K> {
        K::list(&*self.store)
    }

    pub async fn entries<K: Listed>(
        &self,
        owner: UserId,
        profile: ProfileId,
        page: PageRequest<Place<K::Id>>,
    ) -> Result<EntryPage<K>, ProfileError> {
        self.list_of().list(owner, profile, page).await?.ok_or(ProfileError::NotFound)
    }

    pub async fn entry<K: Listed>(
        &self,
        owner: UserId,
        profile: ProfileId,
        id: K::Id,
    ) -> Result<Entry<K>, ProfileError> {
        self.list_of().find(owner, profile, id).await?.ok_or(ProfileError::NotFound)
    }

    /// At the end of the list.
    pub async fn add_entry<K: Listed>(
        &self,
        owner: UserId,
        profile: ProfileId,
        content: K,
    ) -> Result<Entry<K>, ProfileError> {
        let entry = Entry::new(self.ids.next().into(), (owner, profile), 0, content, self.clock.now());
        let position = self.list_of().append(std::slice::from_ref(&entry)).await?.ok_or(ProfileError::NotFound)?;
        Ok(Entry { position, ..entry })
    }

    pub async fn update_entry<K: Listed>(
        &self,
        owner: UserId,
        profile: ProfileId,
        id: K::Id,
        patch: Map<String, Value>,
        precondition: &Precondition,
    ) -> Result<Entry<K>, ProfileError> {
        retry_when_stale(async || {
            let entry = self.entry::<K>(owner, profile, id).await?;
            precondition.admits(&entry)?;
            let read_at = entry.updated_at;
            let entry = entry.patched(patch.clone(), self.clock.now())?;
            self.list_of().update(&entry, read_at).await?;
            Ok(entry)
        })
        .await
    }

    pub async fn delete_entry<K: Listed>(
        &self,
        owner: UserId,
        profile: ProfileId,
        id: K::Id,
        precondition: &Precondition,
    ) -> Result<(), ProfileError> {
        retry_when_stale(async || {
            let entry = self.entry::<K>(owner, profile, id).await?;
            precondition.admits(&entry)?;
            Ok(self.list_of().delete(&entry).await?)
        })
        .await
    }

    pub async fn order<K: Listed>(&self, owner: UserId, profile: ProfileId) -> Result<EntryOrder, ProfileError> {
        let ids = self.list_of::<K>().order(owner, profile).await?.ok_or(ProfileError::NotFound)?;
        Ok(EntryOrder { ids: ids.into_iter().map(Into::into).collect() })
    }

    pub async fn reorder<K: Listed>(
        &self,
        owner: UserId,
        profile: ProfileId,
        order: EntryOrder,
        precondition: &Precondition,
    ) -> Result<EntryOrder, ProfileError> {
        retry_when_stale(async || {
            let present = self.order::<K>(owner, profile).await?;
            precondition.admits(&present)?;
            check_order(&present.ids, &order.ids).map_err(|error| {
                ProfileError::Invalid(vec![FieldError::new("ids", "incomplete_order", error.to_string())])
            })?;
            if present != order {
                let ids: Vec<K::Id> = order.ids.iter().copied().map(K::Id::from).collect();
                self.list_of::<K>().reorder(owner, profile, &ids, self.clock.now()).await?;
            }
            Ok(order.clone())
        })
        .await
    }
}
