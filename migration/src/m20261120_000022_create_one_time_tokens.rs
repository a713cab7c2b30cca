//! Creates `one_time_tokens`: what is sent by mail to prove an address or to set a new password.

use crate::blocks::{Table, index, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("one_time_tokens")
        .columns([
            text("purpose").one_of(&["verify_email", "reset_password"]),
            text("token_hash"),
            timestamp("expires_at"),
            timestamp("used_at").optional(),
        ])
        .append_only()
        .unique(&["token_hash"])
        // Retention deletes what has expired.
        .index(index(&["expires_at"]))
}
