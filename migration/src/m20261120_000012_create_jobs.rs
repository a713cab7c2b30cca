//! Creates `jobs`: what is advertised, to everybody or found by one person, and the words that find it.

use crate::blocks::{Column, Table, boolean, char, index, integer, json, list, text, timestamp, varchar};

pub(crate) fn table() -> Table {
    Table::owned_or_public("jobs")
        .columns(posting())
        .columns(conditions())
        .columns(state())
        .found_by_words_in("search_words")
        .versioned()
        .check(&["salary_min", "salary_max"], "salary_max >= salary_min")
        .index(index(&["url"]).unique().only_where("user_id IS NULL"))
        .index(index(&["user_id", "url"]).unique().only_where("url IS NOT NULL"))
        .index(index(&["source"]))
        .index(index(&["status"]))
        .index(index(&["created_at"]))
}

fn posting() -> [Column; 10] {
    [
        text("source"),
        text("url").optional(),
        varchar("title", 200),
        varchar("company", 200),
        varchar("location", 200).optional(),
        text("description").optional(),
        text("raw_text").optional(),
        list("parsed_keywords"),
        list("requirements"),
        list("benefits"),
    ]
}

fn conditions() -> [Column; 10] {
    [
        text("salary_range").optional(),
        integer("salary_min").optional().at_least(0),
        integer("salary_max").optional().at_least(0),
        char("salary_currency", 3).optional(),
        boolean("remote").default(false),
        text("employment_type").default("full_time").one_of(&[
            "full_time",
            "part_time",
            "contract",
            "temporary",
            "internship",
        ]),
        integer("company_size").optional().at_least(0),
        text("industry").optional(),
        integer("travel_percent").optional().between(0, 100),
        boolean("on_call").optional(),
    ]
}

fn state() -> [Column; 4] {
    [
        text("status").default("active").one_of(&["active", "archived", "draft"]),
        text("h1b_sponsor_status").default("unknown").one_of(&["verified", "unverified", "unknown"]),
        timestamp("posted_at").optional(),
        // As the source gives it.
        json("raw_data").optional(),
    ]
}
