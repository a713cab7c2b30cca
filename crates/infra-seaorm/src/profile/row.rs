//! The table `profiles`, and how profiles become its rows; nothing reads them yet.

use domain::profile::Profile;
use sea_orm::entity::prelude::*;

use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub is_primary: bool,
    pub personal_info: Json,
    pub headline: Option<String>,
    pub professional_summary: Option<String>,
    pub enhanced_professional_summary: Option<String>,
    pub enhancement_metadata: Json,
    pub skills: Json,
    pub linkedin_data: Option<Json>,
    pub custom_fields: Json,
    pub resume_storage_path: Option<String>,
    pub extraction_source: String,
    // A numeric of PostgreSQL, a float of SQLite: the casts make it an f64 on either.
    #[sea_orm(select_as = "double precision", save_as = "numeric(3,2)")]
    pub extraction_confidence: Option<f64>,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub deleted_by: Option<Uuid>,
    pub deletion_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

mapping!(Profile {
    id: id, user_id: id, is_primary, personal_info: json, headline, professional_summary, enhanced_professional_summary,
    enhancement_metadata: json, skills: json, linkedin_data, custom_fields: json, resume_storage_path,
    extraction_source: word, extraction_confidence: optional_hundredths, created_at, updated_at,
} unmapped { schema_version, deleted_at, deleted_by, deletion_reason });
