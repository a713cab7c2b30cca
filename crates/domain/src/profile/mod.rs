//! The career profile: what a person can truthfully claim.

mod completeness;
mod entry;
mod kinds;
mod partial_date;
mod personal;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use validator::Validate;

use crate::ids::{ProfileId, UserId};
use crate::merge::{RefusedPatch, merged};
use crate::revision;
use crate::validation::{json_object, not_blank};

pub use completeness::{Completeness, ProfileSection, Recommendation, SectionScore};
pub use entry::{Enhancement, Entry, EntryKind, IncompleteOrder, MAX_ENTRIES, Unenhanced, check_order};
pub use kinds::{Education, Experience, Project};
pub use partial_date::{InvalidPartialDate, PartialDate};
pub use personal::{Certification, PersonalInfo, Skills, SpokenLanguage};

/// The most profiles that a person may have at a time.
pub const MAX_PROFILES: u32 = 20;

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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    pub id: ProfileId,
    pub user_id: UserId,
    /// Of the profiles that a person has, one is primary.
    pub is_primary: bool,
    pub personal_info: PersonalInfo,
    pub headline: Option<String>,
    pub professional_summary: Option<String>,
    pub enhanced_professional_summary: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub enhancement_metadata: Map<String, Value>,
    pub skills: Skills,
    /// As `LinkedIn` gives it.
    pub linkedin_data: Option<Value>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
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

    /// Changes what the person says of themselves, key by key; in `custom_fields` null removes a key.
    pub fn patched(self, patch: Map<String, Value>, now: DateTime<Utc>) -> Result<Self, RefusedPatch> {
        let removed: Vec<String> = match patch.get("custom_fields") {
            Some(Value::Object(fields)) => {
                fields.iter().filter(|(_, value)| value.is_null()).map(|(key, _)| key.clone()).collect()
            }
            _ => Vec::new(),
        };
        let details = ProfileDetails {
            personal_info: self.personal_info,
            headline: self.headline,
            professional_summary: self.professional_summary,
            skills: self.skills,
            custom_fields: self.custom_fields,
        };
        let ProfileDetails { personal_info, headline, professional_summary, skills, mut custom_fields } =
            merged(&details, patch)?;
        custom_fields.retain(|key, _| !removed.contains(key));
        let updated_at = revision::next(self.updated_at, now);
        Ok(Self { personal_info, headline, professional_summary, skills, custom_fields, updated_at, ..self })
    }

    #[must_use]
    pub fn with_skills(self, skills: Skills, now: DateTime<Utc>) -> Self {
        Self { skills, updated_at: revision::next(self.updated_at, now), ..self }
    }

    #[must_use]
    pub fn with_primary(self, is_primary: bool, now: DateTime<Utc>) -> Self {
        Self { is_primary, updated_at: revision::next(self.updated_at, now), ..self }
    }
}

/// What a person says of themselves in a profile, besides its lists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileDetails {
    #[validate(nested)]
    pub personal_info: PersonalInfo,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub headline: Option<String>,
    #[validate(length(max = 5000), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5000, pattern = r"[^\s\x85]"))]
    pub professional_summary: Option<String>,
    #[validate(nested)]
    pub skills: Skills,
    /// Anything else worth keeping, at most 16 KiB of JSON.
    #[validate(custom(function = "json_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom_fields: Map<String, Value>,
}

/// A profile with all that it lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FullProfile {
    #[serde(flatten)]
    pub profile: Profile,
    pub experiences: Vec<Entry<Experience>>,
    pub education: Vec<Entry<Education>>,
    pub projects: Vec<Entry<Project>>,
}

impl FullProfile {
    /// A profile that lists nothing yet.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        Self { profile, experiences: Vec::new(), education: Vec::new(), projects: Vec::new() }
    }
}

/// How many profiles a person has, as far as it decides about another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProfileTally {
    pub live: u32,
    pub has_primary: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are {MAX_PROFILES} profiles, which is the most that one may have")]
pub struct TooManyProfiles;

impl ProfileTally {
    /// Whether one more may live, and then whether it is to be the primary one: somebody's only one always is.
    pub fn admit(self, wants_primary: bool) -> Result<bool, TooManyProfiles> {
        if self.live >= MAX_PROFILES {
            return Err(TooManyProfiles);
        }
        Ok(wants_primary || !self.has_primary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn profile() -> Profile {
        let info = PersonalInfo { full_name: Some("Ada".to_owned()), ..PersonalInfo::default() };
        let (id, owner) = (ProfileId(Uuid::nil()), UserId(Uuid::nil()));
        Profile::new(id, owner, info, ExtractionSource::Manual, DateTime::UNIX_EPOCH)
    }

    fn patched(patch: Value) -> Result<Profile, RefusedPatch> {
        let Value::Object(patch) = patch else { panic!("not an object") };
        profile().patched(patch, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_patch_reaches_into_the_details_and_leaves_the_rest() {
        let changed = patched(json!({"personal_info": {"phone": "1"}, "skills": {"soft": ["Tact"]}})).unwrap();
        assert_eq!(changed.personal_info.full_name.as_deref(), Some("Ada"));
        assert_eq!((changed.personal_info.phone.as_deref(), changed.skills.soft.len()), (Some("1"), 1));
        assert!(changed.updated_at > profile().updated_at);
        assert_eq!(patched(json!({"personal_info": {"full_name": null}})).unwrap().personal_info.full_name, None);
    }

    #[test]
    fn null_removes_a_custom_field() {
        let mut with_fields = profile();
        with_fields.custom_fields.insert("a".to_owned(), json!(1));
        let Value::Object(patch) = json!({"custom_fields": {"a": null, "b": 2}}) else { unreachable!("an object") };
        let changed = with_fields.patched(patch, DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(Value::Object(changed.custom_fields), json!({"b": 2}));
    }

    #[test]
    fn what_is_not_the_persons_to_say_cannot_be_patched() {
        for patch in [json!({"is_primary": true}), json!({"extraction_source": "resume"}), json!({"skills": null})] {
            assert!(matches!(patched(patch.clone()), Err(RefusedPatch::Malformed { .. })), "{patch}");
        }
        assert!(matches!(patched(json!({"headline": " "})), Err(RefusedPatch::Invalid(_))));
    }

    #[test]
    fn the_first_profile_is_primary_and_there_are_at_most_twenty() {
        let tally = |live, has_primary| ProfileTally { live, has_primary };
        assert_eq!(tally(0, false).admit(false), Ok(true));
        assert_eq!(tally(1, true).admit(false), Ok(false));
        assert_eq!(tally(1, true).admit(true), Ok(true));
        assert_eq!(tally(20, true).admit(true), Err(TooManyProfiles));
    }
}
