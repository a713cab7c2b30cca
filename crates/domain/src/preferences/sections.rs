//! The sections themselves. Each is at once what is stored, what is sent, and what is accepted, with its bounds beside its fields.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::identity::Timezone;
use crate::validation::{currency, not_blank, plausible_date, text_list, time_of_day};

text_enum! {
    WorkArrangement { Remote => "remote", Hybrid => "hybrid", Onsite => "onsite", Open => "open" }
}

text_enum! {
    SalaryFlexibility { Firm => "firm", Negotiable => "negotiable" }
}

text_enum! {
    CompPreference { BaseOnly => "base_only", TotalComp => "total_comp" }
}

text_enum! {
    /// How far agents may act without asking.
    AutonomyLevel {
        /// They only suggest.
        L0 => "l0",
        /// They look and draft; they never act on the world.
        L1 => "l1",
        /// They act on the world once each action is approved.
        L2 => "l2",
        /// They act on the world by themselves.
        L3 => "l3",
    }
}

text_enum! {
    BriefingChannel { InApp => "in_app", Email => "email" }
}

/// Lists hold at most 100 items of at most 200 characters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobType {
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub job_categories: Vec<String>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub target_titles: Vec<String>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub seniority_levels: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocationPreferences {
    pub work_arrangement: Option<WorkArrangement>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub target_locations: Vec<String>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub excluded_locations: Vec<String>,
    pub willing_to_relocate: bool,
}

/// Amounts are whole units of the currency per year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[validate(schema(function = "target_reaches_minimum"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Salary {
    #[validate(range(min = 0))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2_147_483_647))]
    pub salary_minimum: Option<i32>,
    /// Not below the minimum.
    #[validate(range(min = 0))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2_147_483_647))]
    pub salary_target: Option<i32>,
    /// ISO 4217.
    #[validate(custom(function = "currency"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{3}$"))]
    pub salary_currency: String,
    pub salary_flexibility: Option<SalaryFlexibility>,
    pub comp_preference: Option<CompPreference>,
}

impl Default for Salary {
    fn default() -> Self {
        Self {
            salary_minimum: None,
            salary_target: None,
            salary_currency: "USD".to_owned(),
            salary_flexibility: None,
            comp_preference: None,
        }
    }
}

fn target_reaches_minimum(salary: &Salary) -> Result<(), ValidationError> {
    match (salary.salary_minimum, salary.salary_target) {
        (Some(minimum), Some(target)) if target < minimum => {
            let mut error = ValidationError::new("below_minimum");
            error.message = Some(Cow::Borrowed("salary_target must not be below salary_minimum"));
            Err(error)
        }
        _ => Ok(()),
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealBreakers {
    /// The fewest people that the company may have.
    #[validate(range(min = 1))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 2_147_483_647))]
    pub min_company_size: Option<i32>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub excluded_companies: Vec<String>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub excluded_industries: Vec<String>,
    #[validate(custom(function = "text_list"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 200>))]
    pub must_have_benefits: Vec<String>,
    #[validate(range(min = 0, max = 100))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub max_travel_percent: Option<i32>,
    pub no_oncall: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visa {
    pub requires_h1b_sponsorship: bool,
    pub requires_greencard_sponsorship: bool,
    /// For instance `F-1 OPT` or `H-1B`.
    #[validate(length(max = 100), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, pattern = r"[^\s\x85]"))]
    pub current_visa_type: Option<String>,
    #[validate(custom(function = "plausible_date"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub visa_expiration: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Autonomy {
    pub autonomy_level: AutonomyLevel,
}

impl Default for Autonomy {
    fn default() -> Self {
        Self { autonomy_level: AutonomyLevel::L0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Briefing {
    #[validate(range(min = 0, max = 23))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub briefing_hour: i32,
    #[validate(range(min = 0, max = 59))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 59))]
    pub briefing_minute: i32,
    pub briefing_timezone: Timezone,
    #[validate(custom(function = "each_channel_once"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::channels))]
    pub briefing_channels: Vec<BriefingChannel>,
}

impl Default for Briefing {
    fn default() -> Self {
        Self {
            briefing_hour: 8,
            briefing_minute: 0,
            briefing_timezone: Timezone::utc(),
            briefing_channels: BriefingChannel::ALL.to_vec(),
        }
    }
}

fn each_channel_once(channels: &[BriefingChannel]) -> Result<(), ValidationError> {
    let twice = (1..channels.len()).any(|i| channels[..i].contains(&channels[i]));
    if twice { Err(ValidationError::new("repeated").with_message("names a channel twice".into())) } else { Ok(()) }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    #[validate(length(max = 50), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50, pattern = r"[^\s\x85]"))]
    pub theme: String,
    /// When the person may be disturbed; null means at any time.
    #[validate(nested)]
    pub custom_hours: Option<CustomHours>,
    pub communication_preferences: CommunicationPreferences,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: "modern".to_owned(),
            custom_hours: None,
            communication_preferences: CommunicationPreferences::default(),
        }
    }
}

/// A daily span, which may run over midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomHours {
    #[validate(custom(function = "time_of_day"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub start: String,
    #[validate(custom(function = "time_of_day"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub end: String,
    pub timezone: Timezone,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommunicationPreferences {
    pub email: bool,
    pub sms: bool,
    pub in_app: bool,
}

impl Default for CommunicationPreferences {
    fn default() -> Self {
        Self { email: true, sms: false, in_app: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(None, None, true)]
    #[case(Some(10), Some(10), true)]
    #[case(Some(10), Some(9), false)]
    #[case(None, Some(-1), false)]
    #[case(Some(-1), None, false)]
    fn a_salary_target_is_not_below_the_minimum(
        #[case] salary_minimum: Option<i32>,
        #[case] salary_target: Option<i32>,
        #[case] fine: bool,
    ) {
        let salary = Salary { salary_minimum, salary_target, ..Salary::default() };
        assert_eq!(salary.validate().is_ok(), fine);
    }

    #[rstest]
    #[case(0, true)]
    #[case(100, true)]
    #[case(101, false)]
    #[case(-1, false)]
    fn travel_is_a_percentage(#[case] percent: i32, #[case] fine: bool) {
        let section = DealBreakers { max_travel_percent: Some(percent), ..DealBreakers::default() };
        assert_eq!(section.validate().is_ok(), fine);
    }

    #[test]
    fn a_channel_is_named_once() {
        let section = Briefing { briefing_channels: vec![BriefingChannel::Email; 2], ..Briefing::default() };
        assert!(section.validate().is_err());
    }

    #[test]
    fn an_unknown_channel_or_time_zone_is_refused() {
        assert!(serde_json::from_str::<Briefing>(r#"{"briefing_channels":["pigeon"]}"#).is_err());
        assert!(serde_json::from_str::<Briefing>(r#"{"briefing_timezone":"Mars/Olympus"}"#).is_err());
    }

    #[test]
    fn hours_inside_the_settings_are_validated() {
        let hours = CustomHours { start: "9".into(), end: "17:00".into(), timezone: Timezone::utc() };
        assert!(Settings { custom_hours: Some(hours), ..Settings::default() }.validate().is_err());
    }
}
