//! Creates `onboarding_profiles`: what the latest completed conversation found out.

use crate::blocks::{Table, index, text, varchar};

pub(crate) fn table() -> Table {
    Table::owned_once("onboarding_profiles")
        .child_of("onboarding_sessions", "session_id")
        .columns([
            varchar("name", 255),
            varchar("role", 255),
            text("experience_level").one_of(&["Entry-level", "Junior", "Mid-level", "Senior", "Lead"]),
            varchar("location", 255),
            text("startup_stage").one_of(&["Early", "Growth", "Late", "Unicorn"]),
            text("extra_preferences").optional(),
        ])
        .index(index(&["session_id"]))
        .index(index(&["role"]))
        .index(index(&["experience_level"]))
        .index(index(&["location"]))
        .index(index(&["startup_stage"]))
}
