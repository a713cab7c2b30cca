//! What has happened to an application, entry by entry. An entry never changes.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::ApplicationStatus;
use crate::ids::{ApplicationEventId, ApplicationId, UserId};

text_enum! {
    EventKind {
        StatusChanged => "status_changed",
        Note => "note",
        Interview => "interview",
        Offer => "offer",
        FollowUp => "follow_up",
    }
}

text_enum! {
    /// What people write into the timeline themselves; a change of the status writes its own entry.
    Happening { Note => "note", Interview => "interview", Offer => "offer", FollowUp => "follow_up" }
}

text_enum! {
    /// Who an entry comes from.
    EventActor { User => "user", Agent => "agent", System => "system" }
}

impl From<Happening> for EventKind {
    fn from(happening: Happening) -> Self {
        match happening {
            Happening::Note => Self::Note,
            Happening::Interview => Self::Interview,
            Happening::Offer => Self::Offer,
            Happening::FollowUp => Self::FollowUp,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationEvent {
    pub id: ApplicationEventId,
    pub user_id: UserId,
    pub application_id: ApplicationId,
    pub kind: EventKind,
    /// Set on `status_changed` alone, and null on the first entry.
    pub old_status: Option<ApplicationStatus>,
    /// Set on `status_changed` alone.
    pub new_status: Option<ApplicationStatus>,
    pub note: Option<String>,
    /// May lie ahead: an interview has its date before it takes place.
    pub occurred_at: DateTime<Utc>,
    pub actor: EventActor,
    /// How sure an agent is of it, from 0 to 1.
    pub confidence: Option<f64>,
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_an_event_of_the_same_word() {
        for happening in Happening::ALL {
            assert_eq!(EventKind::from(*happening).as_str(), happening.as_str());
        }
        assert!("status_changed".parse::<Happening>().is_err());
    }
}
