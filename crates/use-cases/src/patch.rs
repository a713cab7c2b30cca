//! Telling "leave it" from "clear it" in a patch.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use validator::ValidationError;

/// What a patch says of one nullable field: nothing, null, or a new value. Use it with `#[serde(default)]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Change<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

impl<T> Change<T> {
    #[must_use]
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The field after the patch.
    #[must_use]
    pub fn apply(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Keep => current,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// `validator` and the API description write values out; what is kept is written as null too.
impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

/// For a field of a patch that may be absent but not null: without it serde reads null as absent.
pub fn not_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A new text must hold something and have at most `MAX` characters.
pub fn bounded_text<const MAX: usize>(change: &Change<String>) -> Result<(), ValidationError> {
    let Change::Set(text) = change else { return Ok(()) };
    domain::validation::not_blank(text)?;
    if text.chars().count() > MAX {
        let message = format!("must be at most {MAX} characters");
        return Err(ValidationError::new("length").with_message(message.into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Patch {
        #[serde(default)]
        phone: Change<String>,
        #[serde(default, deserialize_with = "not_null")]
        theme: Option<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let read = |json: &str| serde_json::from_str::<Patch>(json).unwrap().phone;
        assert_eq!(read("{}"), Change::Keep);
        assert_eq!(read(r#"{"phone":null}"#), Change::Clear);
        assert_eq!(read(r#"{"phone":"1"}"#), Change::Set("1".to_owned()));
    }

    #[test]
    fn a_field_that_cannot_be_null_may_be_absent() {
        assert_eq!(serde_json::from_str::<Patch>("{}").unwrap().theme, None);
        assert!(serde_json::from_str::<Patch>(r#"{"theme":null}"#).is_err());
    }
}
