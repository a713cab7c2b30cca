//! Creates `generation_feedback`: what a person thought of a generated document.

use crate::blocks::{Table, integer, text};

pub(crate) fn table() -> Table {
    Table::owned("generation_feedback")
        .child_of("generations", "generation_id")
        .columns([integer("rating").between(1, 5), text("comment").optional()])
        .append_only()
        .unique(&["generation_id"])
}
