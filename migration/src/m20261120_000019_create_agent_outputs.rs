//! Creates `agent_outputs`: what the agents have found out for a person.

use crate::blocks::enumerations::AGENT_TYPES;
use crate::blocks::{Table, index, json, numeric, text};

pub(crate) fn table() -> Table {
    Table::owned("agent_outputs")
        .columns([text("agent_type").one_of(AGENT_TYPES)])
        .refers_to("agent_actions", "agent_action_id")
        .columns([
            // Of whatever form the agent gives it.
            json("output"),
            text("rationale").optional(),
            numeric("confidence", 3, 2).optional().between(0, 1),
        ])
        .versioned()
        .index(index(&["user_id", "created_at"]))
}
