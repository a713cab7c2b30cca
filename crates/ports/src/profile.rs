//! Where career profiles and what they list are kept.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::ids::{ProfileId, UserId};
use domain::profile::{Education, Entry, EntryKind, Experience, FullProfile, Profile, ProfileTally, Project};
use serde::{Deserialize, Serialize};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

/// Deleted profiles are found by nothing but [`ProfileRepository::restore`].
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait ProfileRepository: Send + Sync {
    /// Inserts a primary profile unless its owner has one; the database decides.
    async fn insert_first_primary(&self, profile: &Profile) -> Result<(), StoreError>;

    /// Its lists are inserted by [`EntryRepository::append`].
    async fn insert(&self, profile: &Profile) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: ProfileId) -> Result<Option<Profile>, StoreError>;

    /// With all that it lists, each list in its order.
    async fn find_full(&self, owner: UserId, id: ProfileId) -> Result<Option<FullProfile>, StoreError>;

    /// Newest first.
    async fn list(&self, owner: UserId, page: PageRequest<ProfileId>) -> Result<Page<Profile, ProfileId>, StoreError>;

    async fn tally(&self, owner: UserId) -> Result<ProfileTally, StoreError>;

    /// `Stale` when it is no longer as it was read at `read_at`, or gone. A second primary profile is a fault: take the
    /// first one's primacy before.
    async fn update(&self, profile: &Profile, read_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Leaves the owner without a primary profile.
    async fn clear_primary(&self, owner: UserId, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Makes the newest profile primary, if none is.
    async fn promote_newest(&self, owner: UserId, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// `Stale` when it is no longer as it was read at `read_at`, or gone. Take its primacy before: a deleted profile has none.
    async fn soft_delete(
        &self,
        owner: UserId,
        id: ProfileId,
        read_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError>;

    /// Takes a deletion back. Tells whether there was one.
    async fn restore(&self, owner: UserId, id: ProfileId, now: DateTime<Utc>) -> Result<bool, StoreError>;
}

/// Where an entry stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place<I> {
    pub position: u32,
    pub id: I,
}

/// A page of a list.
pub type EntryPage<K> = Page<Entry<K>, Place<<K as EntryKind>::Id>>;

/// One list of every profile: its jobs, its schools or its projects. The profile must be the owner's and not deleted:
/// otherwise there is nothing to find and nothing to change.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait EntryRepository<K: EntryKind>: Send + Sync {
    /// Puts the entries after the last one, in their order and whatever positions they have, all or none, and returns the
    /// position of the first. `None` when there is no such profile, `Conflict("too_many_entries")` when the list would hold
    /// more than [`MAX_ENTRIES`](domain::profile::MAX_ENTRIES). All are of one profile and one time.
    async fn append(&self, entries: &[Entry<K>]) -> Result<Option<u32>, StoreError>;

    async fn find(&self, owner: UserId, profile: ProfileId, id: K::Id) -> Result<Option<Entry<K>>, StoreError>;

    /// In their order; `None` when there is no such profile.
    async fn list(
        &self,
        owner: UserId,
        profile: ProfileId,
        page: PageRequest<Place<K::Id>>,
    ) -> Result<Option<EntryPage<K>>, StoreError>;

    /// All ids in their order; `None` when there is no such profile.
    async fn order(&self, owner: UserId, profile: ProfileId) -> Result<Option<Vec<K::Id>>, StoreError>;

    /// `Stale` unless `order` names each entry that there is.
    async fn reorder(
        &self,
        owner: UserId,
        profile: ProfileId,
        order: &[K::Id],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Everything but the position. `Stale` when it is no longer as it was read at `read_at`, or gone.
    async fn update(&self, entry: &Entry<K>, read_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// `Stale` when it is no longer as it was read.
    async fn delete(&self, entry: &Entry<K>) -> Result<(), StoreError>;
}

/// Gives the list of one kind a name of its own, by which stores have it.
macro_rules! lists {
    ($($name:ident, $mock:ident: $kind:ty;)+) => {$(
        pub trait $name: EntryRepository<$kind> {}

        impl<T: EntryRepository<$kind>> $name for T {}

        #[cfg(feature = "testing")]
        pub type $mock = MockEntryRepository<$kind>;
    )+};
}

lists! {
    ExperienceRepository, MockExperienceRepository: Experience;
    EducationRepository, MockEducationRepository: Education;
    ProjectRepository, MockProjectRepository: Project;
}
