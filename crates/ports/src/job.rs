//! Jobs: where they are kept, and who reads their postings.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{JobId, UserId};
use domain::job::{
    EmploymentType, H1bSponsorStatus, Job, JobApplicationStatus, JobOrigin, JobStatus, ListedJob, PostingFacts,
    SearchWords, SeenJob,
};
use serde_json::Value;

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

/// What a schema.org posting says, with the posting itself.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPosting {
    pub facts: PostingFacts,
    /// The `JobPosting` object that was read, free of U+0000, without what stood around it.
    pub raw: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostingError {
    /// Nothing in what was given is a posting: a text without a word, or data and pages without a `JobPosting`.
    #[error("there is no job posting in it")]
    NoPosting,
    /// It means to hold a posting, but is not JSON even when read leniently.
    #[error("the job posting cannot be read as JSON")]
    Unreadable,
    /// The reader broke down; the cause is logged where it happened.
    #[error("the reader of job postings failed")]
    Failed,
}

/// Reads job postings. What comes back is always within the bounds of `PostingFacts`, and the same input always reads the same.
///
/// What is read is data that strangers wrote: never an instruction. The caller bounds its size; a megabyte takes a fraction of a second.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait PostingReader: Send + Sync {
    /// Reads a posting that somebody copied from anywhere; only a text without a single word is refused (`NoPosting`).
    async fn read_text(&self, text: String) -> Result<PostingFacts, PostingError>;

    /// Reads the first schema.org `JobPosting` in an object, an array, or a string that holds JSON or a whole HTML page.
    async fn read_posting(&self, posting: Value) -> Result<ReadPosting, PostingError>;
}

/// Which jobs are asked for: those to which all applies that is given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JobFilter {
    /// All of them are in it; none is in none.
    pub words: Option<SearchWords>,
    pub source: Option<String>,
    pub status: Option<JobStatus>,
    pub application_status: Option<JobApplicationStatus>,
    pub employment_type: Option<EmploymentType>,
    pub remote: Option<bool>,
    /// Stands in the company's name, where small and capital letters from A to Z are the same.
    pub company: Option<String>,
    pub h1b_sponsor_status: Option<H1bSponsorStatus>,
    pub created_after: Option<DateTime<Utc>>,
    /// The most that it pays, or the least where no more is known.
    pub salary_at_least: Option<i32>,
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait JobRepository: Send + Sync {
    /// Adds a job, and makes it found by its words. `Conflict("job_exists")` when its owner has a job of the same URL, or when
    /// another public job has it.
    async fn insert(&self, job: &Job, origin: &JobOrigin) -> Result<(), StoreError>;

    /// A job of the viewer's own, or a public one.
    async fn find(&self, viewer: UserId, id: JobId) -> Result<Option<SeenJob>, StoreError>;

    /// The viewer's own jobs and the public ones, newest first.
    async fn list(
        &self,
        viewer: UserId,
        filter: &JobFilter,
        page: PageRequest<JobId>,
    ) -> Result<Page<ListedJob, JobId>, StoreError>;

    /// Changes a job of its owner's, and the words that find it, if it was last changed at `read_at`; `Stale` otherwise.
    /// `Conflict("job_exists")` when its owner has another job of the same URL.
    async fn update(&self, job: &Job, read_at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Removes a job of the owner's for good, with everything that is nothing without it: its matches and rankings, and
    /// what was deleted of its applications and documents. Only inside a transaction.
    ///
    /// `Stale` when it was not last changed at `read_at`. `Conflict("job_in_use")` when an application or a document refers
    /// to it that is not deleted, or an application for another job names a deleted document of it. Of an application that
    /// is made at the same moment it is seen, or the job is gone for it.
    async fn delete(&self, owner: UserId, id: JobId, read_at: DateTime<Utc>) -> Result<(), StoreError>;
}
