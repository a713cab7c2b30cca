//! Creates `applications`: who has applied for which job, with what, and how far it is.

use crate::blocks::enumerations::APPLICATION_STATUSES;
use crate::blocks::{Table, index, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("applications")
        .child_of_shared("jobs", "job_id")
        .columns([
            text("status").default("applied").one_of(APPLICATION_STATUSES),
            timestamp("applied_at").default_now(),
            text("notes").optional(),
        ])
        .refers_to("documents", "resume_version_id")
        .refers_to("documents", "cover_letter_id")
        .soft_deleted()
        .index(index(&["user_id", "job_id"]).unique().only_where("deleted_at IS NULL"))
        .index(index(&["user_id", "applied_at"]))
        .index(index(&["user_id", "status"]))
        // A job that goes takes those with it that refer to it.
        .index(index(&["job_id"]))
}
