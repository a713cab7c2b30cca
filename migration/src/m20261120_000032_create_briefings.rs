//! Creates `briefings`: what a person is told each morning.

use crate::blocks::{Table, list, object, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("briefings")
        .columns([
            object("content"),
            text("briefing_type").one_of(&["full", "lite"]),
            timestamp("generated_at"),
            timestamp("delivered_at").optional(),
            list("delivery_channels"),
            timestamp("read_at").optional(),
        ])
        .versioned()
}
