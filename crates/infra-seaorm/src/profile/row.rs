//! The table `profiles`, and how profiles become its rows; nothing reads them yet.

use domain::profile::Profile;
use ports::store::StoreError;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;

use crate::column::to_json;

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

pub(super) fn columns_of(profile: &Profile) -> Result<ActiveModel, StoreError> {
    let Profile {
        id,
        user_id,
        is_primary,
        personal_info,
        headline,
        professional_summary,
        enhanced_professional_summary,
        enhancement_metadata,
        skills,
        linkedin_data,
        custom_fields,
        resume_storage_path,
        extraction_source,
        extraction_confidence,
        created_at,
        updated_at,
    } = profile;
    Ok(ActiveModel {
        id: Set(id.0),
        user_id: Set(user_id.0),
        is_primary: Set(*is_primary),
        personal_info: Set(to_json(personal_info)?),
        headline: Set(headline.clone()),
        professional_summary: Set(professional_summary.clone()),
        enhanced_professional_summary: Set(enhanced_professional_summary.clone()),
        enhancement_metadata: Set(Json::Object(enhancement_metadata.clone())),
        skills: Set(to_json(skills)?),
        linkedin_data: Set(linkedin_data.clone()),
        custom_fields: Set(Json::Object(custom_fields.clone())),
        resume_storage_path: Set(resume_storage_path.clone()),
        extraction_source: Set(extraction_source.to_string()),
        // PostgreSQL would round to hundredths by itself, SQLite not.
        extraction_confidence: Set(extraction_confidence.map(|confidence| (confidence * 100.0).round() / 100.0)),
        schema_version: NotSet,
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
        deleted_at: NotSet,
        deleted_by: NotSet,
        deletion_reason: NotSet,
    })
}
