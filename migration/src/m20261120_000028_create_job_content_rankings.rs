//! Creates `job_content_rankings`: which parts of a person's career matter most for a job.

use crate::blocks::{Table, boolean, index, integer, list, numeric, object, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("job_content_rankings")
        .child_of_shared("jobs", "job_id")
        .columns([
            list("ranked_experience_ids"),
            list("ranked_project_ids"),
            list("ranked_skill_ids"),
            text("ranking_model_used").optional(),
            timestamp("ranking_timestamp").default_now(),
            numeric("ranking_confidence_score", 3, 2).optional().between(0, 1),
            object("ranking_explanations").default("{}"),
            integer("times_used_in_generation").default(0).at_least(0),
            timestamp("last_used_at").optional(),
            boolean("user_modified").default(false),
            timestamp("user_override_timestamp").optional(),
            boolean("is_active").default(true),
        ])
        .versioned()
        .index(index(&["user_id", "job_id"]).unique().only_where("is_active = TRUE"))
        // A job that goes takes those with it that refer to it.
        .index(index(&["job_id"]))
}
