//! Creates `documents`: résumés and cover letters, every version of each.

use crate::blocks::enumerations::DOCUMENT_TYPES;
use crate::blocks::{Table, index, integer, numeric, object, text, uuid};

pub(crate) fn table() -> Table {
    Table::owned("documents")
        .refers_to_shared("jobs", "job_id")
        .columns([
            text("type").one_of(DOCUMENT_TYPES),
            integer("version").at_least(1),
            text("title").optional(),
            text("content"),
            object("structured").optional(),
            // No reference: a document outlives the record of how it was made.
            uuid("generation_id").optional(),
            numeric("ats_score", 5, 2).optional().between(0, 100),
        ])
        .versioned()
        .soft_deleted()
        .index(index(&["user_id", "type", "job_id", "version"]).unique().null_as_one("job_id"))
        // A job that goes looks for those that refer to it.
        .index(index(&["job_id"]).only_where("job_id IS NOT NULL"))
}
