//! Creates `projects`: what a person has made, as it goes into a résumé.

use crate::blocks::{Table, index, integer, list, object, partial_date, text};

pub(crate) fn table() -> Table {
    Table::owned("projects")
        .child_of("profiles", "profile_id")
        .columns([
            integer("position").at_least(0),
            text("name"),
            text("description"),
            list("technologies"),
            text("url").optional(),
            partial_date("start_date").optional(),
            partial_date("end_date").optional(),
            text("enhanced_description").optional(),
            object("enhancement_metadata").default("{}"),
        ])
        .versioned()
        .ends_after_it_starts()
        .index(index(&["user_id", "profile_id", "position"]))
}
