//! Creates `h1b_sponsors`: which companies have petitioned for H-1B visas, and with what outcome.

use crate::blocks::{Table, integer, numeric, text, timestamp};

pub(crate) fn table() -> Table {
    Table::new("h1b_sponsors")
        .columns([
            text("company_name"),
            text("company_name_normalized"),
            text("domain").optional(),
            integer("total_petitions").default(0).at_least(0),
            numeric("approval_rate", 5, 4).optional().between(0, 1),
            integer("avg_wage").optional().at_least(0),
            text("wage_source").optional(),
            text("source"),
            integer("fiscal_year").optional(),
            timestamp("refreshed_at"),
        ])
        .unique(&["company_name_normalized"])
}
