//! Creates `approvals`: what an agent may not do before its person has agreed.

use crate::blocks::{Table, index, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("approvals")
        .child_of("agent_actions", "agent_action_id")
        .columns([
            text("status").default("pending").one_of(&["pending", "approved", "rejected", "expired", "paused"]),
            text("decision_reason").optional(),
            timestamp("decided_at").optional(),
            timestamp("expires_at"),
        ])
        .unique(&["agent_action_id"])
        .index(index(&["user_id", "status"]))
        .index(index(&["expires_at"]))
}
