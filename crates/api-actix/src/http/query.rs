//! Query strings and path parameters.

use actix_web::dev::Payload;
use actix_web::web::{PathConfig, QueryConfig};
use actix_web::{FromRequest, HttpRequest};
use domain::deletion::MAX_REASON_CHARS;
use futures_util::future::{Ready, ready};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use use_cases::error::field_errors;
use validator::Validate;

use super::listing::out_of_range;
use super::problem::Problem;

/// `?limit` and `?cursor` of every list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// How many items at most, from 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// `next_cursor` of the page before, of the same list with the same filters.
    #[param(min_length = 1, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl PageQuery {
    pub fn limit(&self) -> Result<u32, Problem> {
        match self.limit {
            None => Ok(20),
            Some(limit @ 1..=100) => Ok(limit),
            Some(_) => Err(out_of_range("limit", "must be from 1 to 100")),
        }
    }

    #[must_use]
    pub fn into_cursor(self) -> Option<String> {
        self.cursor
    }
}

/// One page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Ask for the next page with it; null on the last one.
    pub next_cursor: Option<String>,
}

#[must_use]
pub fn path_config() -> PathConfig {
    PathConfig::default().error_handler(|error, _| {
        Problem::bad_request("invalid_path", format!("A value in the path cannot be read: {error}.")).into()
    })
}

/// What a query says, read, typed and validated.
#[derive(Debug)]
pub struct Filter<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Filter<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs: Vec<_> = form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
        ready(parse_filter(&pairs).map(Self))
    }
}

/// `?reason` of a deletion.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, Validate, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct DeletionQuery {
    /// Why; kept with what is deleted.
    #[validate(length(max = "MAX_REASON_CHARS"), custom(function = "domain::validation::not_blank"))]
    #[param(min_length = 1, max_length = 500, pattern = r"[^\s\x85]")]
    pub reason: Option<String>,
}

/// As [`parse_query`], for values that databases are to look for or to keep, and by the rules of the type.
pub fn parse_filter<T: DeserializeOwned + Validate>(pairs: &[(String, String)]) -> Result<T, Problem> {
    // No database stores one in text.
    if pairs.iter().any(|(_, value)| value.contains('\0')) {
        return Err(unreadable_query(&"a value holds a NUL"));
    }
    let filter: T = parse_query(pairs)?;
    filter.validate().map_err(|errors| Problem::validation_failed(field_errors(&errors, "")))?;
    Ok(filter)
}

/// Reads what a query says into its type; a name that the type does not have is refused.
pub fn parse_query<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Problem> {
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    serde_urlencoded::from_str(&encoded).map_err(|error| unreadable_query(&error))
}

fn unreadable_query(error: &impl std::fmt::Display) -> Problem {
    Problem::bad_request("invalid_query", format!("The query cannot be read: {error}."))
}

#[must_use]
pub fn query_config() -> QueryConfig {
    QueryConfig::default().error_handler(|error, _| unreadable_query(&error).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", Ok(None))]
    #[case("too old", Ok(Some("too old")))]
    #[case(" ", Err(422))]
    #[case("a\0b", Err(400))]
    #[case(&"x".repeat(501), Err(422))]
    fn a_reason_may_be_given(#[case] reason: &str, #[case] expected: Result<Option<&str>, u16>) {
        let pairs = if reason.is_empty() { Vec::new() } else { vec![("reason".to_owned(), reason.to_owned())] };
        let found = parse_filter::<DeletionQuery>(&pairs).map_err(|problem| problem.status.as_u16());
        assert_eq!(found, expected.map(|reason| DeletionQuery { reason: reason.map(str::to_owned) }));
        let other = [("why".to_owned(), "me".to_owned())];
        assert_eq!(parse_filter::<DeletionQuery>(&other).map_err(|problem| problem.status.as_u16()), Err(400));
    }
}
