//! Lists: filters, limit and cursor of a request, and the page that answers it.

use std::collections::BTreeSet;

use actix_web::dev::Payload;
use actix_web::web::{Data, Json};
use actix_web::{FromRequest, HttpRequest};
use domain::ids::UserId;
use futures_util::future::{Ready, ready};
use ports::paging::{Page as Rows, PageRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use use_cases::FieldError;
use validator::Validate;

use super::cursor::Cursors;
use super::problem::Problem;
use super::query::{Page, PageQuery, parse_filter, parse_query};
use crate::wiring::Shared;

/// A request for one page of a list. A cursor fits the list that gave it alone: the same path with the same filters, for the
/// same person.
pub struct Listing<F> {
    pub filter: F,
    limit: u32,
    cursor: Option<String>,
    list: String,
    shared: Data<Shared>,
}

/// The filter of a list that has none.
#[derive(Debug, Default, serde::Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Unfiltered {}

impl<F: DeserializeOwned + Validate + 'static> FromRequest for Listing<F> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(listing(request))
    }
}

fn listing<F: DeserializeOwned + Validate>(request: &HttpRequest) -> Result<Listing<F>, Problem> {
    let (own, filters): (Vec<_>, Vec<_>) =
        url_pairs(request.query_string()).partition(|(name, _)| matches!(name.as_ref(), "limit" | "cursor"));
    let page: PageQuery = parse_query(&own)?;
    let filter: F = parse_filter(&filters)?;
    // In one order, however they were given.
    let filters: BTreeSet<_> = filters.into_iter().collect();
    let shared = request.app_data::<Data<Shared>>().cloned().ok_or_else(Problem::internal)?;
    Ok(Listing {
        filter,
        limit: page.limit()?,
        cursor: page.into_cursor(),
        list: format!("{} {filters:?}", request.path()),
        shared,
    })
}

fn url_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned()
}

impl<F> Listing<F> {
    /// The page that is asked for.
    pub fn request<K: DeserializeOwned>(&self, owner: UserId) -> Result<PageRequest<K>, Problem> {
        let after = self.cursor.as_deref().map(|cursor| self.cursors().open(&self.of(owner), cursor)).transpose()?;
        Ok(PageRequest { after, limit: self.limit })
    }

    /// The page as it is answered.
    pub fn page<T, K: Serialize>(&self, owner: UserId, rows: Rows<T, K>) -> Json<Page<T>> {
        let next_cursor = rows.next.map(|key| self.cursors().seal(&self.of(owner), &key));
        Json(Page { items: rows.items, next_cursor })
    }

    fn cursors(&self) -> &Cursors {
        &self.shared.cursors
    }

    fn of(&self, owner: UserId) -> String {
        format!("{} of {owner}", self.list)
    }
}

/// A value of a query that is of the right type and breaks a rule.
#[must_use]
pub fn out_of_range(field: &str, message: &str) -> Problem {
    Problem::validation_failed(vec![FieldError::new(field, "range", message)])
}
