//! Creates `agent_actions`: what the agents have done, or would like to do, for a person.

use crate::blocks::enumerations::AGENT_TYPES;
use crate::blocks::{Table, numeric, object, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("agent_actions")
        .columns([
            text("agent_type").one_of(AGENT_TYPES),
            text("kind").one_of(&["read", "draft", "write"]),
            text("action"),
            text("rationale").optional(),
            object("payload").default("{}"),
            numeric("confidence", 3, 2).optional().between(0, 1),
            text("status").one_of(&[
                "suggested",
                "pending_approval",
                "approved",
                "rejected",
                "expired",
                "paused",
                "executed",
                "failed",
                "blocked",
            ]),
            timestamp("timestamp").default_now(),
            text("error").optional(),
        ])
        .versioned()
        .soft_deleted()
}
