//! Why something is deleted, as the query of a DELETE says it.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use domain::deletion::MAX_REASON_CHARS;
use futures_util::future::{Ready, ready};
use serde::Deserialize;
use use_cases::error::field_errors;
use validator::{Validate, ValidationError};

use super::problem::Problem;
use super::query::parse_query;

#[derive(Debug, Default, Deserialize, Validate, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct DeletionQuery {
    /// Kept with what is deleted.
    #[validate(length(max = MAX_REASON_CHARS), custom(function = "says_something"))]
    #[param(min_length = 1, max_length = 500, pattern = r"\S")]
    reason: Option<String>,
}

/// No database keeps a NUL in a text.
fn says_something(reason: &str) -> Result<(), ValidationError> {
    domain::validation::not_blank(reason)?;
    if reason.contains('\0') { Err(ValidationError::new("nul")) } else { Ok(()) }
}

/// `?reason=`.
pub struct Reason(pub Option<String>);

impl FromRequest for Reason {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(reason(request.query_string()).map(Self))
    }
}

fn reason(query: &str) -> Result<Option<String>, Problem> {
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let query: DeletionQuery = parse_query(&pairs)?;
    query.validate().map_err(|errors| Problem::validation_failed(field_errors(&errors, "")))?;
    Ok(query.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", Ok(None))]
    #[case("reason=too%20old", Ok(Some("too old")))]
    #[case("reason=", Err(422))]
    #[case("reason=a%00b", Err(422))]
    #[case("why=me", Err(400))]
    fn a_reason_may_be_given_and_nothing_else(#[case] query: &str, #[case] expected: Result<Option<&str>, u16>) {
        let found = reason(query).map_err(|problem| problem.status.as_u16());
        assert_eq!(found.as_ref().map(|reason| reason.as_deref()).map_err(|status| *status), expected);
        assert!(reason(&format!("reason={}", "x".repeat(501))).is_err());
    }
}
