//! Where applications and their events are kept.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::ids::{ApplicationEventId, ApplicationId, DocumentId, JobId, UserId};
use domain::job::JobSummary;
use domain::job_application::{Application, ApplicationEvent, ApplicationFilter, ApplicationWithJob, Board, Tally};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

/// What an application refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct References {
    pub job: JobId,
    pub resume: Option<DocumentId>,
    pub cover_letter: Option<DocumentId>,
}

/// What is there of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    /// `None` unless the job is the owner's own or public.
    pub job: Option<JobSummary>,
    /// Whether all documents are the owner's own, not deleted, and what they are referred to as.
    pub has_documents: bool,
}

/// Where a page of applications ended: they are ordered by when they were made, then by id.
pub type ApplicationKey = (DateTime<Utc>, ApplicationId);

/// Where a page of events ended: they are ordered by when they happened, then by id.
pub type ApplicationEventKey = (DateTime<Utc>, ApplicationEventId);

/// Deleted applications are seen by `restore` and `count_created_since` alone.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait ApplicationRepository: Send + Sync {
    /// Looks up in one statement what an application is to refer to.
    async fn look_up(&self, owner: UserId, references: References) -> Result<Referred, StoreError>;

    /// How many the owner has created since then, deleted ones too.
    async fn count_created_since(&self, owner: UserId, since: DateTime<Utc>) -> Result<u64, StoreError>;

    /// `Conflict("application_exists")` when the owner has one for the job.
    async fn insert(&self, application: &Application) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: ApplicationId) -> Result<Option<ApplicationWithJob>, StoreError>;

    /// Newest first, by when they were applied for.
    async fn list(
        &self,
        owner: UserId,
        filter: &ApplicationFilter,
        page: PageRequest<ApplicationKey>,
    ) -> Result<Page<ApplicationWithJob, ApplicationKey>, StoreError>;

    /// The newest of each status, as many as a column shows.
    async fn board(&self, owner: UserId) -> Result<Board, StoreError>;

    /// All applications, counted by what has become of them; at most one row for each combination.
    async fn tallies(&self, owner: UserId, week_began: DateTime<Utc>) -> Result<Vec<Tally>, StoreError>;

    /// Writes everything but owner and job. `Stale` when it is no longer as it was read at `updated_at`.
    async fn update(&self, application: &Application, updated_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// `Stale` when it is no longer as it was read at `updated_at`, or gone.
    async fn delete(
        &self,
        owner: UserId,
        id: ApplicationId,
        updated_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError>;

    /// Tells whether there was a deleted one. `Conflict("application_exists")` when the owner has another one for the job.
    async fn restore(&self, owner: UserId, id: ApplicationId, now: DateTime<Utc>) -> Result<bool, StoreError>;

    /// Tells whether the application is there.
    async fn insert_event(&self, event: &ApplicationEvent) -> Result<bool, StoreError>;

    /// Newest first, by when they happened. Empty for an application that is not there; every application has an event.
    async fn events(
        &self,
        owner: UserId,
        id: ApplicationId,
        page: PageRequest<ApplicationEventKey>,
    ) -> Result<Page<ApplicationEvent, ApplicationEventKey>, StoreError>;
}
