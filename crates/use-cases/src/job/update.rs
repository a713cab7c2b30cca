//! Changes to a job of one's own.

use chrono::{DateTime, SubsecRound, Utc};
use domain::job::{EmploymentType, H1bSponsorStatus, Job, JobStatus, job_url};
use domain::revision;
use serde::Deserialize;
use validator::{Validate, ValidationError};

use super::create::plausible_time;
use super::text_lists::{keywords, lines};
use crate::patch::{Change, bounded_text, not_null};

/// Only the keys that are present change; null clears. At least one key is needed. What the job was read from stays.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[validate(schema(function = "changes_something"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct UpdateJob {
    /// Where it comes from, such as a job board.
    #[serde(deserialize_with = "not_null")]
    #[validate(length(max = 100), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 100, pattern = r"[^\s\x85]", required = false))]
    pub source: Option<String>,
    /// Its address on the web, in ASCII. You can have each one once.
    #[validate(custom(function = "web_address"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 2000, pattern = "^https?://[0-9A-Za-z][!-~]*$"))]
    pub url: Change<String>,
    #[serde(deserialize_with = "not_null")]
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200, pattern = r"[^\s\x85]", required = false))]
    pub title: Option<String>,
    #[serde(deserialize_with = "not_null")]
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200, pattern = r"[^\s\x85]", required = false))]
    pub company: Option<String>,
    #[validate(custom(function = "bounded_text::<200>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub location: Change<String>,
    #[validate(custom(function = "bounded_text::<50000>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 50000, pattern = r"[^\s\x85]"))]
    pub description: Change<String>,
    /// Technologies and skills: at most 100, each of up to 100 characters.
    #[serde(deserialize_with = "not_null")]
    #[validate(custom(function = "keywords"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::text_lists::described::keywords, required = false))]
    pub parsed_keywords: Option<Vec<String>>,
    /// At most 100, each of up to 500 characters.
    #[serde(deserialize_with = "not_null")]
    #[validate(custom(function = "lines"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::text_lists::described::lines, required = false))]
    pub requirements: Option<Vec<String>>,
    /// At most 100, each of up to 500 characters.
    #[serde(deserialize_with = "not_null")]
    #[validate(custom(function = "lines"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::text_lists::described::lines, required = false))]
    pub benefits: Option<Vec<String>>,
    /// The salary as it is written.
    #[validate(custom(function = "bounded_text::<200>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub salary_range: Change<String>,
    /// Per year, in whole units of the currency.
    #[validate(custom(function = "not_negative"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 0, maximum = 2_147_483_647))]
    pub salary_min: Change<i32>,
    /// As `salary_min`, and not below it.
    #[validate(custom(function = "not_negative"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 0, maximum = 2_147_483_647))]
    pub salary_max: Change<i32>,
    /// ISO 4217.
    #[validate(custom(function = "currency"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = "^[A-Z]{3}$"))]
    pub salary_currency: Change<String>,
    /// All of the work may be done remotely; a hybrid job is not remote.
    #[serde(deserialize_with = "not_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false))]
    pub remote: Option<bool>,
    #[serde(deserialize_with = "not_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = EmploymentType, required = false))]
    pub employment_type: Option<EmploymentType>,
    /// How many people work there.
    #[validate(custom(function = "not_negative"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 0, maximum = 2_147_483_647))]
    pub company_size: Change<i32>,
    #[validate(custom(function = "bounded_text::<200>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub industry: Change<String>,
    #[validate(custom(function = "percent"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 0, maximum = 100))]
    pub travel_percent: Change<i32>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub on_call: Change<bool>,
    #[serde(deserialize_with = "not_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = JobStatus, required = false))]
    pub status: Option<JobStatus>,
    #[serde(deserialize_with = "not_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = H1bSponsorStatus, required = false))]
    pub h1b_sponsor_status: Option<H1bSponsorStatus>,
    /// From the year 1900 to 2200.
    #[validate(custom(function = "plausible"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DateTime<Utc>>, pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub posted_at: Change<DateTime<Utc>>,
}

fn changes_something(patch: &UpdateJob) -> Result<(), ValidationError> {
    if *patch == UpdateJob::default() {
        return Err(ValidationError::new("empty_patch").with_message("must change at least one field".into()));
    }
    Ok(())
}

fn web_address(change: &Change<String>) -> Result<(), ValidationError> {
    if let Change::Set(url) = change { job_url(url) } else { Ok(()) }
}

fn currency(change: &Change<String>) -> Result<(), ValidationError> {
    if let Change::Set(code) = change { domain::validation::currency(code) } else { Ok(()) }
}

fn plausible(change: &Change<DateTime<Utc>>) -> Result<(), ValidationError> {
    if let Change::Set(time) = change { plausible_time(time) } else { Ok(()) }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the validator gives references")]
fn not_negative(change: &Change<i32>) -> Result<(), ValidationError> {
    within(change, i32::MAX)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the validator gives references")]
fn percent(change: &Change<i32>) -> Result<(), ValidationError> {
    within(change, 100)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the validator gives references")]
fn within(change: &Change<i32>, max: i32) -> Result<(), ValidationError> {
    match change {
        Change::Set(number) if !(0..=max).contains(number) => {
            Err(ValidationError::new("range").with_message(format!("must be from 0 to {max}").into()))
        }
        _ => Ok(()),
    }
}

impl UpdateJob {
    pub(super) fn apply(self, job: Job, now: DateTime<Utc>) -> Job {
        Job {
            source: self.source.unwrap_or(job.source),
            url: self.url.apply(job.url),
            title: self.title.unwrap_or(job.title),
            company: self.company.unwrap_or(job.company),
            location: self.location.apply(job.location),
            description: self.description.apply(job.description),
            parsed_keywords: self.parsed_keywords.unwrap_or(job.parsed_keywords),
            requirements: self.requirements.unwrap_or(job.requirements),
            benefits: self.benefits.unwrap_or(job.benefits),
            salary_range: self.salary_range.apply(job.salary_range),
            salary_min: self.salary_min.apply(job.salary_min),
            salary_max: self.salary_max.apply(job.salary_max),
            salary_currency: self.salary_currency.apply(job.salary_currency),
            remote: self.remote.unwrap_or(job.remote),
            employment_type: self.employment_type.unwrap_or(job.employment_type),
            company_size: self.company_size.apply(job.company_size),
            industry: self.industry.apply(job.industry),
            travel_percent: self.travel_percent.apply(job.travel_percent),
            on_call: self.on_call.apply(job.on_call),
            status: self.status.unwrap_or(job.status),
            h1b_sponsor_status: self.h1b_sponsor_status.unwrap_or(job.h1b_sponsor_status),
            posted_at: self.posted_at.apply(job.posted_at).map(|at| at.trunc_subsecs(6)),
            updated_at: revision::next(job.updated_at, now),
            ..job
        }
    }
}
