//! The preferences in sentences, for people to check and for prompts to hold.

use serde::Serialize;

use super::{
    AutonomyLevel, Briefing, DealBreakers, JobType, LocationPreferences, Preferences, Salary, SalaryFlexibility,
    Section, Settings, Visa, WorkArrangement,
};

const UNSET: &str = "Not specified";

/// One sentence a section; a section in which nothing is set reads "Not specified".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreferencesSummary {
    pub is_complete: bool,
    pub missing_sections: Vec<Section>,
    /// From the name of a section to its sentence.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    pub sections: serde_json::Map<String, serde_json::Value>,
}

impl Preferences {
    #[must_use]
    pub fn summary(&self) -> PreferencesSummary {
        let sections = Section::ALL.iter().map(|section| (section.as_str().to_owned(), self.sentence(*section).into()));
        PreferencesSummary {
            is_complete: self.is_complete(),
            missing_sections: self.missing_sections(),
            sections: sections.collect(),
        }
    }

    fn sentence(&self, section: Section) -> String {
        let parts = match section {
            Section::JobType => job_type(&self.job_type),
            Section::Location => location(&self.location),
            Section::Salary => salary(&self.salary),
            Section::DealBreakers => deal_breakers(&self.deal_breakers),
            Section::Visa => visa(&self.visa, self.is_confirmed(section)),
            // These have working defaults, which only count as a choice once they were confirmed.
            Section::Autonomy if self.is_confirmed(section) => vec![autonomy(self.autonomy.autonomy_level).to_owned()],
            Section::Briefing if self.is_confirmed(section) => vec![briefing(&self.briefing)],
            Section::Settings if self.is_confirmed(section) => vec![settings(&self.settings)],
            Section::Autonomy | Section::Briefing | Section::Settings => Vec::new(),
            Section::ExtraPreferences => self.extra_preferences.keys().cloned().collect(),
        };
        if parts.is_empty() { UNSET.to_owned() } else { capitalized(&parts.join("; ")) }
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn listed(label: &str, list: &[String]) -> Option<String> {
    (!list.is_empty()).then(|| format!("{label}{}", list.join(", ")))
}

fn when(set: bool, text: &str) -> Option<String> {
    set.then(|| text.to_owned())
}

fn job_type(section: &JobType) -> Vec<String> {
    [
        listed("", &section.target_titles),
        listed("level: ", &section.seniority_levels),
        listed("in ", &section.job_categories),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn location(section: &LocationPreferences) -> Vec<String> {
    let arrangement = section.work_arrangement.map(|one| match one {
        WorkArrangement::Remote => "remote".to_owned(),
        WorkArrangement::Hybrid => "hybrid".to_owned(),
        WorkArrangement::Onsite => "on site".to_owned(),
        WorkArrangement::Open => "remote, hybrid or on site".to_owned(),
    });
    [
        arrangement,
        listed("in ", &section.target_locations),
        listed("never in ", &section.excluded_locations),
        when(section.willing_to_relocate, "willing to relocate"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn salary(section: &Salary) -> Vec<String> {
    let currency = &section.salary_currency;
    [
        section.salary_minimum.map(|amount| format!("at least {amount} {currency} a year")),
        section.salary_target.map(|amount| format!("ideally {amount} {currency} a year")),
        section.salary_flexibility.map(|one| match one {
            SalaryFlexibility::Firm => "firm".to_owned(),
            SalaryFlexibility::Negotiable => "negotiable".to_owned(),
        }),
        section.comp_preference.map(|one| match one {
            super::CompPreference::BaseOnly => "base salary counts".to_owned(),
            super::CompPreference::TotalComp => "total compensation counts".to_owned(),
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn deal_breakers(section: &DealBreakers) -> Vec<String> {
    [
        section.min_company_size.map(|people| format!("companies of at least {people} people")),
        listed("never at ", &section.excluded_companies),
        listed("never in ", &section.excluded_industries),
        listed("must offer ", &section.must_have_benefits),
        section.max_travel_percent.map(|percent| format!("at most {percent} % travel")),
        when(section.no_oncall, "no on-call duty"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn visa(section: &Visa, confirmed: bool) -> Vec<String> {
    let parts: Vec<String> = [
        when(section.requires_h1b_sponsorship, "needs H-1B sponsorship"),
        when(section.requires_greencard_sponsorship, "needs green-card sponsorship"),
        section.current_visa_type.as_ref().map(|visa| format!("currently on {visa}")),
        section.visa_expiration.map(|date| format!("visa expires on {date}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() && confirmed { vec!["needs no sponsorship".to_owned()] } else { parts }
}

fn autonomy(level: AutonomyLevel) -> &'static str {
    match level {
        AutonomyLevel::L0 => "agents only suggest",
        AutonomyLevel::L1 => "agents look and draft, and never act",
        AutonomyLevel::L2 => "agents act once each action is approved",
        AutonomyLevel::L3 => "agents act by themselves",
    }
}

fn briefing(section: &Briefing) -> String {
    let Briefing { briefing_hour, briefing_minute, briefing_timezone, briefing_channels } = section;
    let channels: Vec<&str> = briefing_channels.iter().map(|one| one.as_str()).collect();
    let by = if channels.is_empty() { "no channel".to_owned() } else { channels.join(", ") };
    format!("daily at {briefing_hour:02}:{briefing_minute:02} {briefing_timezone} by {by}")
}

fn settings(section: &Settings) -> String {
    let hours = section.custom_hours.as_ref().map_or_else(String::new, |hours| {
        format!(", reachable from {} to {} {}", hours.start, hours.end, hours.timezone)
    });
    format!("theme {}{hours}", section.theme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PreferencesId, UserId};
    use chrono::DateTime;
    use uuid::Uuid;

    fn unset() -> Preferences {
        Preferences::unset(PreferencesId(Uuid::nil()), UserId(Uuid::nil()), DateTime::UNIX_EPOCH)
    }

    #[test]
    fn every_section_of_somebody_who_has_set_nothing_reads_not_specified() {
        let summary = unset().summary();
        assert_eq!(summary.sections.len(), Section::ALL.len());
        assert!(summary.sections.values().all(|sentence| sentence == UNSET));
    }

    #[test]
    fn a_section_reads_as_a_sentence() {
        let mut preferences = unset();
        preferences.salary.salary_minimum = Some(90_000);
        preferences.salary.salary_flexibility = Some(SalaryFlexibility::Firm);
        assert_eq!(preferences.summary().sections["salary"], "At least 90000 USD a year; firm");
    }

    #[test]
    fn a_visa_section_confirmed_as_it_stands_says_that_nothing_is_needed() {
        let confirmed = unset().confirm(Section::Visa, DateTime::UNIX_EPOCH);
        assert_eq!(confirmed.summary().sections["visa"], "Needs no sponsorship");
    }
}
