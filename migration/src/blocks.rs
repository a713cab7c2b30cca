//! The shapes that recur in every table, each written once, so that a migration says only what is its table's own.
//!
//! A released migration must keep on producing the same schema: a block may gain an option, but what it makes today it
//! makes for ever. A change of convention is a new block, and a migration that alters the tables of the old one.

mod column;
mod create_table;
pub(crate) mod enumerations;
mod index;
mod reference;
mod table;
pub(crate) mod updated_at;
mod word_search;

pub(crate) use column::{
    Column, boolean, char, date, float, integer, json, list, numeric, object, partial_date, plain_vector, text,
    timestamp, uuid, varchar, vector,
};
pub(crate) use create_table::CreateTable;
pub(crate) use index::index;
pub(crate) use table::Table;

/// An identifier in quotes, since column names such as `role`, `key` and `position` are words of SQL somewhere.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// Identifiers in quotes, separated by commas.
fn quoted_list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}
