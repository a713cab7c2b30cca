//! What the identity endpoints accept.

use chrono::{DateTime, Utc};
use domain::identity::{Email, Timezone, User};
use domain::validation::json_object;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use crate::patch::{Change, bounded_text, not_null};

/// With a guest's token the guest becomes this account and keeps its data.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Register {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Email, max_length = 254))]
    pub email: Email,
    /// 8 to 128 characters of any kind; neither a common one nor your own address.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password, min_length = 8, max_length = 128))]
    pub password: SecretString,
    #[validate(length(max = 255), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub full_name: Option<String>,
    #[validate(length(max = 255), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub display_name: Option<String>,
    /// UTC by default.
    pub timezone: Option<Timezone>,
    /// Where you came from, for instance `web` or `referral`.
    #[validate(length(max = 100))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub source: Option<String>,
}

impl Register {
    /// Puts what was given on the account; what was not given stays as the guest had it.
    #[must_use]
    pub(super) fn fill_in(&self, user: User) -> User {
        User {
            full_name: self.full_name.clone().or(user.full_name),
            display_name: self.display_name.clone().or(user.display_name),
            timezone: self.timezone.clone().unwrap_or(user.timezone),
            source: self.source.clone().or(user.source),
            ..user
        }
    }
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogIn {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Email, max_length = 254))]
    pub email: Email,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    pub password: SecretString,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refresh {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub refresh_token: SecretString,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogOut {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub refresh_token: SecretString,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    pub current_password: SecretString,
    /// 8 to 128 characters of any kind; neither a common one nor your own address.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password, min_length = 8, max_length = 128))]
    pub new_password: SecretString,
}

/// Only the keys that are present change; null clears. At least one key is needed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[validate(schema(function = "changes_something"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct UpdateMe {
    #[validate(custom(function = "bounded_text::<255>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub full_name: Change<String>,
    #[validate(custom(function = "bounded_text::<255>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub display_name: Change<String>,
    #[validate(custom(function = "bounded_text::<50>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 50, pattern = r"[^\s\x85]"))]
    pub phone: Change<String>,
    #[serde(deserialize_with = "not_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Timezone, required = false))]
    pub timezone: Option<Timezone>,
    /// Replaces the object that is stored; at most 16 KiB of JSON.
    #[serde(deserialize_with = "not_null")]
    #[validate(custom(function = "json_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, required = false))]
    pub metadata: Option<Map<String, Value>>,
}

fn changes_something(patch: &UpdateMe) -> Result<(), ValidationError> {
    if *patch == UpdateMe::default() {
        return Err(ValidationError::new("empty_patch").with_message("must change at least one field".into()));
    }
    Ok(())
}

impl UpdateMe {
    pub(super) fn apply(self, user: User, now: DateTime<Utc>) -> User {
        User {
            full_name: self.full_name.apply(user.full_name),
            display_name: self.display_name.apply(user.display_name),
            phone: self.phone.apply(user.phone),
            timezone: self.timezone.unwrap_or(user.timezone),
            metadata: self.metadata.unwrap_or(user.metadata),
            updated_at: now,
            ..user
        }
    }
}
