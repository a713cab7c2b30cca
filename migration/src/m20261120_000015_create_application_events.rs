//! Creates `application_events`: what has happened to an application, in order.

use crate::blocks::enumerations::APPLICATION_STATUSES;
use crate::blocks::{Table, index, numeric, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("application_events")
        .child_of("applications", "application_id")
        .columns([
            text("kind").one_of(&["status_changed", "note", "interview", "offer", "follow_up"]),
            text("old_status").optional().one_of(APPLICATION_STATUSES),
            text("new_status").optional().one_of(APPLICATION_STATUSES),
            text("note").optional(),
            timestamp("occurred_at").default_now(),
            text("actor").one_of(&["user", "agent", "system"]),
            numeric("confidence", 3, 2).optional().between(0, 1),
        ])
        .append_only()
        .index(index(&["user_id", "application_id", "occurred_at", "id"]))
}
