//! Creates `refresh_tokens`: the sessions of a user's devices, one family of tokens each.

use crate::blocks::{Table, index, text, timestamp, uuid};

pub(crate) fn table() -> Table {
    Table::owned("refresh_tokens")
        .columns([
            text("token_hash"),
            uuid("family_id"),
            timestamp("expires_at"),
            timestamp("used_at").optional(),
            timestamp("revoked_at").optional(),
            text("user_agent").optional(),
            text("ip_address").optional(),
        ])
        .append_only()
        .unique(&["token_hash"])
        // Every authenticated request asks whether its family is alive.
        .index(index(&["user_id", "family_id"]))
        // Retention deletes what has expired.
        .index(index(&["expires_at"]))
}
