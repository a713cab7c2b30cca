//! The page that says where everything is, compared with what there is.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;
use support::{columns, migrated};
use test_database::Backend;

const PAGE: &str = include_str!("../../docs/schema-map.md");

type Tables = BTreeMap<String, BTreeSet<String>>;

/// A section of the page, named like a table.
struct Section<'a> {
    table: &'a str,
    /// What stands in backticks in the middle column.
    names: Vec<&'a str>,
}

/// The sections whose heading is one word.
fn sections(page: &str) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    for part in page.split("\n## ").skip(1) {
        let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
        if !heading.contains(' ') {
            sections.push(Section { table: heading, names: rows(text).flat_map(in_backticks).collect() });
        }
    }
    sections
}

/// The middle cell of each row of the section's table, without its head.
fn rows(text: &str) -> impl Iterator<Item = &str> {
    let rows = text.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.filter_map(|row| row.split('|').nth(2))
}

fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Everything in which page and schema disagree, in words.
fn differences(page: &str, tables: &Tables) -> Vec<String> {
    let sections = sections(page);
    let mut differences = Vec::new();
    for (table, columns) in tables {
        let own: Vec<&Section> = sections.iter().filter(|section| section.table == table).collect();
        if own.len() != 1 {
            differences.push(format!("the page has {} sections on the table {table}", own.len()));
        }
        for column in columns {
            if !own.iter().any(|section| section.names.contains(&column.as_str())) {
                differences.push(format!("the page does not say where {table}.{column} comes from"));
            }
        }
    }
    for section in &sections {
        if !tables.contains_key(section.table) {
            differences.push(format!("the page has a section on {}, but there is no such table", section.table));
        }
        for name in &section.names {
            let (table, column) = name.split_once('.').unwrap_or((section.table, name));
            if !tables.get(table).is_some_and(|columns| columns.contains(column)) {
                let place = section.table;
                differences
                    .push(format!("the page says under {place} that there is {table}.{column}, but there is not"));
            }
        }
    }
    differences
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn the_schema_map_and_the_schema_agree(#[case] backend: Backend) -> support::TestResult {
    let connected = migrated(backend).await?;
    let mut tables = Tables::new();
    for (table, column) in columns(&connected.db, backend).await? {
        tables.entry(table).or_default().insert(column.trim_end_matches('?').to_owned());
    }

    let differences = differences(PAGE, &tables);

    assert!(differences.is_empty(), "docs/schema-map.md and the schema disagree:\n{}", differences.join("\n"));
    Ok(())
}

#[rstest]
#[case::nothing("", "the page has 0 sections on the table pets")]
#[case::a_column_that_is_not_mentioned("`id`", "the page does not say where pets.name comes from")]
#[case::a_column_that_is_not_there(
    "`id`, `name`, `age`",
    "the page says under pets that there is pets.age, but there is not"
)]
#[case::another_table_that_is_not_there(
    "`id`, `name`, `owners.id`",
    "the page says under pets that there is owners.id, but there is not"
)]
#[case::agreement("`id`, `name`, `pets.id`", "")]
fn a_disagreement_is_said_in_words(#[case] cell: &str, #[case] expected: &str) {
    let columns = ["id", "name"].map(str::to_owned);
    let tables = Tables::from([("pets".to_owned(), BTreeSet::from(columns))]);
    let section = format!("# Title\n\n## pets\n\n| seed | here | remark |\n|---|---|---|\n| x `y` | {cell} | `z` |\n");
    let page = if cell.is_empty() { "# Title" } else { &section };

    let found = differences(page, &tables);

    assert_eq!(found.first().map_or("", String::as_str), expected, "{found:?}");
}
