//! The career profile: what a person can truthfully claim.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ids::{ProfileId, UserId};

text_enum! {
    /// Where a profile's content came from.
    ExtractionSource {
        Conversation => "conversation",
        Resume => "resume",
        Linkedin => "linkedin",
        JsonResume => "json_resume",
        Manual => "manual",
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonalInfo {
    pub full_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub location: Option<String>,
    pub linkedin: Option<String>,
    pub github: Option<String>,
    pub website: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Skills {
    pub technical: Vec<String>,
    pub soft: Vec<String>,
    pub languages: Vec<SpokenLanguage>,
    pub certifications: Vec<Certification>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpokenLanguage {
    pub name: String,
    pub proficiency: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certification {
    pub name: String,
    pub issuer: Option<String>,
    pub date_obtained: Option<String>,
    pub expiry_date: Option<String>,
    pub credential_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    pub id: ProfileId,
    pub user_id: UserId,
    /// At most one profile of a user is primary.
    pub is_primary: bool,
    pub personal_info: PersonalInfo,
    pub headline: Option<String>,
    pub professional_summary: Option<String>,
    pub enhanced_professional_summary: Option<String>,
    pub enhancement_metadata: Map<String, Value>,
    pub skills: Skills,
    pub linkedin_data: Option<Value>,
    pub custom_fields: Map<String, Value>,
    pub resume_storage_path: Option<String>,
    pub extraction_source: ExtractionSource,
    /// From 0 to 1, in hundredths.
    pub extraction_confidence: Option<f64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Profile {
    /// A profile that holds the person's details alone.
    #[must_use]
    pub fn new(
        id: ProfileId,
        user_id: UserId,
        personal_info: PersonalInfo,
        extraction_source: ExtractionSource,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            user_id,
            is_primary: false,
            personal_info,
            headline: None,
            professional_summary: None,
            enhanced_professional_summary: None,
            enhancement_metadata: Map::new(),
            skills: Skills::default(),
            linkedin_data: None,
            custom_fields: Map::new(),
            resume_storage_path: None,
            extraction_source,
            extraction_confidence: None,
            created_at: now,
            updated_at: now,
        }
    }
}
