//! Finding rows by the words in a column: a GIN index on PostgreSQL, an FTS5 table beside the table on SQLite.
//!
//! The application itself takes texts apart into words, so that the same words find the same rows on both databases, and
//! both are told to take the words as they are. Words may hold `+` and `#`.
//!
//! On SQLite, what a foreign key may refuse (adding a row for somebody who is gone, deleting one that is referred to) belongs
//! in a transaction: FTS5 keeps its place in the database open when a statement outside of one fails at its end, and with it
//! an old view of the data, so that the connection cannot write any more until it has read something.

use sea_orm_migration::sea_orm::DbBackend;

use super::quoted;

/// A number for each row of the table, since FTS5 knows rows by number. Written out, because SQLite's own hidden row
/// numbers may change with `VACUUM`; it takes no space, for under this name and type it is the hidden number itself.
pub(super) const SQLITE_ROWID: &str = "\"rowid\" INTEGER PRIMARY KEY";

/// What is made after the table.
pub(super) fn statements(table: &str, column: &str, backend: DbBackend) -> Vec<String> {
    match backend {
        DbBackend::Sqlite => sqlite_statements(table, column),
        // Questions must use this very expression.
        _ => vec![format!(
            "CREATE INDEX \"idx_{table}_{column}\" ON \"{table}\" \
             USING gin (array_to_tsvector(string_to_array(\"{column}\", ' ')))"
        )],
    }
}

/// What goes before the table does: its indexes and triggers go with it.
pub(super) fn drop_statement(table: &str, backend: DbBackend) -> Option<String> {
    (backend == DbBackend::Sqlite).then(|| format!("DROP TABLE {}", quoted(&search_table(table))))
}

fn search_table(table: &str) -> String {
    format!("{table}_search")
}

/// The search table holds the index alone, not the words: for those it looks into the table. That is why a trigger must
/// say which words to forget. Neither places nor counts of words are kept, as only their presence is asked for.
fn sqlite_statements(table: &str, column: &str) -> Vec<String> {
    let search = search_table(table);
    let add = format!("INSERT INTO \"{search}\" (rowid, \"{column}\") VALUES (NEW.rowid, NEW.\"{column}\")");
    let forget = format!(
        "INSERT INTO \"{search}\" (\"{search}\", rowid, \"{column}\") VALUES ('delete', OLD.rowid, OLD.\"{column}\")"
    );
    let trigger = |name: &str, event: &str, action: &str| {
        format!("CREATE TRIGGER \"{search}_{name}\" AFTER {event} BEGIN {action}; END")
    };
    vec![
        format!(
            "CREATE VIRTUAL TABLE \"{search}\" USING fts5(\"{column}\", content='{table}', content_rowid='rowid', \
             tokenize=\"ascii tokenchars '+#'\", detail=none, columnsize=0)"
        ),
        trigger("insert", &format!("INSERT ON \"{table}\""), &add),
        trigger(
            "update",
            &format!("UPDATE OF \"{column}\" ON \"{table}\" WHEN NEW.\"{column}\" <> OLD.\"{column}\""),
            &format!("{forget}; {add}"),
        ),
        trigger("delete", &format!("DELETE ON \"{table}\""), &forget),
    ]
}
