//! The table `applications`, and how its rows become applications with what is shown of their jobs.

use domain::job::JobSummary;
use domain::job_application::{Application, ApplicationWithJob};
use ports::store::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use crate::mapping::mapping;
use crate::places::Places;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "applications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub job_id: Uuid,
    pub status: String,
    pub applied_at: DateTimeUtc,
    pub resume_version_id: Option<Uuid>,
    pub cover_letter_id: Option<Uuid>,
    pub notes: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

mapping!(Application {
    id: id,
    user_id: id,
    job_id: id,
    status: word,
    applied_at,
    resume_version_id: optional_id,
    cover_letter_id: optional_id,
    notes,
    created_at,
    updated_at,
});

/// The columns of the deletion are none of the entity's.
pub(super) fn is_live() -> Expr {
    Expr::cust("deleted_at IS NULL")
}

/// What [`Shown`] reads, in this order, of an application `a` and its job `j`.
macro_rules! shown_columns {
    () => {
        "a.id, a.user_id, a.job_id, a.status, a.applied_at, a.resume_version_id, a.cover_letter_id, a.notes, \
         a.created_at, a.updated_at, j.title, j.company, j.location"
    };
}

pub(super) use shown_columns;

pub(super) struct Shown {
    application: Model,
    title: String,
    company: String,
    location: Option<String>,
}

impl FromQueryResult for Shown {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut places = Places::of(row);
        Ok(Self {
            application: Model {
                id: places.next()?,
                user_id: places.next()?,
                job_id: places.next()?,
                status: places.next()?,
                applied_at: places.next()?,
                resume_version_id: places.next()?,
                cover_letter_id: places.next()?,
                notes: places.next()?,
                created_at: places.next()?,
                updated_at: places.next()?,
            },
            title: places.next()?,
            company: places.next()?,
            location: places.next()?,
        })
    }
}

impl Shown {
    pub(super) fn into_shown(self) -> Result<ApplicationWithJob, StoreError> {
        let Self { application, title, company, location } = self;
        let job = JobSummary { id: application.job_id.into(), title, company, location };
        Ok(ApplicationWithJob { application: entity_of(application)?, job })
    }
}
