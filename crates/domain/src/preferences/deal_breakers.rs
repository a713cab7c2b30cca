//! What rules a job in or out, gathered from every section, for whoever scores or filters jobs.

use serde::Serialize;

use super::{Preferences, SalaryFlexibility, WorkArrangement};

/// Keys appear only where the person has set them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealBreakerList {
    pub must_haves: MustHaves,
    pub never_haves: NeverHaves,
}

/// A job that lacks one of these is out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MustHaves {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_arrangement: Option<WorkArrangement>,
    /// Absent when the salary is negotiable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salary_minimum: Option<i32>,
    /// The currency of `salary_minimum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salary_currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_company_size: Option<i32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub must_have_benefits: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub requires_h1b_sponsorship: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub requires_greencard_sponsorship: bool,
}

/// A job that has one of these is out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NeverHaves {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_companies: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_industries: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_locations: Vec<String>,
    /// More travel than this is too much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_travel_percent: Option<i32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_oncall: bool,
}

impl Preferences {
    #[must_use]
    pub fn deal_breaker_list(&self) -> DealBreakerList {
        let Self { location, salary, deal_breakers, visa, .. } = self;
        let minimum =
            salary.salary_minimum.filter(|_| salary.salary_flexibility != Some(SalaryFlexibility::Negotiable));
        DealBreakerList {
            must_haves: MustHaves {
                work_arrangement: location.work_arrangement.filter(|one| *one != WorkArrangement::Open),
                salary_minimum: minimum,
                salary_currency: minimum.map(|_| salary.salary_currency.clone()),
                min_company_size: deal_breakers.min_company_size,
                must_have_benefits: deal_breakers.must_have_benefits.clone(),
                requires_h1b_sponsorship: visa.requires_h1b_sponsorship,
                requires_greencard_sponsorship: visa.requires_greencard_sponsorship,
            },
            never_haves: NeverHaves {
                excluded_companies: deal_breakers.excluded_companies.clone(),
                excluded_industries: deal_breakers.excluded_industries.clone(),
                excluded_locations: location.excluded_locations.clone(),
                max_travel_percent: deal_breakers.max_travel_percent,
                no_oncall: deal_breakers.no_oncall,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PreferencesId, UserId};
    use chrono::DateTime;
    use serde_json::json;
    use uuid::Uuid;

    fn unset() -> Preferences {
        Preferences::unset(PreferencesId(Uuid::nil()), UserId(Uuid::nil()), DateTime::UNIX_EPOCH)
    }

    #[test]
    fn somebody_who_has_set_nothing_has_no_deal_breakers() {
        let list = serde_json::to_value(unset().deal_breaker_list()).unwrap();
        assert_eq!(list, json!({"must_haves": {}, "never_haves": {}}));
    }

    #[test]
    fn deal_breakers_come_from_every_section_that_holds_one() {
        let mut preferences = unset();
        preferences.visa.requires_h1b_sponsorship = true;
        preferences.salary.salary_minimum = Some(90_000);
        preferences.location.excluded_locations = vec!["Atlantis".into()];
        preferences.deal_breakers.no_oncall = true;
        let list = serde_json::to_value(preferences.deal_breaker_list()).unwrap();
        assert_eq!(
            list,
            json!({
                "must_haves": {"salary_minimum": 90_000, "salary_currency": "USD", "requires_h1b_sponsorship": true},
                "never_haves": {"excluded_locations": ["Atlantis"], "no_oncall": true},
            })
        );
    }

    #[test]
    fn a_negotiable_salary_and_an_open_arrangement_break_no_deal() {
        let mut preferences = unset();
        preferences.salary.salary_minimum = Some(90_000);
        preferences.salary.salary_flexibility = Some(SalaryFlexibility::Negotiable);
        preferences.location.work_arrangement = Some(WorkArrangement::Open);
        assert_eq!(preferences.deal_breaker_list().must_haves, MustHaves::default());
    }
}
