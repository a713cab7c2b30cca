//! Merging a patch into a value: keys that are present change, null clears what may be null, all else stays.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use validator::{Validate, ValidationErrors};

use crate::json::Strict;

/// Why a patch was not merged.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RefusedPatch {
    /// A field is unknown or has a value of the wrong type; the path starts inside the value.
    #[error("{path}: {message}")]
    Malformed { path: String, message: String },
    #[error("the value would break its rules")]
    Invalid(ValidationErrors),
}

/// The value as the patch would have it; it keeps the rules of its type.
pub fn merged<T: Serialize + DeserializeOwned + Validate>(
    value: &T,
    patch: Map<String, Value>,
) -> Result<T, RefusedPatch> {
    let malformed = |path: String, message: String| RefusedPatch::Malformed { path, message };
    let mut json = serde_json::to_value(value).map_err(|error| malformed(String::new(), error.to_string()))?;
    merge(&mut json, Value::Object(patch));
    let merged: T = serde_path_to_error::deserialize(Strict(json))
        .map_err(|error| malformed(error.path().to_string(), error.inner().to_string()))?;
    merged.validate().map_err(RefusedPatch::Invalid)?;
    Ok(merged)
}

/// Objects merge key by key, anything else replaces. Unlike RFC 7396 a null stays: the value's type says whether it may be null.
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}
