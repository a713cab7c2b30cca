//! Creates `sample_documents`: what a person has written before, as an example of how they write.

use crate::blocks::enumerations::DOCUMENT_TYPES;
use crate::blocks::{Table, boolean, index, integer, text, timestamp, varchar};

pub(crate) fn table() -> Table {
    Table::owned("sample_documents")
        .columns([
            text("document_type").one_of(DOCUMENT_TYPES),
            varchar("original_filename", 255).optional(),
            text("original_text"),
            integer("word_count").at_least(0),
            integer("character_count").at_least(0),
            integer("line_count").at_least(0),
            boolean("is_active").default(true),
            timestamp("archived_at").optional(),
        ])
        .index(index(&["user_id", "document_type"]).unique().only_where("is_active = TRUE"))
        // Retention deletes what was archived long ago.
        .index(index(&["archived_at"]).only_where("archived_at IS NOT NULL"))
}
