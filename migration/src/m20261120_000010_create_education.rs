//! Creates `education`: the schools that a person has been to, as they go into a résumé.

use crate::blocks::{Table, float, index, integer, list, partial_date, text};

pub(crate) fn table() -> Table {
    Table::owned("education")
        .child_of("profiles", "profile_id")
        .columns([
            integer("position").at_least(0),
            text("institution"),
            text("degree").optional(),
            text("field_of_study").optional(),
            partial_date("start_date").optional(),
            partial_date("end_date").optional(),
            float("gpa").optional().between(0, 4),
            list("honors"),
        ])
        .versioned()
        .ends_after_it_starts()
        .index(index(&["user_id", "profile_id", "position"]))
}
