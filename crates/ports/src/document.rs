//! Where documents and samples are kept.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::document::{
    Document, DocumentFilter, DocumentSummary, DocumentType, DocumentVersion, Lineage, Sample, SampleFilter,
    SampleSummary,
};
use domain::ids::{DocumentId, SampleId, UserId};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

/// Where the next document of a lineage comes to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// One more than any version has, deleted ones included.
    pub version: u32,
    /// Whether the lineage is for no job, or for one that the owner sees.
    pub sees_job: bool,
}

/// Two documents that are to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub document: Document,
    /// `None` when there is none.
    pub other: Option<Document>,
}

/// Deleted documents are not there for anything but `restore` and the numbers of versions.
///
/// Whoever writes takes the lock of the account first: it keeps the numbers without gaps, and what is the latest version
/// from changing between a look and a write.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait DocumentRepository: Send + Sync {
    /// Where the next version belongs, in one statement.
    async fn next_place(&self, owner: UserId, lineage: Lineage) -> Result<Place, StoreError>;

    /// `Conflict("version_taken")` when its lineage has such a version; under the lock that cannot be.
    async fn insert(&self, document: &Document) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: DocumentId) -> Result<Option<DocumentVersion>, StoreError>;

    /// Newest first.
    async fn list(
        &self,
        owner: UserId,
        filter: DocumentFilter,
        page: PageRequest<DocumentId>,
    ) -> Result<Page<DocumentSummary, DocumentId>, StoreError>;

    /// All of the document's lineage, the document itself among them, highest version first. `None` without the document.
    async fn versions(
        &self,
        owner: UserId,
        id: DocumentId,
        page: PageRequest<u32>,
    ) -> Result<Option<Page<DocumentSummary, u32>>, StoreError>;

    /// The document and another one, or when no other is named the version before it; in one statement. `None` without
    /// the document.
    async fn pair(&self, owner: UserId, id: DocumentId, other: Option<DocumentId>) -> Result<Option<Pair>, StoreError>;

    /// Writes what a version may change, its title and structured form: `Stale` when it is no longer as it was read at
    /// `updated_at`.
    async fn update(&self, document: &Document, updated_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// `Stale` when it is no longer as it was read at `updated_at`, or gone.
    async fn delete(
        &self,
        owner: UserId,
        id: DocumentId,
        updated_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError>;

    /// Takes a deletion back. Tells whether there was one.
    async fn restore(&self, owner: UserId, id: DocumentId, now: DateTime<Utc>) -> Result<bool, StoreError>;
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait SampleRepository: Send + Sync {
    /// `Conflict("sample_active")` when it is active and its owner has an active one of its type; under the lock of the
    /// account, after `archive_active`, that cannot be.
    async fn insert(&self, sample: &Sample) -> Result<(), StoreError>;

    /// Archives the active sample of a type, if there is one.
    async fn archive_active(
        &self,
        owner: UserId,
        document_type: DocumentType,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: SampleId) -> Result<Option<Sample>, StoreError>;

    /// Newest first.
    async fn list(
        &self,
        owner: UserId,
        filter: SampleFilter,
        page: PageRequest<SampleId>,
    ) -> Result<Page<SampleSummary, SampleId>, StoreError>;

    /// For good. `Stale` when it is no longer as it was read at `updated_at`, or gone. Call it inside a transaction: a
    /// writing style that was extracted from it forgets where it came from, which is a statement of its own.
    async fn delete(&self, owner: UserId, id: SampleId, updated_at: DateTime<Utc>) -> Result<(), StoreError>;
}
