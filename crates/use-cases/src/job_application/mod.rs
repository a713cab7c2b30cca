//! Applications: make, change, delete and restore them, follow them, and see what they come to.

mod commands;
mod error;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::identity::User;
use domain::ids::{ApplicationEventId, ApplicationId, UserId};
use domain::job_application::{
    Application, ApplicationEvent, ApplicationFilter, ApplicationStats, ApplicationStatus, ApplicationWithJob, Board,
    EventActor, applications_a_day,
};
use domain::{moment, revision};
use ports::job_application::{ApplicationEventKey, ApplicationKey, References};
use ports::paging::{Page, PageRequest};
use ports::store::{Repositories, Store};
use ports::system::{Clock, Ids};

use crate::error::FieldError;
use crate::precondition::Precondition;
use crate::retry::retry_when_stale;

pub use commands::{AddApplicationEvent, ChangeApplicationStatus, CreateApplication, UpdateApplication};
pub use error::{ApplicationError, DailyLimitReached};

/// The most applications that an export holds.
pub const MAX_EXPORTED: u32 = 10_000;

pub struct Applications {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    /// Whether the number of applications a day is limited at all.
    pub daily_limits: bool,
}

impl Applications {
    /// Writes the application with the first entry of its timeline, and the owner's match on the job is applied for.
    pub async fn create(
        &self,
        owner: UserId,
        command: CreateApplication,
    ) -> Result<ApplicationWithJob, ApplicationError> {
        let now = self.clock.now();
        let references = command.references();
        let application = command.application(ApplicationId(self.ids.next()), owner, now)?;
        let first = application.first_event(ApplicationEventId(self.ids.next()));
        let tx = self.store.begin().await?;
        // Held to the end: of any number of requests at once, each counts what those before it have made.
        let user = tx.users().find_for_update(owner).await?.ok_or(ApplicationError::NotFound)?;
        let referred = tx.applications().look_up(owner, references).await?;
        let job = referred.job.ok_or(ApplicationError::JobNotFound)?;
        if !referred.has_documents {
            return Err(ApplicationError::DocumentNotFound);
        }
        self.within_limit(&*tx, &user, now).await?;
        tx.applications().insert(&application).await?;
        tx.applications().insert_event(&first).await?;
        tx.matches().mark_applied(owner, job.id, now).await?;
        tx.commit().await?;
        Ok(ApplicationWithJob { application, job })
    }

    async fn within_limit<R: Repositories + ?Sized>(
        &self,
        tx: &R,
        user: &User,
        now: DateTime<Utc>,
    ) -> Result<(), ApplicationError> {
        if !self.daily_limits {
            return Ok(());
        }
        let (today, limit) = (user.timezone.day_of(now), applications_a_day(user.tier));
        if tx.applications().count_created_since(user.id, today.start).await? < limit {
            return Ok(());
        }
        // Rounded up, so that whoever waits as long is not told to wait again.
        let seconds_till_midnight = (today.end - now).num_seconds().unsigned_abs() + 1;
        Err(DailyLimitReached { limit, seconds_till_midnight }.into())
    }

    pub async fn get(&self, owner: UserId, id: ApplicationId) -> Result<ApplicationWithJob, ApplicationError> {
        self.store.applications().find(owner, id).await?.ok_or(ApplicationError::NotFound)
    }

    pub async fn list(
        &self,
        owner: UserId,
        filter: &ApplicationFilter,
        page: PageRequest<ApplicationKey>,
    ) -> Result<Page<ApplicationWithJob, ApplicationKey>, ApplicationError> {
        Ok(self.store.applications().list(owner, filter, page).await?)
    }

    /// The newest ones that the filter admits, up to [`MAX_EXPORTED`].
    pub async fn export(
        &self,
        owner: UserId,
        filter: &ApplicationFilter,
    ) -> Result<Vec<ApplicationWithJob>, ApplicationError> {
        let all = PageRequest { after: None, limit: MAX_EXPORTED };
        Ok(self.store.applications().list(owner, filter, all).await?.items)
    }

    pub async fn board(&self, owner: UserId) -> Result<Board, ApplicationError> {
        Ok(self.store.applications().board(owner).await?)
    }

    pub async fn stats(&self, owner: UserId) -> Result<ApplicationStats, ApplicationError> {
        let user = self.store.users().find(owner).await?.ok_or(ApplicationError::NotFound)?;
        let week_began = user.timezone.week_of(self.clock.now());
        let tallies = self.store.applications().tallies(owner, week_began).await?;
        Ok(ApplicationStats::of(&tallies, week_began))
    }

    pub async fn update(
        &self,
        owner: UserId,
        id: ApplicationId,
        command: UpdateApplication,
        precondition: &Precondition,
    ) -> Result<ApplicationWithJob, ApplicationError> {
        retry_when_stale(async || {
            let ApplicationWithJob { application, job } = self.admitted(owner, id, precondition).await?;
            let (references, read_at) = (command.references(&application), application.updated_at);
            let application = command.clone().apply(application, self.clock.now())?;
            if let Some(references) = references
                && !self.store.applications().look_up(owner, references).await?.has_documents
            {
                return Err(ApplicationError::DocumentNotFound);
            }
            self.store.applications().update(&application, read_at).await?;
            Ok(ApplicationWithJob { application, job })
        })
        .await
    }

    /// The change and the entry that tells of it are written together, or not at all.
    pub async fn change_status(
        &self,
        owner: UserId,
        id: ApplicationId,
        command: ChangeApplicationStatus,
        precondition: &Precondition,
    ) -> Result<ApplicationWithJob, ApplicationError> {
        retry_when_stale(async || {
            let ApplicationWithJob { application, job } = self.admitted(owner, id, precondition).await?;
            let (read_at, event_id) = (application.updated_at, ApplicationEventId(self.ids.next()));
            let ChangeApplicationStatus { status, note } = command.clone();
            let (application, event) = application.change_status(status, note, event_id, self.clock.now());
            if let Some(event) = event {
                let tx = self.store.begin().await?;
                tx.applications().update(&application, read_at).await?;
                tx.applications().insert_event(&event).await?;
                tx.commit().await?;
            }
            Ok(ApplicationWithJob { application, job })
        })
        .await
    }

    pub async fn delete(
        &self,
        owner: UserId,
        id: ApplicationId,
        reason: Option<String>,
        precondition: &Precondition,
    ) -> Result<(), ApplicationError> {
        retry_when_stale(async || {
            let read = self.admitted(owner, id, precondition).await?.application;
            let deletion = Deletion { at: self.clock.now(), by: owner, reason: reason.clone() };
            Ok(self.store.applications().delete(owner, id, read.updated_at, &deletion).await?)
        })
        .await
    }

    pub async fn restore(&self, owner: UserId, id: ApplicationId) -> Result<ApplicationWithJob, ApplicationError> {
        if !self.store.applications().restore(owner, id, self.clock.now()).await? {
            return Err(ApplicationError::NotFound);
        }
        self.get(owner, id).await
    }

    pub async fn add_event(
        &self,
        owner: UserId,
        id: ApplicationId,
        command: AddApplicationEvent,
    ) -> Result<ApplicationEvent, ApplicationError> {
        let event = command.event(ApplicationEventId(self.ids.next()), owner, id, self.clock.now());
        if !self.store.applications().insert_event(&event).await? {
            return Err(ApplicationError::NotFound);
        }
        Ok(event)
    }

    pub async fn events(
        &self,
        owner: UserId,
        id: ApplicationId,
        page: PageRequest<ApplicationEventKey>,
    ) -> Result<Page<ApplicationEvent, ApplicationEventKey>, ApplicationError> {
        let page = self.store.applications().events(owner, id, page).await?;
        if page.items.is_empty() { Err(ApplicationError::NotFound) } else { Ok(page) }
    }

    async fn admitted(
        &self,
        owner: UserId,
        id: ApplicationId,
        precondition: &Precondition,
    ) -> Result<ApplicationWithJob, ApplicationError> {
        let read = self.get(owner, id).await?;
        precondition.admits(&read)?;
        Ok(read)
    }
}

fn applied_at(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, ApplicationError> {
    Application::applied_at(at, now).map_err(|error| {
        ApplicationError::Invalid(vec![FieldError::new("applied_at", "in_the_future", error.to_string())])
    })
}

impl CreateApplication {
    fn references(&self) -> References {
        References { job: self.job_id, resume: self.resume_version_id, cover_letter: self.cover_letter_id }
    }

    fn application(
        self,
        id: ApplicationId,
        owner: UserId,
        now: DateTime<Utc>,
    ) -> Result<Application, ApplicationError> {
        Ok(Application {
            id,
            user_id: owner,
            job_id: self.job_id,
            status: self.status.unwrap_or(ApplicationStatus::Applied),
            applied_at: applied_at(self.applied_at.unwrap_or(now), now)?,
            resume_version_id: self.resume_version_id,
            cover_letter_id: self.cover_letter_id,
            notes: self.notes,
            created_at: now,
            updated_at: now,
        })
    }
}

impl UpdateApplication {
    /// What must be there of what it brings in.
    fn references(&self, application: &Application) -> Option<References> {
        let (resume, cover_letter) = (self.resume_version_id.apply(None), self.cover_letter_id.apply(None));
        let brings = resume.is_some() || cover_letter.is_some();
        brings.then_some(References { job: application.job_id, resume, cover_letter })
    }

    fn apply(self, application: Application, now: DateTime<Utc>) -> Result<Application, ApplicationError> {
        Ok(Application {
            notes: self.notes.apply(application.notes),
            applied_at: self.applied_at.map_or(Ok(application.applied_at), |at| applied_at(at, now))?,
            resume_version_id: self.resume_version_id.apply(application.resume_version_id),
            cover_letter_id: self.cover_letter_id.apply(application.cover_letter_id),
            updated_at: revision::next(application.updated_at, now),
            ..application
        })
    }
}

impl AddApplicationEvent {
    fn event(
        self,
        id: ApplicationEventId,
        owner: UserId,
        application: ApplicationId,
        now: DateTime<Utc>,
    ) -> ApplicationEvent {
        ApplicationEvent {
            id,
            user_id: owner,
            application_id: application,
            kind: self.kind.into(),
            old_status: None,
            new_status: None,
            note: self.note,
            occurred_at: self.occurred_at.map_or(now, moment::stored),
            actor: EventActor::User,
            confidence: None,
            created_at: now,
        }
    }
}
