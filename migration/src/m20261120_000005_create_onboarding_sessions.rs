//! Creates `onboarding_sessions`: each attempt at the onboarding conversation.

use crate::blocks::{Table, index, integer, text, timestamp, varchar};

pub(crate) fn table() -> Table {
    Table::owned("onboarding_sessions")
        .columns([
            text("status").default("in_progress").one_of(&["in_progress", "completed", "abandoned"]),
            varchar("llm_provider_used", 50).optional(),
            integer("total_messages_count").default(0).at_least(0),
            text("ip_address").optional(),
            text("user_agent").optional(),
            timestamp("completed_at").optional(),
        ])
        .check(&["status", "completed_at"], "(status = 'completed') = (completed_at IS NOT NULL)")
        // At most one is open at a time.
        .index(index(&["user_id"]).unique().only_where("status = 'in_progress'"))
        .index(index(&["status"]))
        .index(index(&["created_at"]))
        .index(index(&["completed_at"]).only_where("completed_at IS NOT NULL"))
}
