//! Jobs: enter one, read one from a posting, look for them, change and remove one's own.

mod create;
mod list;
#[cfg(test)]
mod tests;
mod text_lists;
mod update;

use std::sync::Arc;

use domain::ids::{JobId, UserId};
use domain::job::{Job, JobApplicationStatus, ListedJob, SeenJob};
use ports::job::PostingReader;
use ports::paging::{Page, PageRequest};
use ports::store::Store;
use ports::system::{Clock, Ids};

use crate::FieldError;
use crate::precondition::Precondition;
use crate::retry::retry_when_stale;

pub use create::CreateJob;
pub use list::ListJobs;
pub use text_lists::{keywords, lines};
pub use update::UpdateJob;

errors! {
    JobError {
        NotFound = NotFound "not_found" "there is no such job of yours, and no public one",
        Public = Forbidden "public_job" "a public job belongs to everybody and cannot be changed",
        Exists = Conflict "job_exists" "you have a job with this url already",
        InUse = Conflict "job_in_use" "an application or a document refers to this job; delete those first, or archive the job",
        ReaderFailed = Internal "internal" "the reader of job postings failed",
    }
}

pub struct Jobs {
    pub store: Arc<dyn Store>,
    pub reader: Arc<dyn PostingReader>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

impl Jobs {
    /// Adds a job of the owner's, from its fields or from a posting.
    pub async fn create(&self, owner: UserId, command: CreateJob) -> Result<SeenJob, JobError> {
        let read = command.read_by(&*self.reader).await?;
        let (job, origin) = command.job(read, JobId(self.ids.next()), owner, self.clock.now())?;
        ensure_in_order(&job)?;
        self.store.jobs().insert(&job, &origin).await?;
        Ok(SeenJob { job, origin, application_status: JobApplicationStatus::NotApplied })
    }

    pub async fn get(&self, viewer: UserId, id: JobId) -> Result<SeenJob, JobError> {
        self.store.jobs().find(viewer, id).await?.ok_or(JobError::NotFound)
    }

    /// Own and public ones, newest first.
    pub async fn list(
        &self,
        viewer: UserId,
        command: ListJobs,
        page: PageRequest<JobId>,
    ) -> Result<Page<ListedJob, JobId>, JobError> {
        Ok(self.store.jobs().list(viewer, &command.filter(), page).await?)
    }

    pub async fn update(
        &self,
        owner: UserId,
        id: JobId,
        command: UpdateJob,
        precondition: Precondition,
    ) -> Result<SeenJob, JobError> {
        retry_when_stale(async || {
            let seen = self.own(owner, id).await?;
            precondition.admits(&seen)?;
            let read_at = seen.job.updated_at;
            let job = command.clone().apply(seen.job, self.clock.now());
            ensure_in_order(&job)?;
            self.store.jobs().update(&job, read_at).await?;
            Ok(SeenJob { job, ..seen })
        })
        .await
    }

    /// Removes a job for good, unless it is in use.
    pub async fn delete(&self, owner: UserId, id: JobId, precondition: Precondition) -> Result<(), JobError> {
        retry_when_stale(async || {
            let seen = self.own(owner, id).await?;
            precondition.admits(&seen)?;
            let tx = self.store.begin().await?;
            tx.jobs().delete(owner, id, seen.job.updated_at).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    /// A job that its owner may change.
    async fn own(&self, owner: UserId, id: JobId) -> Result<SeenJob, JobError> {
        let seen = self.get(owner, id).await?;
        if seen.job.user_id.is_none() {
            return Err(JobError::Public);
        }
        Ok(seen)
    }
}

fn ensure_in_order(job: &Job) -> Result<(), JobError> {
    if job.pays_in_order() {
        return Ok(());
    }
    Err(invalid("salary_max", "below_minimum", "must not be below salary_min"))
}

fn invalid(field: &str, code: &str, message: &str) -> JobError {
    JobError::Invalid(vec![FieldError::new(field, code, message)])
}
