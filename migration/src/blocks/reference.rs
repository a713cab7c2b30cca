//! Foreign keys.

use super::{quoted, quoted_list};

/// A foreign key, named `{table}_fk_{columns}`.
pub(super) struct Reference {
    columns: Vec<&'static str>,
    to_table: &'static str,
    to_columns: Vec<&'static str>,
    /// Whether the rows go when the one that they refer to goes. Otherwise that one stays until nothing refers to it:
    /// nothing is ever set to NULL behind the application's back.
    cascades: bool,
}

impl Reference {
    /// From a row to the person whom it belongs to.
    pub(super) fn to_owner() -> Self {
        Self::to_shared("user_id", "users")
    }

    /// From a child to its parent together with the parent's owner, so that nothing can hang under another person's row.
    pub(super) fn to_parent(column: &'static str, to_table: &'static str) -> Self {
        Self { columns: vec!["user_id", column], to_table, to_columns: vec!["user_id", "id"], cascades: true }
    }

    /// To a row that many people's rows refer to.
    pub(super) fn to_shared(column: &'static str, to_table: &'static str) -> Self {
        Self { columns: vec![column], to_table, to_columns: vec!["id"], cascades: true }
    }

    pub(super) fn without_cascade(mut self) -> Self {
        self.cascades = false;
        self
    }

    pub(super) fn constraint(&self, table: &str) -> String {
        let name = format!("{table}_fk_{}", self.columns.join("_"));
        format!(
            "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}){}",
            quoted(&name),
            quoted_list(&self.columns),
            quoted(self.to_table),
            quoted_list(&self.to_columns),
            if self.cascades { " ON DELETE CASCADE" } else { "" },
        )
    }
}
