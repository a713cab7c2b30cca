//! What jobs are looked for.

use chrono::{DateTime, Utc};
use domain::job::{EmploymentType, H1bSponsorStatus, JobApplicationStatus, JobStatus, SearchWords};
use ports::job::JobFilter;
use serde::Deserialize;
use validator::Validate;

use super::create::plausible_time;

/// All that is given must apply.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListJobs {
    /// Words that all stand in the job: in title, company, location, industry, keywords, requirements, benefits or
    /// description. Whole words, whatever their case and accents; other signs only separate them. Without any word nothing
    /// is found.
    #[validate(length(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(min_length = 1, max_length = 200))]
    pub q: Option<String>,
    /// Exactly as the job has it.
    #[validate(length(min = 1, max = 100))]
    #[cfg_attr(feature = "openapi", param(min_length = 1, max_length = 100))]
    pub source: Option<String>,
    #[cfg_attr(feature = "openapi", param(inline))]
    pub status: Option<JobStatus>,
    /// How far your own application is.
    #[cfg_attr(feature = "openapi", param(inline))]
    pub application_status: Option<JobApplicationStatus>,
    #[cfg_attr(feature = "openapi", param(inline))]
    pub employment_type: Option<EmploymentType>,
    pub remote: Option<bool>,
    /// A part of the company's name; small and capital letters from A to Z are the same.
    #[validate(length(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(min_length = 1, max_length = 200))]
    pub company: Option<String>,
    #[cfg_attr(feature = "openapi", param(inline))]
    pub h1b_sponsor_status: Option<H1bSponsorStatus>,
    /// Entered after this time.
    #[validate(custom(function = "plausible_time"))]
    #[cfg_attr(feature = "openapi", param(pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub created_after: Option<DateTime<Utc>>,
    /// What it pays at most, or at least where that is all that is known, is this much or more, in whatever currency.
    #[validate(range(min = 0))]
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 2_147_483_647))]
    pub salary_at_least: Option<i32>,
}

impl ListJobs {
    pub(super) fn filter(self) -> JobFilter {
        JobFilter {
            words: self.q.map(|question| SearchWords::of([question.as_str()])),
            source: self.source,
            status: self.status,
            application_status: self.application_status,
            employment_type: self.employment_type,
            remote: self.remote,
            company: self.company,
            h1b_sponsor_status: self.h1b_sponsor_status,
            created_after: self.created_after,
            salary_at_least: self.salary_at_least,
        }
    }
}
