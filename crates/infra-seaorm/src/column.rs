//! From the values of a column to those of the domain and back; what breaks a rule is named by its table, id and column.

use std::marker::PhantomData;
use std::str::FromStr;

use ports::store::StoreError;
use sea_orm::EntityTrait;
use sea_orm::prelude::{Json, Uuid};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A row that is being read.
pub(crate) struct Row<E> {
    id: Uuid,
    table: PhantomData<E>,
}

impl<E: EntityTrait> Row<E> {
    pub(crate) fn new(id: Uuid) -> Self {
        Self { id, table: PhantomData }
    }

    /// The value, or an error that says where it stands, but neither what it is nor what is wrong: both may be private.
    pub(crate) fn valid<T, F>(&self, column: &'static str, value: Result<T, F>) -> Result<T, StoreError> {
        value.map_err(|_| {
            let (table, id) = (E::default().table_name().to_owned(), self.id);
            StoreError::Backend(format!("the row {id} of {table} breaks a rule in its column {column}"))
        })
    }

    /// One of an enumeration's words.
    pub(crate) fn word<T: FromStr>(&self, column: &'static str, word: &str) -> Result<T, StoreError> {
        self.valid(column, word.parse())
    }

    pub(crate) fn optional_word<T: FromStr>(
        &self,
        column: &'static str,
        word: Option<&str>,
    ) -> Result<Option<T>, StoreError> {
        word.map(|word| self.word(column, word)).transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str, json: Json) -> Result<T, StoreError> {
        self.valid(column, serde_json::from_value(json))
    }

    pub(crate) fn optional_json<T: DeserializeOwned>(
        &self,
        column: &'static str,
        json: Option<Json>,
    ) -> Result<Option<T>, StoreError> {
        json.map(|json| self.json(column, json)).transpose()
    }

    /// A number that is not negative.
    pub(crate) fn count(&self, column: &'static str, number: i32) -> Result<u32, StoreError> {
        self.valid(column, u32::try_from(number))
    }
}

pub(crate) fn to_json(value: &impl Serialize) -> Result<Json, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Backend(format!("cannot be written as JSON: {error}")))
}

pub(crate) fn to_optional_json(value: Option<&impl Serialize>) -> Result<Option<Json>, StoreError> {
    value.map(to_json).transpose()
}

/// Rounded to two places: `numeric(_,2)` does it by itself on PostgreSQL, a float of SQLite does not.
pub(crate) fn to_hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// The columns are as wide as an `i32`.
pub(crate) fn to_integer(count: u32) -> Result<i32, StoreError> {
    i32::try_from(count).map_err(|_| StoreError::Backend(format!("{count} is more than the column holds")))
}
