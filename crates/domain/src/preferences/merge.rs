//! Merging a patch into one section: keys that are present change, null clears what may be null, all else stays.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use validator::ValidationErrors;

use super::{Preferences, Section};
use crate::merge::{RefusedPatch, merged};
use crate::validation::json_object;

impl Preferences {
    /// Merges `patch` into `section` and confirms it; an empty patch confirms it as it stands.
    pub fn patch(
        mut self,
        section: Section,
        patch: Map<String, Value>,
        now: DateTime<Utc>,
    ) -> Result<Self, RefusedPatch> {
        match section {
            Section::JobType => self.job_type = merged(&self.job_type, patch)?,
            Section::Location => self.location = merged(&self.location, patch)?,
            Section::Salary => self.salary = merged(&self.salary, patch)?,
            Section::DealBreakers => self.deal_breakers = merged(&self.deal_breakers, patch)?,
            Section::Visa => self.visa = merged(&self.visa, patch)?,
            Section::Autonomy => self.autonomy = merged(&self.autonomy, patch)?,
            Section::Briefing => self.briefing = merged(&self.briefing, patch)?,
            Section::Settings => self.settings = merged(&self.settings, patch)?,
            Section::ExtraPreferences => merge_extra(&mut self.extra_preferences, patch)?,
        }
        Ok(self.confirm(section, now))
    }
}

/// Free-form keys have no type that would refuse null, so here null removes the key.
fn merge_extra(extra: &mut Map<String, Value>, patch: Map<String, Value>) -> Result<(), RefusedPatch> {
    let mut merged = extra.clone();
    for (key, value) in patch {
        if value.is_null() {
            merged.remove(&key);
        } else {
            merged.insert(key, value);
        }
    }
    json_object(&merged).map_err(|error| {
        let mut errors = ValidationErrors::new();
        // The body is this section, so the rule concerns all of it.
        errors.add("__all__", error);
        RefusedPatch::Invalid(errors)
    })?;
    *extra = merged;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PreferencesId, UserId};
    use serde_json::json;
    use uuid::Uuid;

    fn patched(section: Section, patch: Value) -> Result<Preferences, RefusedPatch> {
        let mut unset = Preferences::unset(PreferencesId(Uuid::nil()), UserId(Uuid::nil()), DateTime::UNIX_EPOCH);
        unset.salary.salary_minimum = Some(100);
        unset.salary.salary_target = Some(200);
        let Value::Object(patch) = patch else { panic!("not an object") };
        unset.patch(section, patch, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn keys_that_are_absent_stay_and_null_clears() {
        let salary = patched(Section::Salary, json!({"salary_target": null})).unwrap().salary;
        assert_eq!((salary.salary_minimum, salary.salary_target), (Some(100), None));
    }

    #[test]
    fn an_empty_patch_confirms_the_section_as_it_stands() {
        let preferences = patched(Section::Visa, json!({})).unwrap();
        assert_eq!(preferences.confirmed_sections, [Section::Visa]);
    }

    #[test]
    fn null_for_what_cannot_be_null_is_refused_by_its_path() {
        let refused = patched(Section::JobType, json!({"target_titles": null})).unwrap_err();
        assert!(matches!(refused, RefusedPatch::Malformed { path, .. } if path == "target_titles"));
    }

    #[test]
    fn an_unknown_key_is_refused() {
        assert!(matches!(patched(Section::Visa, json!({"green_card": true})), Err(RefusedPatch::Malformed { .. })));
    }

    #[test]
    fn rules_across_fields_hold_after_the_merge() {
        assert!(matches!(patched(Section::Salary, json!({"salary_minimum": 201})), Err(RefusedPatch::Invalid(_))));
    }

    #[test]
    fn nested_objects_merge_key_by_key() {
        let settings =
            patched(Section::Settings, json!({"communication_preferences": {"sms": true}})).unwrap().settings;
        assert!(settings.communication_preferences.sms && settings.communication_preferences.email);
    }

    #[test]
    fn free_form_keys_are_added_removed_and_bounded() {
        let extra = patched(Section::ExtraPreferences, json!({"pets": "dog", "none": null})).unwrap().extra_preferences;
        assert_eq!(Value::Object(extra), json!({"pets": "dog"}));
        assert!(patched(Section::ExtraPreferences, json!({"text": "x".repeat(17_000)})).is_err());
    }
}
