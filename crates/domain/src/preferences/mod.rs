//! What a person wants from a job and will not accept, in sections that are saved one at a time.

mod deal_breakers;
mod merge;
mod sections;
mod summary;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::ids::{PreferencesId, UserId};

pub use crate::merge::RefusedPatch;
pub use deal_breakers::{DealBreakerList, MustHaves, NeverHaves};
pub use sections::{
    Autonomy, AutonomyLevel, Briefing, BriefingChannel, CommunicationPreferences, CompPreference, CustomHours,
    DealBreakers, JobType, LocationPreferences, Salary, SalaryFlexibility, Settings, Visa, WorkArrangement,
};
pub use summary::PreferencesSummary;

text_enum! {
    /// A part of the preferences that is saved, and confirmed, by itself.
    Section {
        JobType => "job_type",
        Location => "location",
        Salary => "salary",
        DealBreakers => "deal_breakers",
        Visa => "visa",
        Autonomy => "autonomy",
        Briefing => "briefing",
        Settings => "settings",
        ExtraPreferences => "extra_preferences",
    }
}

impl Section {
    /// The sections that must be confirmed before onboarding is complete.
    pub const REQUIRED: [Self; 6] =
        [Self::JobType, Self::Location, Self::Salary, Self::DealBreakers, Self::Visa, Self::Autonomy];
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preferences {
    #[serde(skip)]
    pub id: PreferencesId,
    #[serde(skip)]
    pub user_id: UserId,
    pub job_type: JobType,
    pub location: LocationPreferences,
    pub salary: Salary,
    pub deal_breakers: DealBreakers,
    pub visa: Visa,
    pub autonomy: Autonomy,
    pub briefing: Briefing,
    pub settings: Settings,
    /// Anything else worth keeping, at most 16 KiB of JSON.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub extra_preferences: Map<String, Value>,
    /// The sections that the person has saved at least once.
    pub confirmed_sections: Vec<Section>,
    #[serde(skip)]
    pub created_at: DateTime<Utc>,
    #[serde(skip)]
    pub updated_at: DateTime<Utc>,
}

impl Preferences {
    /// The preferences of somebody who has set none.
    #[must_use]
    pub fn unset(id: PreferencesId, user_id: UserId, now: DateTime<Utc>) -> Self {
        Self {
            id,
            user_id,
            job_type: JobType::default(),
            location: LocationPreferences::default(),
            salary: Salary::default(),
            deal_breakers: DealBreakers::default(),
            visa: Visa::default(),
            autonomy: Autonomy::default(),
            briefing: Briefing::default(),
            settings: Settings::default(),
            extra_preferences: Map::new(),
            confirmed_sections: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    #[must_use]
    pub fn is_confirmed(&self, section: Section) -> bool {
        self.confirmed_sections.contains(&section)
    }

    /// Notes that the person has saved `section`, also when they left it as it was.
    #[must_use]
    pub fn confirm(mut self, section: Section, now: DateTime<Utc>) -> Self {
        if !self.is_confirmed(section) {
            self.confirmed_sections.push(section);
            self.confirmed_sections.sort_unstable();
        }
        self.updated_at = now;
        self
    }

    /// The required sections that are not confirmed, or are confirmed without what they must hold.
    #[must_use]
    pub fn missing_sections(&self) -> Vec<Section> {
        Section::REQUIRED
            .into_iter()
            .filter(|section| !self.is_confirmed(*section) || !self.holds_enough(*section))
            .collect()
    }

    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing_sections().is_empty()
    }

    fn holds_enough(&self, section: Section) -> bool {
        match section {
            Section::JobType => !self.job_type.target_titles.is_empty(),
            Section::Location => self.location.work_arrangement.is_some() || !self.location.target_locations.is_empty(),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unset() -> Preferences {
        Preferences::unset(PreferencesId(Uuid::nil()), UserId(Uuid::nil()), DateTime::UNIX_EPOCH)
    }

    #[test]
    fn somebody_who_has_set_nothing_misses_the_six_required_sections() {
        assert_eq!(unset().missing_sections(), Section::REQUIRED);
    }

    #[test]
    fn the_six_sections_confirmed_and_filled_are_complete() {
        let mut preferences =
            Section::REQUIRED.into_iter().fold(unset(), |all, one| all.confirm(one, DateTime::UNIX_EPOCH));
        assert_eq!(preferences.missing_sections(), [Section::JobType, Section::Location]);
        preferences.job_type.target_titles = vec!["Nurse".into()];
        preferences.location.work_arrangement = Some(WorkArrangement::Open);
        assert!(preferences.is_complete());
    }

    #[test]
    fn confirming_twice_is_confirming_once() {
        let twice = unset().confirm(Section::Visa, DateTime::UNIX_EPOCH).confirm(Section::Visa, DateTime::UNIX_EPOCH);
        assert_eq!(twice.confirmed_sections, [Section::Visa]);
    }
}
