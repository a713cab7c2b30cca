//! The table `documents`, and how its rows become documents.

use domain::document::Document;
use domain::ids::UserId;
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    #[sea_orm(column_name = "type")]
    pub document_type: String,
    pub job_id: Option<Uuid>,
    pub version: i32,
    pub title: Option<String>,
    pub content: String,
    pub structured: Option<Json>,
    pub generation_id: Option<Uuid>,
    // A numeric of PostgreSQL, a float of SQLite: the casts make it an f64 on either.
    #[sea_orm(select_as = "double precision", save_as = "numeric(5,2)")]
    pub ats_score: Option<f64>,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub deleted_by: Option<Uuid>,
    pub deletion_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The owner's documents that are not deleted.
pub(super) fn of(owner: UserId) -> Select<Entity> {
    Entity::find().filter(COLUMN.user_id.eq(owner.0)).filter(COLUMN.deleted_at.is_null())
}

mapping!(Document {
    id: id, user_id: id, document_type: word, job_id: optional_id, version: count, title, content,
    structured: optional_json, generation_id: optional_id, ats_score: optional_hundredths, created_at, updated_at,
} unmapped { schema_version, deleted_at, deleted_by, deletion_reason });
