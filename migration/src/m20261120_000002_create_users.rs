//! Creates `users`: the person, the account (a guest has none yet) and how far onboarding has come.

use crate::blocks::{Table, boolean, index, object, text, timestamp, varchar};

pub(crate) fn table() -> Table {
    Table::new("users")
        .columns([
            text("email").optional(),
            varchar("phone", 50).optional(),
            varchar("clerk_user_id", 255).optional(),
            text("password_hash").optional(),
            text("full_name").optional(),
            text("display_name").optional(),
            text("role").default("member").one_of(&["member", "admin"]),
            text("tier").default("free").one_of(&["free", "pro", "h1b_pro", "career_insurance", "enterprise"]),
            text("timezone").default("UTC"),
            boolean("is_active").default(true),
            boolean("is_verified").default(false),
            varchar("source", 100).optional(),
            object("metadata").default("{}"),
            text("onboarding_status").default("not_started").one_of(&[
                "not_started",
                "profile_pending",
                "profile_complete",
                "preferences_pending",
                "complete",
            ]),
            timestamp("onboarding_started_at").optional(),
            timestamp("onboarding_completed_at").optional(),
            timestamp("agents_paused_at").optional(),
        ])
        .versioned()
        .soft_deleted()
        .unique(&["clerk_user_id"])
        .index(index(&["email"]).unique_ignoring_case())
        .index(index(&["created_at"]))
        .index(index(&["is_active"]).only_where("is_active = TRUE"))
}
