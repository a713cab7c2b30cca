//! What the schema says of itself, so that a rule can be tried on every table that has it, the future ones included.

use std::collections::BTreeMap;

use sea_orm::prelude::{ChronoDate, ChronoDateTimeUtc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement, Value};
use serde_json::json;
use test_database::Backend;

use super::{Row, id, insert, migrated, with};

pub struct Table {
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub references: Vec<Reference>,
}

pub struct Column {
    pub name: &'static str,
    /// As PostgreSQL calls it.
    pub kind: String,
    pub is_optional: bool,
    pub has_default: bool,
    pub longest: Option<i32>,
    /// The condition of the check on this column alone.
    pub check: String,
}

pub struct Reference {
    pub columns: Vec<&'static str>,
    pub to: &'static str,
}

/// All tables, each after those that it refers to.
pub struct Schema(pub Vec<Table>);

impl Schema {
    /// Read from PostgreSQL, which tells more of itself. That SQLite has the same tables, columns and references is for
    /// another test to say.
    pub async fn read() -> Result<Self, DbErr> {
        let postgres = migrated(Backend::Postgres).await?;
        let mut tables = columns(&postgres.db).await?;
        let mut references = references(&postgres.db).await?;
        let mut sorted: Vec<Table> = Vec::new();
        while !tables.is_empty() {
            let is_ready = |name: &str| {
                let mut to = references.get(name).into_iter().flatten().map(|reference| reference.to);
                to.all(|to| sorted.iter().any(|table| table.name == to))
            };
            let name = *tables.keys().find(|name| is_ready(name)).expect("references without a circle");
            let columns = tables.remove(name).unwrap_or_default();
            sorted.push(Table { name, columns, references: references.remove(name).unwrap_or_default() });
        }
        Ok(Self(sorted))
    }

    pub fn table(&self, name: &str) -> &Table {
        self.0.iter().find(|table| table.name == name).expect("a table")
    }

    /// The tables whose rows belong to a person.
    pub fn owned(&self) -> impl Iterator<Item = &Table> {
        self.0.iter().filter(|table| table.has("user_id"))
    }

    /// A row of this person's that fulfils every rule, with every reference set, to the person's own rows.
    pub fn row(&self, table: &Table, user: u128) -> Row {
        let own = vec![("id", self.id(table.name, user))];
        let required = table.columns.iter().filter(|column| !column.is_optional && !column.has_default);
        let required = required.map(|column| (column.name, column.example(user))).collect();
        let parents = table.references.iter().map(|reference| {
            let column = reference.columns[reference.columns.len() - 1];
            (column, self.id(reference.to, user))
        });
        with(with(required, own), parents.collect())
    }

    /// The one row of each table that is this person's.
    pub fn id(&self, table: &str, user: u128) -> Value {
        let number = (1..).zip(&self.0).find(|(_, other)| other.name == table).map(|(number, _)| number);
        let number: u128 = number.expect("a table");
        // Users have their own numbers, as in every test.
        id(if table == "users" { user } else { number * 1000 + user }).into()
    }

    /// Everything that a person can have, once.
    pub async fn fill(&self, db: &DatabaseConnection, user: u128) -> Result<(), DbErr> {
        let users = self.0.iter().filter(|table| table.name == "users");
        for table in users.chain(self.owned()) {
            insert(db, table.name, self.row(table, user)).await?;
        }
        Ok(())
    }
}

impl Table {
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|other| other.name == column)
    }
}

impl Column {
    pub fn is_list(&self) -> bool {
        self.check.contains("'array'")
    }

    pub fn is_object(&self) -> bool {
        self.check.contains("'object'")
    }

    pub fn is_partial_date(&self) -> bool {
        self.check.contains(" ~ ")
    }

    pub fn is_number(&self) -> bool {
        ["int4", "numeric", "float8"].contains(&self.kind.as_str())
    }

    /// The values of an enumeration.
    pub fn words(&self) -> Vec<&str> {
        let Some((_, list)) = self.check.split_once(" ANY (") else { return Vec::new() };
        let listed = list.strip_prefix("'{").and_then(|rest| rest.split_once("}'"));
        listed.unwrap_or_else(|| panic!("no list of words is read from {}", self.check)).0.split(',').collect()
    }

    /// The number that stands after `>=` or `<=` in the check.
    pub fn bound(&self, comparison: &str) -> Option<i32> {
        let (_, rest) = self.check.split_once(&format!(" {comparison} "))?;
        let digits = rest.trim_start_matches(['(', '\'']);
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(digits.len());
        digits[..end].parse().ok()
    }

    fn example(&self, number: u128) -> Value {
        match self.kind.as_str() {
            _ if !self.words().is_empty() => self.words()[0].into(),
            _ if self.is_partial_date() => "2020-05".into(),
            "bool" => false.into(),
            "bpchar" => "USD".into(),
            "date" => ChronoDate::default().into(),
            "float8" | "numeric" => 1.0.into(),
            "int4" => 1.into(),
            "jsonb" if self.is_list() => json!([]).into(),
            "jsonb" => json!({}).into(),
            "text" | "varchar" => format!("{} {number}", self.name).into(),
            "timestamptz" => ChronoDateTimeUtc::default().into(),
            "uuid" => id(number).into(),
            other => panic!("{} is of an unknown kind: {other}", self.name),
        }
    }
}

async fn columns(db: &DatabaseConnection) -> Result<BTreeMap<&'static str, Vec<Column>>, DbErr> {
    let sql = "SELECT table_name::text, column_name::text, udt_name::text, is_nullable = 'YES', \
               column_default IS NOT NULL, character_maximum_length::int, coalesce(pg_get_constraintdef(c.oid), '') \
               FROM information_schema.columns \
               LEFT JOIN pg_constraint c ON conrelid = to_regclass(quote_ident(table_name)) \
               AND conname = table_name || '_check_' || column_name \
               WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY table_name, ordinal_position";
    let mut tables: BTreeMap<&'static str, Vec<Column>> = BTreeMap::new();
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
        let table: String = row.try_get_by_index(0)?;
        let name: String = row.try_get_by_index(1)?;
        tables.entry(table.leak()).or_default().push(Column {
            name: name.leak(),
            kind: row.try_get_by_index(2)?,
            is_optional: row.try_get_by_index(3)?,
            has_default: row.try_get_by_index(4)?,
            longest: row.try_get_by_index(5)?,
            check: row.try_get_by_index(6)?,
        });
    }
    Ok(tables)
}

async fn references(db: &DatabaseConnection) -> Result<BTreeMap<&'static str, Vec<Reference>>, DbErr> {
    let sql = "SELECT conrelid::regclass::text, confrelid::regclass::text, \
               (SELECT string_agg(attname, ' ' ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS key (number, place) \
                JOIN pg_attribute ON attrelid = conrelid AND attnum = number) \
               FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace";
    let mut references: BTreeMap<&'static str, Vec<Reference>> = BTreeMap::new();
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
        let table: String = row.try_get_by_index(0)?;
        let to: String = row.try_get_by_index(1)?;
        let columns: String = row.try_get_by_index(2)?;
        let columns = columns.leak().split(' ').collect();
        references.entry(table.leak()).or_default().push(Reference { columns, to: to.leak() });
    }
    Ok(references)
}
