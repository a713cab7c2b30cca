//! Creates `idempotency_keys`: which requests have been answered already, and how, so that none is done twice.

use crate::blocks::{Table, index, integer, json, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("idempotency_keys")
        .columns([
            text("key"),
            text("request_hash"),
            // No answer while the first request is still at work.
            integer("response_status").optional().between(100, 599),
            json("response_body").optional(),
            timestamp("expires_at"),
        ])
        .append_only()
        .unique(&["user_id", "key"])
        // Retention deletes what has expired.
        .index(index(&["expires_at"]))
}
