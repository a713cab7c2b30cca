//! A new job: by its fields, or read from a text or a posting.

use chrono::{DateTime, SubsecRound, Utc};
use domain::ids::{JobId, UserId};
use domain::job::{EmploymentType, H1bSponsorStatus, Job, JobOrigin, JobRawData, JobStatus, PostingFacts, job_url};
use ports::job::{PostingError, PostingReader, ReadPosting};
use serde::Deserialize;
use serde_json::Value;
use validator::{Validate, ValidationError};

use super::text_lists::{keywords, lines};
use super::{JobError, invalid};
use crate::FieldError;

/// A job by its fields. Or read from `raw_text` or from `job_posting`: then a field that is given beside it replaces what was read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateJob {
    /// A posting as somebody copied it, of 10 to 50,000 characters.
    #[validate(length(min = 10, max = 50_000))]
    #[cfg_attr(feature = "openapi", schema(min_length = 10, max_length = 50_000, pattern = r"[^\s\x85]"))]
    pub raw_text: Option<String>,
    /// A schema.org `JobPosting`: its JSON-LD as an object, a list that holds it, or a text of at most 500,000 characters that
    /// holds JSON-LD or a whole HTML page.
    #[validate(custom(function = "readable"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = described_posting, required = false))]
    pub job_posting: Option<Value>,
    /// Where it comes from, such as a job board; `user_created` by default.
    #[validate(length(max = 100), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, pattern = r"[^\s\x85]"))]
    pub source: Option<String>,
    /// Its address on the web, in ASCII. You can have each one once.
    #[validate(custom(function = "job_url"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, pattern = "^https?://[0-9A-Za-z][!-~]*$"))]
    pub url: Option<String>,
    /// Required, unless it can be read from the text or posting.
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub title: Option<String>,
    /// Required, unless it can be read from the text or posting.
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub company: Option<String>,
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub location: Option<String>,
    #[validate(length(max = 50000), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50000, pattern = r"[^\s\x85]"))]
    pub description: Option<String>,
    /// Technologies and skills: at most 100, each of up to 100 characters.
    #[validate(custom(function = "keywords"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::text_lists::described::keywords_or_null, required = false))]
    pub parsed_keywords: Option<Vec<String>>,
    /// At most 100, each of up to 500 characters.
    #[validate(custom(function = "lines"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::text_lists::described::lines_or_null, required = false))]
    pub requirements: Option<Vec<String>>,
    /// At most 100, each of up to 500 characters.
    #[validate(custom(function = "lines"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::text_lists::described::lines_or_null, required = false))]
    pub benefits: Option<Vec<String>>,
    /// The salary as it is written.
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub salary_range: Option<String>,
    /// Per year, in whole units of the currency.
    #[validate(range(min = 0, max = 2_147_483_647))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2_147_483_647))]
    pub salary_min: Option<i32>,
    /// As `salary_min`, and not below it.
    #[validate(range(min = 0, max = 2_147_483_647))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2_147_483_647))]
    pub salary_max: Option<i32>,
    /// ISO 4217.
    #[validate(custom(function = "domain::validation::currency"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{3}$"))]
    pub salary_currency: Option<String>,
    /// All of the work may be done remotely; a hybrid job is not remote.
    pub remote: Option<bool>,
    /// `full_time` by default.
    pub employment_type: Option<EmploymentType>,
    /// How many people work there.
    #[validate(range(min = 0, max = 2_147_483_647))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 2_147_483_647))]
    pub company_size: Option<i32>,
    #[validate(length(max = 200), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub industry: Option<String>,
    #[validate(range(min = 0, max = 100))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub travel_percent: Option<i32>,
    pub on_call: Option<bool>,
    /// `active` by default.
    pub status: Option<JobStatus>,
    /// `unknown` by default.
    pub h1b_sponsor_status: Option<H1bSponsorStatus>,
    /// From the year 1900 to 2200.
    #[validate(custom(function = "plausible_time"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub posted_at: Option<DateTime<Utc>>,
}

/// The most characters of a posting that is sent as a text.
const MAX_POSTING_CHARS: usize = 500_000;

fn readable(posting: &Value) -> Result<(), ValidationError> {
    let refused = |code, message: &'static str| Err(ValidationError::new(code).with_message(message.into()));
    match posting {
        Value::Object(_) | Value::Array(_) => Ok(()),
        Value::String(text) if text.chars().count() <= MAX_POSTING_CHARS => Ok(()),
        Value::String(_) => refused("length", "must be at most 500000 characters"),
        _ => refused("invalid", "must be an object, a list or a text"),
    }
}

pub(super) fn plausible_time(time: &DateTime<Utc>) -> Result<(), ValidationError> {
    domain::validation::plausible_date(&time.date_naive())
}

#[cfg(feature = "openapi")]
fn described_posting() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
    let posting = || {
        let kind = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["JobPosting"]));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .property("@type", kind)
            .required("@type")
            .additional_properties(Some(AdditionalProperties::FreeForm(true)))
    };
    let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(MAX_POSTING_CHARS));
    let text = text.pattern(Some("JobPosting"));
    let list = ArrayBuilder::new().items(posting()).min_items(Some(1));
    OneOfBuilder::new().item(posting()).item(list).item(text).into()
}

/// What was read, from where.
pub(super) enum Read {
    Nothing,
    Text(PostingFacts),
    Posting(ReadPosting),
}

impl CreateJob {
    /// Reads what there is to read.
    pub(super) async fn read_by(&self, reader: &dyn PostingReader) -> Result<Read, JobError> {
        match (&self.raw_text, &self.job_posting) {
            (None, None) => Ok(Read::Nothing),
            (Some(text), None) => {
                reader.read_text(text.clone()).await.map(Read::Text).map_err(|error| refusal("raw_text", error))
            }
            (None, Some(posting)) => {
                let read = reader.read_posting(posting.clone()).await;
                read.map(Read::Posting).map_err(|error| refusal("job_posting", error))
            }
            (Some(_), Some(_)) => {
                Err(invalid("job_posting", "two_sources", "must not be given together with raw_text"))
            }
        }
    }

    /// The job, and what it was read from.
    pub(super) fn job(
        mut self,
        read: Read,
        id: JobId,
        owner: UserId,
        now: DateTime<Utc>,
    ) -> Result<(Job, JobOrigin), JobError> {
        let (mut facts, posting, message) = match read {
            Read::Nothing => (None, None, "is required"),
            Read::Text(facts) => (Some(facts), None, "was not found in the text; give it beside the text"),
            Read::Posting(ReadPosting { facts, raw }) => {
                (Some(facts), Some(raw), "was not found in the posting; give it beside the posting")
            }
        };
        let (title, company) =
            facts.as_mut().map(|facts| (facts.title.take(), facts.company.take())).unwrap_or_default();
        let (title, company) = (self.title.take().or(title), self.company.take().or(company));
        let (Some(title), Some(company)) = (&title, &company) else {
            let missing =
                [("title", title.is_none()), ("company", company.is_none())].into_iter().filter(|(_, gone)| *gone);
            return Err(JobError::Invalid(
                missing.map(|(field, _)| FieldError::new(field, "required", message)).collect(),
            ));
        };
        let (title, company) = (title.clone(), company.clone());
        let sponsorship = facts.as_mut().and_then(|facts| facts.sponsorship.take());
        let raw_data = JobRawData { job_posting: posting, sponsorship };
        let origin = JobOrigin {
            raw_text: self.raw_text.take(),
            raw_data: (raw_data != JobRawData::default()).then_some(raw_data),
        };
        let job = match facts {
            Some(facts) => facts.into_job(id, owner, title, company, now),
            None => Job::new(id, owner, title, company, now),
        };
        Ok((self.over(job), origin))
    }

    /// The job with what was given in the place of what was read.
    fn over(self, job: Job) -> Job {
        Job {
            source: self.source.unwrap_or(job.source),
            url: self.url.or(job.url),
            title: self.title.unwrap_or(job.title),
            company: self.company.unwrap_or(job.company),
            location: self.location.or(job.location),
            description: self.description.or(job.description),
            parsed_keywords: self.parsed_keywords.unwrap_or(job.parsed_keywords),
            requirements: self.requirements.unwrap_or(job.requirements),
            benefits: self.benefits.unwrap_or(job.benefits),
            salary_range: self.salary_range.or(job.salary_range),
            salary_min: self.salary_min.or(job.salary_min),
            salary_max: self.salary_max.or(job.salary_max),
            salary_currency: self.salary_currency.or(job.salary_currency),
            remote: self.remote.unwrap_or(job.remote),
            employment_type: self.employment_type.unwrap_or(job.employment_type),
            company_size: self.company_size.or(job.company_size),
            industry: self.industry.or(job.industry),
            travel_percent: self.travel_percent.or(job.travel_percent),
            on_call: self.on_call.or(job.on_call),
            status: self.status.unwrap_or(job.status),
            h1b_sponsor_status: self.h1b_sponsor_status.unwrap_or(job.h1b_sponsor_status),
            posted_at: self.posted_at.map(|at| at.trunc_subsecs(6)).or(job.posted_at),
            ..job
        }
    }
}

fn refusal(field: &str, error: PostingError) -> JobError {
    match error {
        PostingError::NoPosting => invalid(field, "no_posting", "must hold a job posting"),
        PostingError::Unreadable => invalid(field, "unreadable", "must hold a job posting that can be read as JSON"),
        PostingError::Failed => JobError::ReaderFailed,
    }
}
