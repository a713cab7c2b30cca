//! What the profile endpoints accept, where it is not what they show.

use chrono::{DateTime, Utc};
use domain::ids::{ProfileId, UserId};
use domain::profile::{
    Education, Entry, EntryKind, Experience, ExtractionSource, FullProfile, PersonalInfo, Profile, Project, Skills,
};
use domain::validation::{at_most, json_object, not_blank};
use ports::system::Ids;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;
use validator::Validate;

/// Somebody's first profile is primary whatever is said here.
#[derive(Debug, Clone, PartialEq, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewProfile {
    #[validate(nested)]
    pub personal_info: PersonalInfo,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub headline: Option<String>,
    #[validate(length(max = 5000), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5000, pattern = r"[^\s\x85]"))]
    pub professional_summary: Option<String>,
    #[serde(default)]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub skills: Skills,
    /// Anything else worth keeping, at most 16 KiB of JSON.
    #[serde(default)]
    #[validate(custom(function = "json_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, required = false))]
    pub custom_fields: Map<String, Value>,
    /// Takes the place of the present primary profile.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub is_primary: bool,
    #[serde(default)]
    #[validate(nested, custom(function = "at_most::<100, Experience>"))]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 100))]
    pub experiences: Vec<Experience>,
    #[serde(default)]
    #[validate(nested, custom(function = "at_most::<100, Education>"))]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 100))]
    pub education: Vec<Education>,
    #[serde(default)]
    #[validate(nested, custom(function = "at_most::<100, Project>"))]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 100))]
    pub projects: Vec<Project>,
}

impl NewProfile {
    /// The profile that it describes, with new ids.
    pub(super) fn into_profile(
        self,
        owner: UserId,
        is_primary: bool,
        ids: &dyn Ids,
        now: DateTime<Utc>,
    ) -> FullProfile {
        let id = ProfileId(ids.next());
        let profile = Profile {
            is_primary,
            headline: self.headline,
            professional_summary: self.professional_summary,
            skills: self.skills,
            custom_fields: self.custom_fields,
            ..Profile::new(id, owner, self.personal_info, ExtractionSource::Manual, now)
        };
        FullProfile {
            experiences: listed(self.experiences, (owner, id), ids, now),
            education: listed(self.education, (owner, id), ids, now),
            projects: listed(self.projects, (owner, id), ids, now),
            profile,
        }
    }
}

fn listed<K: EntryKind>(
    contents: Vec<K>,
    profile: (UserId, ProfileId),
    ids: &dyn Ids,
    now: DateTime<Utc>,
) -> Vec<Entry<K>> {
    let entry = |(position, content)| Entry::new(ids.next().into(), profile, position, content, now);
    (0..).zip(contents).map(entry).collect()
}

/// The ids of all entries of a list, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryOrder {
    // More than a list may hold: entries that are added at the same moment may exceed that by a few.
    #[validate(custom(function = "at_most::<200, Uuid>"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = described_ids))]
    pub ids: Vec<Uuid>,
}

#[cfg(feature = "openapi")]
fn described_ids() -> utoipa::openapi::schema::Array {
    use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
    let id = ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    ArrayBuilder::new().items(id).max_items(Some(200)).unique_items(true).build()
}
