//! What a completed conversation leaves behind: its own record, and first guesses for what the person has not set yet.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Collected, ExperienceLevel, OnboardingSession, StartupStage};
use crate::identity::User;
use crate::ids::{OnboardingProfileId, ProfileId, SessionId, UserId};
use crate::preferences::{Preferences, WorkArrangement};
use crate::profile::{ExtractionSource, PersonalInfo, Profile};

/// What the latest completed conversation collected; one per user (seed 002, `user_profiles`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnboardingProfile {
    pub id: OnboardingProfileId,
    pub user_id: UserId,
    pub session_id: SessionId,
    pub name: String,
    pub role: String,
    pub experience_level: ExperienceLevel,
    pub location: String,
    pub startup_stage: StartupStage,
    /// Null when the question was declined.
    pub extra_preferences: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl OnboardingProfile {
    /// The record of a conversation, or `None` while a field is missing.
    #[must_use]
    pub fn of(
        id: OnboardingProfileId,
        session: &OnboardingSession,
        collected: &Collected,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let fields = collected.fields().clone();
        if !collected.is_complete() {
            return None;
        }
        Some(Self {
            id,
            user_id: session.user_id,
            session_id: session.id,
            name: fields.name?,
            role: fields.role?,
            experience_level: fields.experience_level?,
            location: fields.location?,
            startup_stage: fields.startup_stage?,
            extra_preferences: fields.extra_preferences,
            created_at: now,
            updated_at: now,
        })
    }
}

/// Fills preferences that are still empty from the conversation, without confirming a section.
#[must_use]
pub fn prefill_preferences(mut preferences: Preferences, from: &OnboardingProfile, now: DateTime<Utc>) -> Preferences {
    let job_type = &mut preferences.job_type;
    if job_type.target_titles.is_empty() {
        job_type.target_titles.extend(list_item(&from.role));
    }
    if job_type.seniority_levels.is_empty() {
        job_type.seniority_levels.push(from.experience_level.as_str().to_owned());
    }
    let location = &mut preferences.location;
    if location.target_locations.is_empty() && location.work_arrangement.is_none() {
        let (places, remote): (Vec<&str>, Vec<&str>) =
            alternatives(&from.location).partition(|place| !place.eq_ignore_ascii_case("remote"));
        location.target_locations = places.into_iter().filter_map(list_item).collect();
        location.work_arrangement = match (remote.is_empty(), location.target_locations.is_empty()) {
            (true, _) => None,
            (false, true) => Some(WorkArrangement::Remote),
            // "Osaka or remote": either will do.
            (false, false) => Some(WorkArrangement::Open),
        };
    }
    preferences.updated_at = now;
    preferences
}

/// `Osaka or remote` names two places; `Portland, Oregon` names one.
fn alternatives(location: &str) -> impl Iterator<Item = &str> {
    location.split(" or ").map(str::trim).filter(|place| !place.is_empty())
}

/// A text that may stand in a list of preferences, cut to the length that lists allow.
fn list_item(text: &str) -> Option<String> {
    let item: String = text.trim().chars().take(crate::validation::MAX_ITEM_CHARS).collect();
    (!item.trim().is_empty()).then_some(item)
}

/// The first career profile of a person who has none yet.
#[must_use]
pub fn primary_profile(id: ProfileId, user: &User, from: &OnboardingProfile, now: DateTime<Utc>) -> Profile {
    let info = PersonalInfo {
        full_name: Some(from.name.clone()),
        email: user.email.as_ref().map(ToString::to_string),
        phone: user.phone.clone(),
        location: Some(from.location.clone()),
        ..PersonalInfo::default()
    };
    Profile {
        is_primary: true,
        headline: Some(from.role.clone()),
        ..Profile::new(id, from.user_id, info, ExtractionSource::Conversation, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PreferencesId;
    use rstest::rstest;
    use uuid::Uuid;

    fn outcome(location: &str) -> OnboardingProfile {
        OnboardingProfile {
            id: OnboardingProfileId(Uuid::nil()),
            user_id: UserId(Uuid::nil()),
            session_id: SessionId(Uuid::nil()),
            name: "Kenji Watanabe".into(),
            role: "QA analyst".into(),
            experience_level: ExperienceLevel::Entry,
            location: location.into(),
            startup_stage: StartupStage::Unicorn,
            extra_preferences: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn empty() -> Preferences {
        Preferences::unset(PreferencesId(Uuid::nil()), UserId(Uuid::nil()), DateTime::UNIX_EPOCH)
    }

    #[rstest]
    #[case("Osaka", &["Osaka"], None)]
    #[case("Remote", &[], Some(WorkArrangement::Remote))]
    #[case("Osaka or remote", &["Osaka"], Some(WorkArrangement::Open))]
    #[case("London or Paris", &["London", "Paris"], None)]
    fn a_location_becomes_places_and_an_arrangement(
        #[case] said: &str,
        #[case] places: &[&str],
        #[case] arrangement: Option<WorkArrangement>,
    ) {
        let filled = prefill_preferences(empty(), &outcome(said), DateTime::UNIX_EPOCH);
        assert_eq!(filled.location.target_locations, places);
        assert_eq!(filled.location.work_arrangement, arrangement);
    }

    #[test]
    fn nothing_that_the_person_has_set_is_overwritten_and_nothing_is_confirmed() {
        let mut set = empty();
        set.job_type.target_titles = vec!["Tester".into()];
        set.location.work_arrangement = Some(WorkArrangement::Onsite);
        let filled = prefill_preferences(set, &outcome("Remote"), DateTime::UNIX_EPOCH);
        assert_eq!(filled.job_type.target_titles, ["Tester"]);
        assert_eq!(filled.job_type.seniority_levels, ["Entry-level"]);
        assert_eq!(filled.location.work_arrangement, Some(WorkArrangement::Onsite));
        assert!(filled.confirmed_sections.is_empty());
    }

    #[test]
    fn an_unfinished_conversation_has_no_outcome() {
        let session = OnboardingSession::start(
            SessionId(Uuid::nil()),
            UserId(Uuid::nil()),
            "offline".into(),
            DateTime::UNIX_EPOCH,
        );
        let none = OnboardingProfile::of(
            OnboardingProfileId(Uuid::nil()),
            &session,
            &Collected::default(),
            DateTime::UNIX_EPOCH,
        );
        assert_eq!(none, None);
    }
}
