//! Creates `document_templates`: how documents look, built in or a person's own.

use crate::blocks::enumerations::DOCUMENT_TYPES;
use crate::blocks::{Table, object, text};

pub(crate) fn table() -> Table {
    Table::owned_or_public("document_templates")
        .columns([
            text("key"),
            text("name"),
            text("document_type").one_of(DOCUMENT_TYPES),
            text("description"),
            object("settings").default("{}"),
        ])
        .versioned()
        .unique(&["key"])
}
