//! The table `jobs`, and how its rows become jobs. What a job was read from, and its search words, are read and written beside it.

use domain::job::{Job, JobOrigin, ListedJob, SeenJob};
use ports::store::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue, DbErr, FromQueryResult, QueryResult};

use crate::column::{Row, to_optional_json};
use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Option<Uuid>,
    pub source: String,
    pub url: Option<String>,
    pub title: String,
    pub company: String,
    pub location: Option<String>,
    pub description: Option<String>,
    pub parsed_keywords: Json,
    pub requirements: Json,
    pub benefits: Json,
    pub salary_range: Option<String>,
    pub salary_min: Option<i32>,
    pub salary_max: Option<i32>,
    pub salary_currency: Option<String>,
    pub remote: bool,
    pub employment_type: String,
    pub company_size: Option<i32>,
    pub industry: Option<String>,
    pub travel_percent: Option<i32>,
    pub on_call: Option<bool>,
    pub status: String,
    pub h1b_sponsor_status: String,
    pub posted_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

mapping!(Job {
    id: id,
    user_id: optional_id,
    source,
    url,
    title,
    company,
    location,
    description,
    parsed_keywords: json,
    requirements: json,
    benefits: json,
    salary_range,
    salary_min,
    salary_max,
    salary_currency,
    remote,
    employment_type: word,
    company_size,
    industry,
    travel_percent,
    on_call,
    status: word,
    h1b_sponsor_status: word,
    posted_at,
    created_at,
    updated_at,
});

/// The values of all columns, in the order of `Column::iter`.
pub(super) fn values_of(job: &Job) -> Result<Vec<Value>, StoreError> {
    let mut columns = columns_of(job)?;
    let value = |column| match columns.take(column) {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Ok(value),
        ActiveValue::NotSet => Err(StoreError::Backend("a column of jobs has no value".to_owned())),
    };
    <Column as sea_orm::Iterable>::iter().map(value).collect()
}

/// A job with what the application of whoever looks at it says.
pub(super) struct Listed {
    job: Model,
    application_status: Option<String>,
}

impl FromQueryResult for Listed {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            job: Model::from_query_result(row, prefix)?,
            application_status: row.try_get(prefix, "application_status")?,
        })
    }
}

impl Listed {
    pub(super) fn into_listed(self) -> Result<ListedJob, StoreError> {
        let row = Row::<Entity>::new(self.job.id);
        let status = self.application_status.as_deref().unwrap_or("not_applied");
        let application_status = row.word("application_status", status)?;
        Ok(ListedJob { job: entity_of(self.job)?, application_status })
    }
}

/// The same, with what it was read from.
pub(super) struct Seen {
    listed: Listed,
    raw_text: Option<String>,
    raw_data: Option<Json>,
}

impl FromQueryResult for Seen {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            listed: Listed::from_query_result(row, prefix)?,
            raw_text: row.try_get(prefix, "raw_text")?,
            raw_data: row.try_get(prefix, "raw_data")?,
        })
    }
}

impl Seen {
    pub(super) fn into_seen(self) -> Result<SeenJob, StoreError> {
        let raw_data = Row::<Entity>::new(self.listed.job.id).optional_json("raw_data", self.raw_data)?;
        let ListedJob { job, application_status } = self.listed.into_listed()?;
        Ok(SeenJob { job, origin: JobOrigin { raw_text: self.raw_text, raw_data }, application_status })
    }
}

/// `raw_text` and `raw_data`.
pub(super) fn origin_values(origin: &JobOrigin) -> Result<[Value; 2], StoreError> {
    let JobOrigin { raw_text, raw_data } = origin;
    Ok([raw_text.clone().into(), to_optional_json(raw_data.as_ref())?.into()])
}
