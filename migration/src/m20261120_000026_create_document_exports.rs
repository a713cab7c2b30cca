//! Creates `document_exports`: the files that documents and profiles were rendered into.

use crate::blocks::{Table, index, integer, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("document_exports")
        .refers_to("documents", "document_id")
        .refers_to("profiles", "profile_id")
        .columns([
            text("format").one_of(&["pdf", "docx", "markdown", "text", "json_resume"]),
            text("template"),
            text("file_name"),
            text("storage_path"),
            integer("size_bytes").at_least(0),
            text("sha256"),
            integer("download_count").default(0).at_least(0),
            timestamp("expires_at"),
        ])
        // Retention deletes what has expired.
        .index(index(&["expires_at"]))
}
