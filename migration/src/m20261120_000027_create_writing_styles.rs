//! Creates `writing_styles`: how a person writes, as their sample shows.

use crate::blocks::{Table, numeric, object, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned_once("writing_styles")
        .columns([
            object("extracted_style"),
            text("extraction_status").default("pending").one_of(&["pending", "completed", "failed"]),
            text("extraction_model").optional(),
            timestamp("extraction_timestamp").optional(),
            numeric("extraction_confidence", 3, 2).optional().between(0, 1),
        ])
        .refers_to("sample_documents", "source_sample_id")
        .versioned()
}
