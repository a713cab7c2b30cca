//! The tables of career profiles as lists of columns. Every statement is made from them, in the words of either database, and
//! rows travel as JSON: one text in, one text out, whatever a table holds.

use sea_orm::DbBackend;

/// A table by the columns that are its own.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// What the person says.
    pub(super) content: &'static [Column],
    /// What others add.
    pub(super) enhancement: &'static [Column],
}

/// Named as the field of the domain that it holds.
pub(super) struct Column(&'static str, Kind);

enum Kind {
    /// The same in JSON as in SQL.
    Plain,
    /// A number on SQLite.
    Boolean,
    /// A text on SQLite.
    Json,
}

pub(super) const fn plain(name: &'static str) -> Column {
    Column(name, Kind::Plain)
}

pub(super) const fn boolean(name: &'static str) -> Column {
    Column(name, Kind::Boolean)
}

pub(super) const fn json(name: &'static str) -> Column {
    Column(name, Kind::Json)
}

/// Something for either database.
pub(super) struct Both<T> {
    sqlite: T,
    postgres: T,
}

impl<T> Both<T> {
    pub(super) fn written_by(write: impl Fn(Dialect) -> T) -> Self {
        Self { sqlite: write(Dialect::Sqlite), postgres: write(Dialect::Postgres) }
    }

    pub(super) fn of(&self, backend: DbBackend) -> &T {
        if backend == DbBackend::Postgres { &self.postgres } else { &self.sqlite }
    }
}

/// How a database says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// A JSON object with these fields.
    pub(super) fn object(self, fields: impl IntoIterator<Item = (&'static str, String)>) -> String {
        let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("'{name}', {value}")).collect();
        let function = if self == Self::Postgres { "json_build_object" } else { "json_object" };
        format!("{function}({})", fields.join(", "))
    }

    /// The columns of row `c` as fields of a JSON object.
    pub(super) fn fields(self, columns: &'static [Column]) -> impl Iterator<Item = (&'static str, String)> {
        columns.iter().map(move |Column(name, kind)| (*name, self.shown(name, kind)))
    }

    fn shown(self, name: &str, kind: &Kind) -> String {
        match (self, kind) {
            (Self::Postgres, _) | (_, Kind::Plain) => format!("c.{name}"),
            (Self::Sqlite, Kind::Boolean) => format!("json(iif(c.{name}, 'true', 'false'))"),
            (Self::Sqlite, Kind::Json) => format!("json(c.{name})"),
        }
    }

    /// An id of row `c`.
    pub(super) fn id(self, name: &str) -> String {
        if self == Self::Postgres { format!("c.{name}") } else { format!("hex(c.{name})") }
    }

    /// A JSON array of a `value` of each row, in the order of a list.
    pub(super) fn array(self, row: &str, value: &str) -> String {
        let order = format!("ORDER BY {row}.position, {row}.id");
        match self {
            Self::Postgres => format!("coalesce(json_agg({value} {order}), '[]')"),
            Self::Sqlite => format!("json_group_array({value} {order})"),
        }
    }

    /// JSON that was made further inside.
    pub(super) fn made(self, value: &str) -> String {
        if self == Self::Postgres { value.to_owned() } else { format!("json({value})") }
    }

    /// JSON as it is read.
    pub(super) fn text(self, value: &str) -> String {
        let cast = if self == Self::Postgres { "::text" } else { "" };
        format!("({value}){cast}")
    }

    /// The rows of a table that a JSON array holds, to be called `e`.
    pub(super) fn rows(self, table: &Table, parameter: &str) -> String {
        match self {
            Self::Postgres => {
                format!("json_populate_recordset(NULL::{}, {parameter}::json) WITH ORDINALITY AS e", table.name)
            }
            Self::Sqlite => format!("json_each({parameter}) AS e"),
        }
    }

    /// Which of them it is, from 0.
    pub(super) fn index(self) -> &'static str {
        if self == Self::Postgres { "(e.ordinality - 1)" } else { "e.key" }
    }

    /// The id of a row `e`.
    pub(super) fn given_id(self) -> &'static str {
        if self == Self::Postgres { "e.id" } else { "unhex(e.value ->> '$.id', '-')" }
    }

    /// What a row `e` gives a column.
    fn given(self, Column(name, kind): &Column) -> String {
        match (self, kind) {
            (Self::Postgres, _) => format!("e.{name}"),
            (Self::Sqlite, Kind::Json) => format!("nullif(e.value -> '$.{name}', 'null')"),
            (Self::Sqlite, _) => format!("e.value ->> '$.{name}'"),
        }
    }

    /// The ids of a JSON array with their places in it.
    pub(super) fn places(self, parameter: &str) -> String {
        match self {
            Self::Postgres => format!(
                "(SELECT value::uuid AS id, (ordinality - 1)::integer AS position \
                 FROM json_array_elements_text({parameter}::json) WITH ORDINALITY)"
            ),
            Self::Sqlite => {
                format!("(SELECT unhex(value, '-') AS id, key AS position FROM json_each({parameter}))")
            }
        }
    }
}

impl Table {
    fn columns(&self) -> impl Iterator<Item = &Column> {
        self.content.iter().chain(self.enhancement)
    }

    /// The names of its columns.
    pub(super) fn names(&self) -> String {
        self.columns().map(|Column(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// What a row `e` gives them.
    pub(super) fn given(&self, dialect: Dialect) -> String {
        self.columns().map(|column| dialect.given(column)).collect::<Vec<_>>().join(", ")
    }

    /// Sets them to what a row `e` gives.
    pub(super) fn set(&self, dialect: Dialect) -> String {
        let sets = self.columns().map(|column| format!("{} = {}", column.0, dialect.given(column)));
        sets.collect::<Vec<_>>().join(", ")
    }
}
