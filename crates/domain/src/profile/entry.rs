//! What is listed in a profile, one entry at a time: jobs, schools and projects differ in what they say and in nothing else.

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;
use validator::Validate;

use crate::ids::{EducationId, ExperienceId, ProfileId, ProjectId, UserId};
use crate::merge::{RefusedPatch, merged};
use crate::revision;

use super::{Education, Experience, Project};

/// The most entries of one kind that a profile lists.
pub const MAX_ENTRIES: usize = 100;

/// What a person says of one job, school or project.
pub trait EntryKind:
    Debug + Clone + PartialEq + Serialize + DeserializeOwned + Validate + Send + Sync + 'static
{
    type Id: Debug + Copy + Eq + From<Uuid> + Into<Uuid> + Serialize + DeserializeOwned + Send + Sync;
    /// What others add to it.
    type Enhancement: Debug + Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync;

    /// The name of an entry of this kind in the API's description.
    const NAME: &'static str;
}

impl EntryKind for Experience {
    type Id = ExperienceId;
    type Enhancement = Enhancement;
    const NAME: &'static str = "Experience";
}

impl EntryKind for Education {
    type Id = EducationId;
    type Enhancement = Unenhanced;
    const NAME: &'static str = "Education";
}

impl EntryKind for Project {
    type Id = ProjectId;
    type Enhancement = Enhancement;
    const NAME: &'static str = "Project";
}

/// A better text beside the person's own, never over it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enhancement {
    pub enhanced_description: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub enhancement_metadata: Map<String, Value>,
}

/// There is no text to better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unenhanced {}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Entry<K: EntryKind> {
    pub id: K::Id,
    pub user_id: UserId,
    pub profile_id: ProfileId,
    /// Entries are listed by position, and by id where two have the same.
    pub position: u32,
    #[serde(flatten)]
    pub content: K,
    #[serde(flatten)]
    pub enhancement: K::Enhancement,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl<K: EntryKind> Entry<K> {
    #[must_use]
    pub fn new(id: K::Id, profile: (UserId, ProfileId), position: u32, content: K, now: DateTime<Utc>) -> Self {
        let (user_id, profile_id) = profile;
        Self {
            id,
            user_id,
            profile_id,
            position,
            content,
            enhancement: K::Enhancement::default(),
            created_at: now,
            updated_at: now,
        }
    }

    /// Changes what the person says, key by key.
    pub fn patched(self, patch: Map<String, Value>, now: DateTime<Utc>) -> Result<Self, RefusedPatch> {
        let updated_at = revision::next(self.updated_at, now);
        Ok(Self { content: merged(&self.content, patch)?, updated_at, ..self })
    }
}

/// An order that does not name every entry exactly once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must name each entry of the list exactly once")]
pub struct IncompleteOrder;

/// Checks that `order` is another order of what is `listed`.
pub fn check_order<I: Copy + Into<Uuid>>(listed: &[I], order: &[I]) -> Result<(), IncompleteOrder> {
    let sorted = |ids: &[I]| {
        let mut ids: Vec<Uuid> = ids.iter().map(|id| (*id).into()).collect();
        ids.sort_unstable();
        ids
    };
    if sorted(listed) == sorted(order) { Ok(()) } else { Err(IncompleteOrder) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn ids(numbers: &[u128]) -> Vec<ProjectId> {
        numbers.iter().map(|number| ProjectId(Uuid::from_u128(*number))).collect()
    }

    #[rstest]
    #[case(&[3, 1, 2], true)]
    #[case(&[1, 2, 3], true)]
    #[case(&[1, 2], false)]
    #[case(&[1, 2, 2], false)]
    #[case(&[1, 2, 3, 3], false)]
    #[case(&[1, 2, 4], false)]
    #[case(&[], false)]
    fn an_order_names_each_entry_exactly_once(#[case] order: &[u128], #[case] fine: bool) {
        assert_eq!(check_order(&ids(&[1, 2, 3]), &ids(order)).is_ok(), fine);
    }

    #[test]
    fn a_patch_changes_what_it_names_and_the_time() {
        let school = Education { institution: "MIT".to_owned(), ..Education::default() };
        let owner = (UserId(Uuid::nil()), ProfileId(Uuid::nil()));
        let entry = Entry::new(EducationId(Uuid::nil()), owner, 3, school, DateTime::UNIX_EPOCH);
        let Value::Object(patch) = json!({"degree": "BS"}) else { unreachable!("an object") };
        let patched = entry.clone().patched(patch, DateTime::UNIX_EPOCH).unwrap();
        assert_eq!((patched.content.institution.as_str(), patched.content.degree.as_deref()), ("MIT", Some("BS")));
        assert_eq!(patched.position, 3);
        assert!(patched.updated_at > entry.updated_at);
    }

    #[test]
    fn an_entry_is_shown_in_one_piece() {
        let owner = (UserId(Uuid::nil()), ProfileId(Uuid::nil()));
        let entry = Entry::new(ProjectId(Uuid::nil()), owner, 0, Project::default(), DateTime::UNIX_EPOCH);
        let shown = serde_json::to_value(&entry).unwrap();
        for field in ["id", "profile_id", "position", "name", "technologies", "enhanced_description", "updated_at"] {
            assert!(shown.get(field).is_some(), "{field}");
        }
    }
}
