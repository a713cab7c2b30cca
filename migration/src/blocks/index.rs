//! One index, whole or partial.

use sea_orm_migration::sea_orm::DbBackend;

use super::quoted;

/// An index, named `idx_{table}_{columns}`, or `{table}_unique_{columns}` when it refuses duplicates: a unique index is a
/// rule like a unique constraint, and its name is what an error reports.
#[derive(Clone)]
pub(crate) struct Index {
    columns: &'static [&'static str],
    kind: Kind,
    null_as_one: Option<&'static str>,
    condition: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Gin,
    Unique,
    UniqueIgnoringCase,
}

pub(crate) fn index(columns: &'static [&'static str]) -> Index {
    Index { columns, kind: Kind::Plain, null_as_one: None, condition: None }
}

impl Index {
    pub(crate) fn unique(mut self) -> Self {
        self.kind = Kind::Unique;
        self
    }

    /// Unique over the lower-case texts. SQLite knows the lower case of ASCII letters only.
    pub(crate) fn unique_ignoring_case(mut self) -> Self {
        self.kind = Kind::UniqueIgnoringCase;
        self
    }

    /// Counts all NULLs in this column, a UUID's, as one value, where a unique index would tell each from the others.
    /// (PostgreSQL has words for that from version 15 on only.)
    pub(crate) fn null_as_one(mut self, column: &'static str) -> Self {
        self.null_as_one = Some(column);
        self
    }

    /// For questions about what is inside a JSON column; PostgreSQL only.
    pub(crate) fn gin(mut self) -> Self {
        self.kind = Kind::Gin;
        self
    }

    /// Partial: over the rows that fulfil the condition, which must read the same on both databases.
    pub(crate) fn only_where(mut self, condition: &'static str) -> Self {
        self.condition = Some(condition);
        self
    }

    pub(super) fn statement(&self, table: &str, backend: DbBackend) -> Option<String> {
        if self.kind == Kind::Gin && backend != DbBackend::Postgres {
            return None;
        }
        let joined = self.columns.join("_");
        let (create, name) = match self.kind {
            Kind::Plain | Kind::Gin => ("CREATE INDEX", format!("idx_{table}_{joined}")),
            Kind::Unique | Kind::UniqueIgnoringCase => ("CREATE UNIQUE INDEX", format!("{table}_unique_{joined}")),
        };
        let method = if self.kind == Kind::Gin { " USING gin" } else { "" };
        let keys: Vec<String> = self.columns.iter().map(|column| self.key(column, backend)).collect();
        let keys = keys.join(", ");
        let table = quoted(table);
        let mut sql = format!("{create} {} ON {table}{method} ({keys})", quoted(&name));
        if let Some(condition) = self.condition {
            sql.push_str(" WHERE ");
            sql.push_str(condition);
        }
        Some(sql)
    }

    fn key(&self, column: &'static str, backend: DbBackend) -> String {
        let name = quoted(column);
        if self.kind == Kind::UniqueIgnoringCase {
            return format!("lower({name})");
        }
        if self.null_as_one != Some(column) {
            return name;
        }
        let nil = match backend {
            DbBackend::Sqlite => "X'00000000000000000000000000000000'",
            _ => "'00000000-0000-0000-0000-000000000000'::uuid",
        };
        format!("coalesce({name}, {nil})")
    }
}
