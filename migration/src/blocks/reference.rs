//! Foreign keys.

use super::{quoted, quoted_list};

/// A foreign key, named `{table}_fk_{columns}`. The rows go when the one that they refer to goes.
pub(super) struct Reference {
    columns: Vec<&'static str>,
    to_table: &'static str,
    to_columns: Vec<&'static str>,
}

impl Reference {
    /// From a row to the person whom it belongs to.
    pub(super) fn to_owner() -> Self {
        Self { columns: vec!["user_id"], to_table: "users", to_columns: vec!["id"] }
    }

    /// From a child to its parent together with the parent's owner, so that nothing can hang under another person's row.
    pub(super) fn to_parent(column: &'static str, to_table: &'static str) -> Self {
        Self { columns: vec!["user_id", column], to_table, to_columns: vec!["user_id", "id"] }
    }

    pub(super) fn constraint(&self, table: &str) -> String {
        let name = format!("{table}_fk_{}", self.columns.join("_"));
        format!(
            "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE CASCADE",
            quoted(&name),
            quoted_list(&self.columns),
            quoted(self.to_table),
            quoted_list(&self.to_columns),
        )
    }
}
