//! The life of an onboarding session: in progress, then completed or abandoned, never anything after that.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::ids::{SessionId, UserId};

text_enum! {
    SessionStatus { InProgress => "in_progress", Completed => "completed", Abandoned => "abandoned" }
}

/// The session is completed or abandoned, so nothing can be added to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the session is {status}")]
pub struct SessionClosed {
    pub status: SessionStatus,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnboardingSession {
    pub id: SessionId,
    pub user_id: UserId,
    pub status: SessionStatus,
    /// The provider that understood the latest answer.
    pub llm_provider_used: Option<String>,
    pub total_messages_count: u32,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    /// Set exactly when the status is `completed`.
    pub completed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl OnboardingSession {
    /// A session whose greeting has just been said.
    #[must_use]
    pub fn start(id: SessionId, user_id: UserId, llm_provider: String, now: DateTime<Utc>) -> Self {
        Self {
            id,
            user_id,
            status: SessionStatus::InProgress,
            llm_provider_used: Some(llm_provider),
            total_messages_count: 1,
            ip_address: None,
            user_agent: None,
            completed_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// Where the request came from, kept against fraud (seed 002).
    #[must_use]
    pub fn from_client(mut self, ip_address: Option<String>, user_agent: Option<String>) -> Self {
        self.ip_address = ip_address;
        self.user_agent = user_agent;
        self
    }

    /// Adds an answer and its reply to the count; the answer's sequence number is the count before.
    pub fn record_answer(mut self, llm_provider: &str, now: DateTime<Utc>) -> Result<Self, SessionClosed> {
        self.ensure_open()?;
        self.total_messages_count += 2;
        self.llm_provider_used = Some(llm_provider.to_owned());
        self.updated_at = now;
        Ok(self)
    }

    /// Closes the session once every field is collected.
    pub fn complete(mut self, now: DateTime<Utc>) -> Result<Self, SessionClosed> {
        self.ensure_open()?;
        self.status = SessionStatus::Completed;
        self.completed_at = Some(now);
        self.updated_at = now;
        Ok(self)
    }

    /// Closes the session before every field is collected.
    pub fn abandon(mut self, now: DateTime<Utc>) -> Result<Self, SessionClosed> {
        self.ensure_open()?;
        self.status = SessionStatus::Abandoned;
        self.updated_at = now;
        Ok(self)
    }

    pub fn ensure_open(&self) -> Result<(), SessionClosed> {
        match self.status {
            SessionStatus::InProgress => Ok(()),
            status => Err(SessionClosed { status }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn session() -> OnboardingSession {
        OnboardingSession::start(SessionId(Uuid::nil()), UserId(Uuid::nil()), "offline".into(), DateTime::UNIX_EPOCH)
    }

    fn later() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(9)
    }

    #[test]
    fn a_new_session_holds_the_greeting_alone() {
        assert_eq!(session().total_messages_count, 1);
        assert_eq!(session().status, SessionStatus::InProgress);
    }

    #[test]
    fn an_answer_and_its_reply_count_as_two_messages() {
        let session = session().record_answer("offline", later()).unwrap();
        assert_eq!((session.total_messages_count, session.updated_at), (3, later()));
    }

    #[test]
    fn completing_notes_the_time() {
        let session = session().complete(later()).unwrap();
        assert_eq!((session.status, session.completed_at), (SessionStatus::Completed, Some(later())));
    }

    #[test]
    fn abandoning_sets_no_time_of_completion() {
        let session = session().abandon(later()).unwrap();
        assert_eq!((session.status, session.completed_at), (SessionStatus::Abandoned, None));
    }

    #[test]
    fn a_closed_session_refuses_every_transition() {
        for closed in [session().complete(later()).unwrap(), session().abandon(later()).unwrap()] {
            let refusal = SessionClosed { status: closed.status };
            assert_eq!(closed.clone().record_answer("offline", later()), Err(refusal.clone()));
            assert_eq!(closed.clone().complete(later()), Err(refusal.clone()));
            assert_eq!(closed.abandon(later()), Err(refusal));
        }
    }
}
