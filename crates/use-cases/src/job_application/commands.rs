//! What the endpoints of applications accept.

use chrono::{DateTime, Utc};
use domain::ids::{DocumentId, JobId};
use domain::job_application::{ApplicationStatus, Happening, MAX_NOTE_CHARS};
use domain::moment::plausible;
use domain::validation::not_blank;
use serde::Deserialize;
use validator::{Validate, ValidationError};

use crate::patch::{Change, bounded_text, not_null};

#[allow(clippy::cast_possible_truncation, reason = "it is 5,000")]
const MAX_NOTE: usize = MAX_NOTE_CHARS as usize;

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateApplication {
    /// One of your own jobs, or a public one.
    pub job_id: JobId,
    /// How far it is; `applied` by default.
    #[serde(default)]
    pub status: Option<ApplicationStatus>,
    /// Now by default; at most a day from now.
    #[serde(default)]
    #[validate(custom(function = "plausible"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub applied_at: Option<DateTime<Utc>>,
    /// One of your own résumés.
    #[serde(default)]
    pub resume_version_id: Option<DocumentId>,
    /// One of your own cover letters.
    #[serde(default)]
    pub cover_letter_id: Option<DocumentId>,
    #[serde(default)]
    #[validate(length(max = "MAX_NOTE_CHARS"), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5_000, pattern = r"[^\s\x85]"))]
    pub notes: Option<String>,
}

/// Only the keys that are present change; null clears. At least one key is needed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[validate(schema(function = "changes_something"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct UpdateApplication {
    #[validate(custom(function = "bounded_text::<MAX_NOTE>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 5_000, pattern = r"[^\s\x85]"))]
    pub notes: Change<String>,
    /// At most a day from now.
    #[serde(deserialize_with = "not_null")]
    #[validate(custom(function = "plausible"))]
    #[cfg_attr(feature = "openapi", schema(value_type = DateTime<Utc>, required = false, pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub applied_at: Option<DateTime<Utc>>,
    /// One of your own résumés.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DocumentId>))]
    pub resume_version_id: Change<DocumentId>,
    /// One of your own cover letters.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DocumentId>))]
    pub cover_letter_id: Change<DocumentId>,
}

fn changes_something(patch: &UpdateApplication) -> Result<(), ValidationError> {
    if *patch == UpdateApplication::default() {
        return Err(ValidationError::new("empty_patch").with_message("must change at least one field".into()));
    }
    Ok(())
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeApplicationStatus {
    pub status: ApplicationStatus,
    /// Goes into the timeline with the change.
    #[serde(default)]
    #[validate(length(max = "MAX_NOTE_CHARS"), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5_000, pattern = r"[^\s\x85]"))]
    pub note: Option<String>,
}

/// Changes of the status write their own events.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddApplicationEvent {
    pub kind: Happening,
    #[serde(default)]
    #[validate(length(max = "MAX_NOTE_CHARS"), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5_000, pattern = r"[^\s\x85]"))]
    pub note: Option<String>,
    /// Now by default; may lie ahead.
    #[serde(default)]
    #[validate(custom(function = "plausible"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^(19|20|21)[0-9]{2}-|^2200-"))]
    pub occurred_at: Option<DateTime<Utc>>,
}
