//! The account, from guest to member, and the status machine of its onboarding.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Email, Timezone};
use crate::ids::UserId;
use crate::onboarding::SessionStatus;

text_enum! {
    UserRole { Member => "member", Admin => "admin" }
}

text_enum! {
    UserTier {
        Free => "free",
        Pro => "pro",
        H1bPro => "h1b_pro",
        CareerInsurance => "career_insurance",
        Enterprise => "enterprise",
    }
}

text_enum! {
    /// How far onboarding has come. It only ever moves forward, and may skip steps.
    OnboardingStatus {
        NotStarted => "not_started",
        /// A conversation was started or a résumé uploaded.
        ProfilePending => "profile_pending",
        /// The conversation was completed or a profile confirmed.
        ProfileComplete => "profile_complete",
        /// A first section of the preferences was saved.
        PreferencesPending => "preferences_pending",
        /// The six required sections are confirmed.
        Complete => "complete",
    }
}

text_enum! {
    /// What a client should lead the person to next.
    NextStep { Start => "start", Answer => "answer", Preferences => "preferences", Done => "done" }
}

impl OnboardingStatus {
    /// Where to go from here, given how the latest conversation stands.
    #[must_use]
    pub fn next_step(self, latest_session: Option<SessionStatus>) -> NextStep {
        match self {
            Self::Complete => NextStep::Done,
            _ if latest_session == Some(SessionStatus::InProgress) => NextStep::Answer,
            Self::NotStarted | Self::ProfilePending => NextStep::Start,
            Self::ProfileComplete | Self::PreferencesPending => NextStep::Preferences,
        }
    }
}

/// Where a request came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
}

/// The account has an address already, so it is no guest that could register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the account is registered already")]
pub struct AlreadyRegistered;

/// An account. A guest is one with neither an e-mail address nor a Clerk id.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    pub id: UserId,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Email))]
    pub email: Option<Email>,
    pub phone: Option<String>,
    pub clerk_user_id: Option<String>,
    pub full_name: Option<String>,
    pub display_name: Option<String>,
    pub role: UserRole,
    pub tier: UserTier,
    pub timezone: Timezone,
    pub is_active: bool,
    pub is_verified: bool,
    /// Where the person came from, for instance `web` or `referral`.
    pub source: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub metadata: Map<String, Value>,
    pub onboarding_status: OnboardingStatus,
    pub onboarding_started_at: Option<DateTime<Utc>>,
    pub onboarding_completed_at: Option<DateTime<Utc>>,
    /// Set while the emergency brake is on.
    pub agents_paused_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl User {
    #[must_use]
    pub fn guest(id: UserId, timezone: Timezone, source: Option<String>, now: DateTime<Utc>) -> Self {
        Self {
            id,
            email: None,
            phone: None,
            clerk_user_id: None,
            full_name: None,
            display_name: None,
            role: UserRole::Member,
            tier: UserTier::Free,
            timezone,
            is_active: true,
            is_verified: false,
            source,
            metadata: Map::new(),
            onboarding_status: OnboardingStatus::NotStarted,
            onboarding_started_at: None,
            onboarding_completed_at: None,
            agents_paused_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.email.is_none() && self.clerk_user_id.is_none()
    }

    /// Makes a guest a member, who keeps id and data.
    pub fn register(mut self, email: Email, now: DateTime<Utc>) -> Result<Self, AlreadyRegistered> {
        if !self.is_guest() {
            return Err(AlreadyRegistered);
        }
        self.email = Some(email);
        self.updated_at = now;
        Ok(self)
    }

    /// Moves onboarding forward to `step`; when it is there or further already, nothing changes.
    #[must_use]
    pub fn advance(mut self, step: OnboardingStatus, now: DateTime<Utc>) -> Self {
        if step <= self.onboarding_status {
            return self;
        }
        self.onboarding_status = step;
        self.onboarding_started_at.get_or_insert(now);
        if step == OnboardingStatus::Complete {
            self.onboarding_completed_at = Some(now);
        }
        self.updated_at = now;
        self
    }

    /// Takes `name` as the name to show, unless the person has set one.
    #[must_use]
    pub fn suggest_display_name(mut self, name: &str, now: DateTime<Utc>) -> Self {
        if self.display_name.is_none() {
            self.display_name = Some(name.to_owned());
            self.updated_at = now;
        }
        self
    }
}

/// What every request needs to know of its caller, read together in one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub role: UserRole,
    pub tier: UserTier,
    pub is_active: bool,
    pub is_deleted: bool,
    /// The sign-in that the token belongs to still holds: it was neither logged out nor revoked.
    pub signed_in: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use uuid::Uuid;

    fn guest() -> User {
        User::guest(UserId(Uuid::nil()), Timezone::utc(), None, DateTime::UNIX_EPOCH)
    }

    fn later() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(9)
    }

    fn email() -> Email {
        Email::try_from("ada@example.com".to_owned()).unwrap()
    }

    #[test]
    fn a_guest_who_registers_keeps_the_id() {
        let member = guest().register(email(), later()).unwrap();
        assert_eq!((member.id, member.is_guest()), (guest().id, false));
    }

    #[test]
    fn a_member_cannot_register_again() {
        let member = guest().register(email(), later()).unwrap();
        assert_eq!(member.register(email(), later()), Err(AlreadyRegistered));
    }

    #[test]
    fn onboarding_notes_when_it_began_and_when_it_was_complete() {
        let user = guest().advance(OnboardingStatus::ProfilePending, DateTime::UNIX_EPOCH);
        assert_eq!((user.onboarding_started_at, user.onboarding_completed_at), (Some(DateTime::UNIX_EPOCH), None));
        let user = user.advance(OnboardingStatus::Complete, later());
        assert_eq!(
            (user.onboarding_started_at, user.onboarding_completed_at),
            (Some(DateTime::UNIX_EPOCH), Some(later()))
        );
    }

    #[test]
    fn onboarding_never_moves_back() {
        for reached in OnboardingStatus::ALL {
            for step in OnboardingStatus::ALL {
                let user = guest().advance(*reached, later()).advance(*step, later());
                assert_eq!(user.onboarding_status, *reached.max(step));
            }
        }
    }

    #[rstest]
    #[case(OnboardingStatus::NotStarted, None, NextStep::Start)]
    #[case(OnboardingStatus::ProfilePending, Some(SessionStatus::InProgress), NextStep::Answer)]
    #[case(OnboardingStatus::ProfilePending, Some(SessionStatus::Abandoned), NextStep::Start)]
    #[case(OnboardingStatus::ProfileComplete, Some(SessionStatus::Completed), NextStep::Preferences)]
    #[case(OnboardingStatus::PreferencesPending, None, NextStep::Preferences)]
    #[case(OnboardingStatus::Complete, Some(SessionStatus::InProgress), NextStep::Done)]
    fn the_next_step_follows_from_status_and_session(
        #[case] status: OnboardingStatus,
        #[case] latest: Option<SessionStatus>,
        #[case] next: NextStep,
    ) {
        assert_eq!(status.next_step(latest), next);
    }

    #[test]
    fn a_display_name_that_was_set_stays() {
        let user = guest().suggest_display_name("Ada", later()).suggest_display_name("Countess", later());
        assert_eq!(user.display_name.as_deref(), Some("Ada"));
    }
}
