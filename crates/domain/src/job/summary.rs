//! What is shown of a job where something else is about it.

use serde::Serialize;

use crate::ids::JobId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobSummary {
    pub id: JobId,
    pub title: String,
    pub company: String,
    pub location: Option<String>,
}
