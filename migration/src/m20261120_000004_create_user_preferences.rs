//! Creates `user_preferences`: what a person wants from work, from the agents and from the interface.

use crate::blocks::{Column, Table, boolean, char, date, index, integer, list, object, text, varchar};

pub(crate) fn table() -> Table {
    Table::owned_once("user_preferences")
        .columns(job_type_and_location())
        .columns(salary_and_deal_breakers())
        .columns(visa())
        .columns(autonomy_and_briefing())
        .columns(settings())
        .versioned()
        .soft_deleted()
        .check(&["salary_minimum", "salary_target"], "salary_target >= salary_minimum")
        .index(index(&["requires_h1b_sponsorship"]))
        .index(index(&["autonomy_level"]))
}

fn job_type_and_location() -> [Column; 7] {
    [
        list("job_categories"),
        list("target_titles"),
        list("seniority_levels"),
        text("work_arrangement").optional().one_of(&["remote", "hybrid", "onsite", "open"]),
        list("target_locations"),
        list("excluded_locations"),
        boolean("willing_to_relocate").default(false),
    ]
}

fn salary_and_deal_breakers() -> [Column; 11] {
    [
        integer("salary_minimum").optional(),
        integer("salary_target").optional(),
        char("salary_currency", 3).default("USD"),
        text("salary_flexibility").optional().one_of(&["firm", "negotiable"]),
        text("comp_preference").optional().one_of(&["base_only", "total_comp"]),
        integer("min_company_size").optional(),
        list("excluded_companies"),
        list("excluded_industries"),
        list("must_have_benefits"),
        integer("max_travel_percent").optional().between(0, 100),
        boolean("no_oncall").default(false),
    ]
}

fn visa() -> [Column; 4] {
    [
        boolean("requires_h1b_sponsorship").default(false),
        boolean("requires_greencard_sponsorship").default(false),
        text("current_visa_type").optional(),
        date("visa_expiration").optional(),
    ]
}

fn autonomy_and_briefing() -> [Column; 5] {
    [
        text("autonomy_level").default("l0").one_of(&["l0", "l1", "l2", "l3"]),
        integer("briefing_hour").default(8).between(0, 23),
        integer("briefing_minute").default(0).between(0, 59),
        text("briefing_timezone").default("UTC"),
        list("briefing_channels").default(r#"["in_app","email"]"#),
    ]
}

fn settings() -> [Column; 5] {
    [
        varchar("theme", 50).default("modern"),
        object("custom_hours").optional(),
        object("communication_preferences").default(r#"{"email":true,"sms":false,"in_app":true}"#),
        object("extra_preferences").default("{}"),
        list("confirmed_sections"),
    ]
}
