//! Telling "leave it" from "clear it" in a patch.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use validator::{Validate, ValidationError, ValidationErrors};

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

/// Some keys of a `T`, to be merged into one that is stored by [`domain::merge`]: so the bounds of `T` are those of its patch, and
/// are said once. At least one key is needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch<T> {
    pub changes: Map<String, Value>,
    of: PhantomData<fn() -> T>,
}

impl<'de, T> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { changes: Map::deserialize(deserializer)?, of: PhantomData })
    }
}

impl<T> Validate for Patch<T> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        if !self.changes.is_empty() {
            return Ok(());
        }
        let mut errors = ValidationErrors::new();
        let message = "must change at least one field";
        errors.add("__all__", ValidationError::new("empty_patch").with_message(message.into()));
        Err(errors)
    }
}

/// The schema of `T`, of which nothing is required. The trait is the one that utoipa's derive implements.
#[cfg(feature = "openapi")]
impl<T: utoipa::PartialSchema> utoipa::__dev::ComposeSchema for Patch<T> {
    fn compose(
        _: Vec<utoipa::openapi::RefOr<utoipa::openapi::Schema>>,
    ) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        let mut schema = T::schema();
        if let utoipa::openapi::RefOr::T(utoipa::openapi::Schema::Object(object)) = &mut schema {
            object.required.clear();
            object.min_properties = Some(1);
            object.description =
                Some("Only the keys that are present change; null clears. At least one is needed.".to_owned());
        }
        schema
    }
}

#[cfg(feature = "openapi")]
impl<T: utoipa::ToSchema> utoipa::ToSchema for Patch<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("{}Patch", T::name().trim_start_matches("New")).into()
    }

    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        T::schemas(schemas);
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
    struct Contact {
        #[serde(default)]
        phone: Change<String>,
        #[serde(default, deserialize_with = "not_null")]
        theme: Option<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let read = |json: &str| serde_json::from_str::<Contact>(json).unwrap().phone;
        assert_eq!(read("{}"), Change::Keep);
        assert_eq!(read(r#"{"phone":null}"#), Change::Clear);
        assert_eq!(read(r#"{"phone":"1"}"#), Change::Set("1".to_owned()));
    }

    #[test]
    fn a_field_that_cannot_be_null_may_be_absent() {
        assert_eq!(serde_json::from_str::<Contact>("{}").unwrap().theme, None);
        assert!(serde_json::from_str::<Contact>(r#"{"theme":null}"#).is_err());
    }
}
