//! Jobs: where they are kept, and who reads their postings.

use async_trait::async_trait;
use domain::ids::{JobId, UserId};
use domain::job::{Job, JobOrigin, PostingFacts, SeenJob};
use serde_json::Value;

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

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait JobRepository: Send + Sync {
    /// Adds a job, and makes it found by its words. `Conflict("job_exists")` when its owner has a job of the same URL, or when
    /// another public job has it.
    async fn insert(&self, job: &Job, origin: &JobOrigin) -> Result<(), StoreError>;

    /// A job of the viewer's own, or a public one.
    async fn find(&self, viewer: UserId, id: JobId) -> Result<Option<SeenJob>, StoreError>;
}
