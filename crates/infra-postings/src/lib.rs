//! Reads job postings by fixed rules, without a network: pasted text, and schema.org's `JobPosting`.
//!
//! A pasted text is cut into lines once (`document`), which lose what job boards print around a posting (`noise`). The head of it
//! gives title, company and place (`headline`, `labels`, `place`), its headings give the lists (`headings`, `sections`), and one small
//! reader each finds the salary, the kind of employment, the skills, sponsorship and the smaller terms in its sentences.
//! Structured postings (`json_ld`) are read by their fields, and their description by the same readers (`pasted::mine`).

#[macro_use]
mod pattern;

mod arrangement;
mod dates;
mod document;
mod employment;
mod headings;
mod headline;
mod html;
mod json_ld;
mod keywords;
mod labels;
mod noise;
mod pasted;
mod place;
mod salary;
mod sections;
mod sponsorship;
mod terms;

use async_trait::async_trait;
use domain::job::PostingFacts;
use ports::job::{PostingError, PostingReader, ReadPosting};
use serde_json::Value;

/// Reads postings by rules alone, each on a thread for blocking work.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfflinePostingReader;

impl OfflinePostingReader {
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

#[async_trait]
impl PostingReader for OfflinePostingReader {
    async fn read_text(&self, text: String) -> Result<PostingFacts, PostingError> {
        apart(move || pasted::read(&text).map(PostingFacts::within_bounds).ok_or(PostingError::NoPosting)).await
    }

    async fn read_posting(&self, posting: Value) -> Result<ReadPosting, PostingError> {
        apart(move || json_ld::read(&posting)).await
    }
}

/// Does the work away from the threads that serve requests.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PostingError> + Send + 'static,
) -> Result<T, PostingError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "reading a job posting failed");
        Err(PostingError::Failed)
    })
}
