//! How an error is told to the outside: a kind, which decides the HTTP status, and a stable code.

use domain::merge::RefusedPatch;
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
    /// The request was made for a state that is no more.
    PreconditionFailed,
    /// Understood, and refused for a reason of its own rather than for a field.
    Unprocessable,
    /// As much as one may have for now.
    LimitReached,
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

    /// In how many seconds trying again may help, where that is known.
    fn retry_after(&self) -> Option<u64> {
        None
    }
}

/// Declares the errors of a context: those of its own, one a line, and those that every context has.
///
/// A conflict that the store reports by the word of a line becomes that line's error. Each line reads
/// `Variant = Kind "code" "message"`. What has more to say is an error of its own and classifies itself: `and { Variant(Error) }`.
macro_rules! errors {
    ($(#[$meta:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $kind:ident $code:literal $message:literal),* $(,)? }
        $(and { $($own:ident($error:ty)),+ $(,)? })?
    ) => {
        $(#[$meta])*
        #[derive(Debug, thiserror::Error)]
        pub enum $name {
            $($(#[$note])* #[error($message)] $variant,)*
            $($(#[error(transparent)] $own(#[from] $error),)+)?
            /// What one can only see of the input together with what is stored.
            #[error("the input breaks a rule")]
            Invalid(Vec<$crate::FieldError>),
            #[error(transparent)]
            PreconditionFailed(#[from] $crate::precondition::PreconditionFailed),
            #[error(transparent)]
            Store(ports::store::StoreError),
        }

        impl From<ports::store::StoreError> for $name {
            fn from(error: ports::store::StoreError) -> Self {
                match error {
                    $(ports::store::StoreError::Conflict($code) => Self::$variant,)*
                    error => Self::Store(error),
                }
            }
        }

        impl $crate::Classify for $name {
            fn kind(&self) -> $crate::ErrorKind {
                match self {
                    $(Self::$variant => $crate::ErrorKind::$kind,)*
                    $($(Self::$own(error) => $crate::Classify::kind(error),)+)?
                    Self::Invalid(_) => $crate::ErrorKind::Invalid,
                    Self::PreconditionFailed(_) => $crate::ErrorKind::PreconditionFailed,
                    Self::Store(error) => error.kind(),
                }
            }

            fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                    $($(Self::$own(error) => $crate::Classify::code(error),)+)?
                    Self::Invalid(_) => "validation_failed",
                    Self::PreconditionFailed(_) => "precondition_failed",
                    Self::Store(error) => error.code(),
                }
            }

            fn field_errors(&self) -> Vec<$crate::FieldError> {
                match self {
                    Self::Invalid(errors) => errors.clone(),
                    $($(Self::$own(error) => $crate::Classify::field_errors(error),)+)?
                    _ => Vec::new(),
                }
            }

            fn retry_after(&self) -> Option<u64> {
                match self {
                    $($(Self::$own(error) => $crate::Classify::retry_after(error),)+)?
                    _ => None,
                }
            }
        }

        impl $crate::retry::MayBeStale for $name {
            fn is_stale(&self) -> bool {
                matches!(self, Self::Store(ports::store::StoreError::Stale))
            }
        }
    };
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

/// The most characters of a name that came from outside which an error repeats.
pub const MAX_NAME_CHARS: usize = 100;

/// What serde says of a value of the wrong shape at `path`, in the words of people who know no Rust. serde names a missing
/// or unknown field in its message; clients find it in `field`.
#[must_use]
pub fn shape_error(path: &str, message: &str) -> FieldError {
    let named: String = message.split('`').nth(1).unwrap_or_default().chars().take(MAX_NAME_CHARS).collect();
    let inside = if path.is_empty() { named.clone() } else { format!("{path}.{named}") };
    if message.starts_with("missing field") {
        FieldError::new(inside, "required", "is required")
    } else if message.starts_with("duplicate field") {
        FieldError::new(inside, "duplicate_field", "is given twice")
    } else if message.starts_with("unknown field") {
        // The path already leads to the unknown field itself.
        let leads_there = path.rsplit('.').next().is_some_and(|last| message.contains(&format!("`{last}`")));
        let field = if leads_there { path.chars().take(2 * MAX_NAME_CHARS).collect() } else { inside };
        FieldError::new(field, "unknown_field", "is not a field of this request")
    } else {
        let expected = message.split_once("expected ").map(|(_, expected)| format!("must be {}", plain_type(expected)));
        FieldError::new(path, "invalid", expected.unwrap_or_else(|| message.to_owned()))
    }
}

fn plain_type(expected: &str) -> &str {
    match expected {
        "a map" => "an object",
        "a sequence" => "a list",
        "i32" | "i64" | "u32" | "u64" | "usize" => "a whole number",
        "f64" => "a number",
        "a boolean" => "true or false",
        expected if expected.starts_with("struct ") => "an object",
        expected => expected,
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

/// The fields for which a patch was refused.
#[must_use]
pub fn refused_patch(refused: &RefusedPatch) -> Vec<FieldError> {
    match refused {
        RefusedPatch::Malformed { path, message } => {
            let path = if path == "." { "" } else { path };
            vec![shape_error(path, message)]
        }
        RefusedPatch::Invalid(errors) => field_errors(errors, ""),
    }
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
    use rstest::rstest;
    use validator::Validate;

    #[rstest]
    #[case("", "missing field `password`", "password", "is required")]
    #[case("a", "missing field `b`", "a.b", "is required")]
    #[case("", "duplicate field `password`", "password", "is given twice")]
    #[case("visa.green", "unknown field `green`, expected `x`", "visa.green", "is not a field of this request")]
    #[case("", "unknown field `tier`, expected `x`", "tier", "is not a field of this request")]
    #[case("n", "invalid type: string \"a\", expected i32", "n", "must be a whole number")]
    #[case("", "invalid type: null, expected struct StartOnboarding", "", "must be an object")]
    #[case("l", "unknown variant `x`, expected one of `l0`, `l1`", "l", "must be one of `l0`, `l1`")]
    #[case("email", "is not an e-mail address", "email", "is not an e-mail address")]
    fn what_serde_says_is_told_in_plain_words(
        #[case] path: &str,
        #[case] said: &str,
        #[case] field: &str,
        #[case] told: &str,
    ) {
        let error = shape_error(path, said);
        assert_eq!((error.field.as_str(), error.message.as_str()), (field, told));
    }

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
