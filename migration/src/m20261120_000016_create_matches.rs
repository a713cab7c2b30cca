//! Creates `matches`: how well a job suits a person, and what the person makes of it.

use crate::blocks::{Table, index, numeric, object, text};

pub(crate) fn table() -> Table {
    Table::owned("matches")
        .child_of_shared("jobs", "job_id")
        .columns([
            numeric("score", 5, 2).between(0, 100),
            object("rationale"),
            text("status").default("new").one_of(&["new", "saved", "dismissed", "applied"]),
        ])
        .versioned()
        .soft_deleted()
        .unique(&["user_id", "job_id"])
        // Pages by score, then newest, are read backwards.
        .index(index(&["user_id", "score", "id"]))
        // A job that goes takes those with it that refer to it.
        .index(index(&["job_id"]))
}
