//! Creates `generations`: each making of a document, from the request to the result.

use crate::blocks::enumerations::DOCUMENT_TYPES;
use crate::blocks::{Table, float, index, integer, object, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("generations")
        .child_of("profiles", "profile_id")
        .child_of_shared("jobs", "job_id")
        .columns([
            text("document_type").one_of(DOCUMENT_TYPES),
            text("status").default("pending").one_of(&["pending", "generating", "completed", "failed", "cancelled"]),
            integer("current_stage").default(0).at_least(0),
            integer("total_stages").default(2),
            text("stage_name").optional(),
            text("stage_description").optional(),
            text("error_message").optional(),
            object("options").default("{}"),
            object("result").optional(),
        ])
        .refers_to("documents", "document_id")
        .columns([
            integer("tokens_used").default(0).at_least(0),
            float("generation_time").optional().at_least(0),
            text("user_custom_prompt").optional(),
            timestamp("started_at").optional(),
            timestamp("completed_at").optional(),
        ])
        .versioned()
        .check(&["current_stage", "total_stages"], "current_stage <= total_stages")
        // What waits for its turn.
        .index(index(&["status"]))
        // A job that goes takes those with it that refer to it.
        .index(index(&["job_id"]))
        // Retention deletes what was completed long ago.
        .index(index(&["completed_at"]).only_where("completed_at IS NOT NULL"))
}
