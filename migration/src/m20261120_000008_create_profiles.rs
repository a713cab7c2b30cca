//! Creates `profiles`: a person's career as it goes into a résumé; its lists of jobs and schools have tables of their own.

use crate::blocks::{Table, boolean, index, json, numeric, object, text};

pub(crate) fn table() -> Table {
    Table::owned("profiles")
        .columns([
            boolean("is_primary"),
            object("personal_info"),
            text("headline").optional(),
            text("professional_summary").optional(),
            text("enhanced_professional_summary").optional(),
            object("enhancement_metadata").default("{}"),
            object("skills"),
            // As LinkedIn gives it.
            json("linkedin_data").optional(),
            object("custom_fields").default("{}"),
            text("resume_storage_path").optional(),
            text("extraction_source").default("manual").one_of(&[
                "conversation",
                "resume",
                "linkedin",
                "json_resume",
                "manual",
            ]),
            numeric("extraction_confidence", 3, 2).optional().between(0, 1),
        ])
        .versioned()
        .soft_deleted()
        .index(index(&["user_id"]).unique().only_where("is_primary = TRUE AND deleted_at IS NULL"))
}
