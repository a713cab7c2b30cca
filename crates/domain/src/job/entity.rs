//! A job: what is advertised, to everybody or found by one person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{EmploymentType, H1bSponsorStatus, JobApplicationStatus, JobStatus, SearchWords, Sponsorship};
use crate::ids::{JobId, UserId};

/// A job that everybody sees, or the one person who entered it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    pub id: JobId,
    /// Whose job it is; null when it is public. Only one's own can be changed.
    pub user_id: Option<UserId>,
    /// Where it comes from, such as `user_created` or a job board.
    pub source: String,
    pub url: Option<String>,
    pub title: String,
    pub company: String,
    pub location: Option<String>,
    pub description: Option<String>,
    /// Technologies and skills.
    pub parsed_keywords: Vec<String>,
    pub requirements: Vec<String>,
    pub benefits: Vec<String>,
    /// The salary as it is written.
    pub salary_range: Option<String>,
    /// Per year, in whole units of the currency.
    pub salary_min: Option<i32>,
    /// As `salary_min`, and never below it.
    pub salary_max: Option<i32>,
    /// ISO 4217.
    pub salary_currency: Option<String>,
    /// All of the work may be done remotely; a hybrid job is not remote.
    pub remote: bool,
    pub employment_type: EmploymentType,
    pub company_size: Option<i32>,
    pub industry: Option<String>,
    pub travel_percent: Option<i32>,
    pub on_call: Option<bool>,
    pub status: JobStatus,
    pub h1b_sponsor_status: H1bSponsorStatus,
    pub posted_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a job was read from, as it came. It is long, and shown with a single job only.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobOrigin {
    /// The text that the job was read from.
    pub raw_text: Option<String>,
    pub raw_data: Option<JobRawData>,
}

/// What was found in the source of a job besides its fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct JobRawData {
    /// The schema.org `JobPosting` that the job was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>, required = false, nullable = false))]
    pub job_posting: Option<Value>,
    /// What the source says about sponsoring a visa.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(required = false, nullable = false))]
    pub sponsorship: Option<Sponsorship>,
}

/// A job as one person sees it in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedJob {
    #[serde(flatten)]
    pub job: Job,
    /// How far the viewer's own application is.
    pub application_status: JobApplicationStatus,
}

/// A job as one person sees it, with what it was read from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenJob {
    #[serde(flatten)]
    pub job: Job,
    #[serde(flatten)]
    pub origin: JobOrigin,
    /// How far the viewer's own application is.
    pub application_status: JobApplicationStatus,
}

impl Job {
    /// Where a job comes from that says nothing else.
    pub const USER_CREATED: &'static str = "user_created";

    /// Somebody's job of which no more is known than its title and company.
    #[must_use]
    pub fn new(id: JobId, owner: UserId, title: String, company: String, now: DateTime<Utc>) -> Self {
        Self {
            id,
            user_id: Some(owner),
            source: Self::USER_CREATED.to_owned(),
            url: None,
            title,
            company,
            location: None,
            description: None,
            parsed_keywords: Vec::new(),
            requirements: Vec::new(),
            benefits: Vec::new(),
            salary_range: None,
            salary_min: None,
            salary_max: None,
            salary_currency: None,
            remote: false,
            employment_type: EmploymentType::FullTime,
            company_size: None,
            industry: None,
            travel_percent: None,
            on_call: None,
            status: JobStatus::Active,
            h1b_sponsor_status: H1bSponsorStatus::Unknown,
            posted_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether the most that it pays is not below the least.
    #[must_use]
    pub fn pays_in_order(&self) -> bool {
        self.salary_min.zip(self.salary_max).is_none_or(|(min, max)| min <= max)
    }

    /// The words that it is found by.
    #[must_use]
    pub fn search_words(&self) -> SearchWords {
        let named = [Some(&self.title), Some(&self.company), self.location.as_ref(), self.industry.as_ref()];
        let lists = [&self.parsed_keywords, &self.requirements, &self.benefits];
        let texts = named.into_iter().flatten().chain(lists.into_iter().flatten()).chain(&self.description);
        SearchWords::of(texts.map(String::as_str))
    }
}
