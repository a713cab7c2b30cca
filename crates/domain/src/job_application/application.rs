//! One application, and how its status changes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::{ApplicationEvent, EventActor, EventKind};
use crate::ids::{ApplicationEventId, ApplicationId, DocumentId, JobId, UserId};
use crate::job::JobSummary;
use crate::{moment, revision};

text_enum! {
    ApplicationStatus {
        Applied => "applied",
        Screening => "screening",
        Interview => "interview",
        Offer => "offer",
        /// Over, whatever came of it: withdrawn, accepted, or never answered.
        Closed => "closed",
        Rejected => "rejected",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Application {
    pub id: ApplicationId,
    pub user_id: UserId,
    pub job_id: JobId,
    pub status: ApplicationStatus,
    pub applied_at: DateTime<Utc>,
    /// The version of the résumé that was sent.
    pub resume_version_id: Option<DocumentId>,
    pub cover_letter_id: Option<DocumentId>,
    pub notes: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An application as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationWithJob {
    #[serde(flatten)]
    pub application: Application,
    pub job: JobSummary,
}

/// Which applications a list holds; all that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ApplicationFilter {
    pub status: Option<ApplicationStatus>,
    pub job_id: Option<JobId>,
    /// Applied at this time or later.
    pub applied_after: Option<DateTime<Utc>>,
    /// Applied before this time.
    pub applied_before: Option<DateTime<Utc>>,
}

/// Nobody has applied yet at a time that is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must not be more than a day in the future")]
pub struct AppliedInTheFuture;

impl Application {
    /// A day ahead is allowed: it may be tomorrow already where the person is, and clocks differ.
    pub fn applied_at(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, AppliedInTheFuture> {
        if at > now + TimeDelta::days(1) { Err(AppliedInTheFuture) } else { Ok(moment::stored(at)) }
    }

    /// The first entry of the timeline: it has come to the status that it has.
    #[must_use]
    pub fn first_event(&self, id: ApplicationEventId) -> ApplicationEvent {
        ApplicationEvent {
            occurred_at: self.applied_at,
            created_at: self.created_at,
            ..self.status_changed(id, None, None, self.created_at)
        }
    }

    /// Takes on another status, any from any: what happened, happened. Gives the event that tells of it, and nothing when
    /// the status is the same.
    #[must_use]
    pub fn change_status(
        self,
        status: ApplicationStatus,
        note: Option<String>,
        event: ApplicationEventId,
        now: DateTime<Utc>,
    ) -> (Self, Option<ApplicationEvent>) {
        if self.status == status {
            return (self, None);
        }
        let before = self.status;
        let after = Self { status, updated_at: revision::next(self.updated_at, now), ..self };
        let event = after.status_changed(event, Some(before), note, now);
        (after, Some(event))
    }

    fn status_changed(
        &self,
        id: ApplicationEventId,
        before: Option<ApplicationStatus>,
        note: Option<String>,
        now: DateTime<Utc>,
    ) -> ApplicationEvent {
        ApplicationEvent {
            id,
            user_id: self.user_id,
            application_id: self.id,
            kind: EventKind::StatusChanged,
            old_status: before,
            new_status: Some(self.status),
            note,
            occurred_at: now,
            actor: EventActor::User,
            confidence: None,
            created_at: now,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use uuid::Uuid;

    pub(crate) fn application(status: ApplicationStatus) -> Application {
        Application {
            id: ApplicationId(Uuid::from_u128(1)),
            user_id: UserId(Uuid::from_u128(2)),
            job_id: JobId(Uuid::from_u128(3)),
            status,
            applied_at: DateTime::UNIX_EPOCH - TimeDelta::days(3),
            resume_version_id: None,
            cover_letter_id: None,
            notes: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn event_id() -> ApplicationEventId {
        ApplicationEventId(Uuid::from_u128(9))
    }

    #[test]
    fn any_status_follows_any_other_and_tells_an_event_of_it() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        for before in ApplicationStatus::ALL.iter().copied() {
            for after in ApplicationStatus::ALL.iter().copied().filter(|after| *after != before) {
                let (changed, event) =
                    application(before).change_status(after, Some("why".to_owned()), event_id(), now);
                let event = event.unwrap();
                assert_eq!((changed.status, changed.updated_at), (after, now));
                assert_eq!((event.old_status, event.new_status), (Some(before), Some(after)));
                assert_eq!((event.kind, event.occurred_at), (EventKind::StatusChanged, now));
                assert_eq!((event.note.as_deref(), event.application_id), (Some("why"), changed.id));
            }
        }
    }

    #[test]
    fn the_same_status_again_changes_nothing() {
        for status in ApplicationStatus::ALL.iter().copied() {
            let now = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
            let (same, event) = application(status).change_status(status, Some("why".to_owned()), event_id(), now);
            assert_eq!((same, event), (application(status), None));
        }
    }

    #[test]
    fn the_timeline_begins_when_the_person_applied() {
        let first = application(ApplicationStatus::Interview).first_event(event_id());
        assert_eq!((first.old_status, first.new_status), (None, Some(ApplicationStatus::Interview)));
        assert_eq!(first.occurred_at, DateTime::UNIX_EPOCH - TimeDelta::days(3));
    }

    #[test]
    fn nobody_has_applied_more_than_a_day_from_now() {
        let now = DateTime::UNIX_EPOCH;
        let a_day = now + TimeDelta::days(1);
        assert_eq!(Application::applied_at(a_day, now), Ok(a_day));
        assert_eq!(Application::applied_at(a_day + TimeDelta::nanoseconds(1), now), Err(AppliedInTheFuture));
    }
}
