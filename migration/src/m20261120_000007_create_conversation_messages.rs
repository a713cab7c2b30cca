//! Creates `conversation_messages`: every word of every onboarding conversation, and what was understood.

use crate::blocks::{Table, index, integer, object, text};

pub(crate) fn table() -> Table {
    Table::owned("conversation_messages")
        .child_of("onboarding_sessions", "session_id")
        .columns([
            integer("sequence").at_least(0),
            text("role").one_of(&["user", "assistant"]),
            text("content"),
            object("extracted_fields").optional(),
            object("llm_metadata").optional(),
        ])
        .append_only()
        .versioned()
        // Also the index for all questions by session: one on session_id alone would say nothing more.
        .unique(&["session_id", "sequence"])
        .index(index(&["created_at"]))
        .index(index(&["role"]))
        .index(index(&["extracted_fields"]).gin().only_where("extracted_fields IS NOT NULL"))
        // Every answer puts together what the session has collected so far, from these few rows. The owner comes first, as
        // in the question, or PostgreSQL would intersect two indexes.
        .index(index(&["user_id", "session_id", "sequence"]).only_where("extracted_fields IS NOT NULL"))
}
