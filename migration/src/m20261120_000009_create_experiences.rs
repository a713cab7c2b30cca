//! Creates `experiences`: the jobs that a person has had, as they go into a résumé.

use crate::blocks::{Table, boolean, index, integer, list, object, partial_date, text};

pub(crate) fn table() -> Table {
    Table::owned("experiences")
        .child_of("profiles", "profile_id")
        .columns([
            integer("position").at_least(0),
            text("title"),
            text("company"),
            text("location").optional(),
            partial_date("start_date"),
            partial_date("end_date").optional(),
            boolean("is_current").default(false),
            text("description").optional(),
            list("achievements"),
            text("enhanced_description").optional(),
            object("enhancement_metadata").default("{}"),
        ])
        .versioned()
        .ends_after_it_starts()
        .check(&["is_current", "end_date"], "NOT (is_current AND end_date IS NOT NULL)")
        .index(index(&["user_id", "profile_id", "position"]))
}
