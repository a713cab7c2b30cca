//! Query strings and path parameters.

use actix_web::web::{PathConfig, QueryConfig};
use serde::{Deserialize, Serialize};

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
    /// `next_cursor` of the page before.
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

/// Reads what a query says into its type; a name that the type does not have is refused.
pub fn parse_query<T: serde::de::DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Problem> {
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
