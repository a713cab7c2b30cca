//! How an error is told to the outside: a kind, which decides the HTTP status, and a stable code.

use ports::store::StoreError;
use serde::Serialize;
use validator::{ValidationErrors, ValidationErrorsKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The input breaks a rule.
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    /// Something outside does not answer; trying again later may help.
    Unavailable,
    /// Our fault: logged with its cause, and told to nobody.
    Internal,
}

/// One field of the input that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Its path in the body, such as `salary.salary_target`; empty for the body as a whole.
    pub field: String,
    pub code: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), message: message.into() }
    }
}

/// Implemented by every error that a use case returns.
pub trait Classify: std::error::Error {
    fn kind(&self) -> ErrorKind;

    /// Part of the API: it does not change.
    fn code(&self) -> &'static str;

    fn field_errors(&self) -> Vec<FieldError> {
        Vec::new()
    }
}

impl Classify for StoreError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Conflict(_) | Self::Stale => ErrorKind::Conflict,
            Self::Unavailable => ErrorKind::Unavailable,
            Self::Backend(_) => ErrorKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Conflict(_) | Self::Stale => "conflict",
            Self::Unavailable => "database_unavailable",
            Self::Backend(_) => "internal",
        }
    }
}

/// What serde says of a value of the wrong shape at `path`. serde names a missing or unknown field in its message; clients find it in `field`.
#[must_use]
pub fn shape_error(path: &str, message: &str) -> FieldError {
    let named = message.split('`').nth(1).unwrap_or_default();
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if message.starts_with("missing field") {
        FieldError::new(inside(named), "required", "is required")
    } else if message.starts_with("unknown field") {
        // The path already leads to the unknown field itself.
        let field = if path.ends_with(named) { path.to_owned() } else { inside(named) };
        FieldError::new(field, "unknown_field", "is not a field of this request")
    } else {
        FieldError::new(path, "invalid", message)
    }
}

/// Turns what `validator` found into field errors under `prefix`, sorted by field. The rejected value is not repeated.
#[must_use]
pub fn field_errors(errors: &ValidationErrors, prefix: &str) -> Vec<FieldError> {
    let mut found = Vec::new();
    collect(errors, prefix, &mut found);
    found.sort_by(|a, b| a.field.cmp(&b.field));
    found
}

fn collect(errors: &ValidationErrors, prefix: &str, found: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        // A rule across several fields is reported under `__all__`: it belongs to the object itself.
        let path = match (prefix, name.as_ref()) {
            (prefix, "__all__") => prefix.to_owned(),
            ("", name) => name.to_owned(),
            (prefix, name) => format!("{prefix}.{name}"),
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &path, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{path}[{index}]"), found);
                }
            }
            ValidationErrorsKind::Field(errors) => {
                found.extend(
                    errors.iter().map(|error| FieldError::new(path.clone(), error.code.clone(), message(error))),
                );
            }
        }
    }
}

fn message(error: &validator::ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.to_string();
    }
    let param = |name: &str| error.params.get(name).map(ToString::to_string);
    let unit = if error.code == "length" { " characters" } else { "" };
    match (param("min"), param("max")) {
        (Some(min), Some(max)) => format!("must be from {min} to {max}{unit}"),
        (Some(min), None) => format!("must be at least {min}{unit}"),
        (None, Some(max)) => format!("must be at most {max}{unit}"),
        (None, None) => "is not valid".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::preferences::Salary;
    use validator::Validate;

    #[test]
    fn a_rule_across_fields_is_reported_for_the_object_and_a_range_with_its_bounds() {
        let low = Salary { salary_minimum: Some(2), salary_target: Some(1), ..Salary::default() };
        let errors = field_errors(&low.validate().unwrap_err(), "salary");
        assert_eq!(errors[0].field, "salary");
        assert_eq!(errors[0].code, "below_minimum");

        let negative = Salary { salary_minimum: Some(-1), ..Salary::default() };
        let errors = field_errors(&negative.validate().unwrap_err(), "salary");
        assert_eq!(errors[0], FieldError::new("salary.salary_minimum", "range", "must be at least 0"));
    }
}
