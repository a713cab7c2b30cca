//! Creates `api_keys`: what programs and agents use to act for a person.

use crate::blocks::enumerations::AGENT_TYPES;
use crate::blocks::{Table, text, timestamp};

pub(crate) fn table() -> Table {
    Table::owned("api_keys")
        .columns([
            text("name"),
            // The beginning of the key, by which its owner knows it again.
            text("prefix"),
            text("key_hash"),
            text("agent_type").optional().one_of(AGENT_TYPES),
            timestamp("expires_at").optional(),
            timestamp("last_used_at").optional(),
            timestamp("revoked_at").optional(),
        ])
        .unique(&["key_hash"])
}
