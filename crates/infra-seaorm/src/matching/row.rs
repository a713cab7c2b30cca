//! The table `matches`, and how its rows become matches with what is shown of their jobs.

use domain::job::JobSummary;
use domain::matching::{Match, MatchWithJob};
use ports::store::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "matches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub job_id: Uuid,
    // A numeric of PostgreSQL, a float of SQLite: the casts make it an f64 on either.
    #[sea_orm(select_as = "double precision", save_as = "numeric(5,2)")]
    pub score: f64,
    pub rationale: Json,
    pub status: String,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

mapping!(Match {
    id: id,
    user_id: id,
    job_id: id,
    score: number,
    rationale: json,
    status: word,
    created_at,
    updated_at,
});

/// What [`Shown`] reads, of a match `m` and its job `j`.
macro_rules! shown_columns {
    () => {
        "m.id, m.user_id, m.job_id, CAST(m.score AS double precision) AS score, m.rationale, m.status, m.created_at, \
         m.updated_at, j.title, j.company, j.location"
    };
}

pub(super) use shown_columns;

pub(super) struct Shown {
    found: Model,
    title: String,
    company: String,
    location: Option<String>,
}

impl FromQueryResult for Shown {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            found: Model::from_query_result(row, prefix)?,
            title: row.try_get(prefix, "title")?,
            company: row.try_get(prefix, "company")?,
            location: row.try_get(prefix, "location")?,
        })
    }
}

impl Shown {
    pub(super) fn into_shown(self) -> Result<MatchWithJob, StoreError> {
        let Self { found, title, company, location } = self;
        let job = JobSummary { id: found.job_id.into(), title, company, location };
        Ok(MatchWithJob { found: entity_of(found)?, job })
    }
}
