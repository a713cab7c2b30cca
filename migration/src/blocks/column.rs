//! One column: its type on either database, its default, and what its values must fulfil.

use sea_orm_migration::sea_orm::DbBackend;

use super::{quoted, updated_at};

/// A column, NOT NULL unless it is [`optional`](Column::optional).
#[derive(Clone)]
pub(crate) struct Column {
    pub(super) name: &'static str,
    kind: Kind,
    optional: bool,
    default: Option<DefaultValue>,
    rule: Option<Rule>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Char(u16),
    Date,
    Float,
    Integer,
    Json,
    List,
    Numeric(u8, u8),
    Object,
    PartialDate,
    PlainVector(u16),
    Text,
    Timestamp,
    Uuid,
    Varchar(u16),
    Vector(u16),
    Words,
}

#[derive(Clone, Copy)]
enum Rule {
    AtLeast(i32),
    Between(i32, i32),
    LongBetween(u16, u16),
    OneOf(&'static [&'static str]),
}

/// What a row gets that does not say.
#[derive(Clone, Copy)]
pub(crate) enum DefaultValue {
    Boolean(bool),
    Integer(i32),
    Now,
    RandomUuid,
    Text(&'static str),
}

impl From<bool> for DefaultValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i32> for DefaultValue {
    fn from(value: i32) -> Self {
        Self::Integer(value)
    }
}

impl From<&'static str> for DefaultValue {
    fn from(value: &'static str) -> Self {
        Self::Text(value)
    }
}

pub(crate) fn boolean(name: &'static str) -> Column {
    Column::new(name, Kind::Boolean)
}

/// Text of exactly so many characters.
pub(crate) fn char(name: &'static str, length: u16) -> Column {
    Column::new(name, Kind::Char(length))
}

pub(crate) fn date(name: &'static str) -> Column {
    Column::new(name, Kind::Date)
}

/// A number with a fraction, as exact as the processor's.
pub(crate) fn float(name: &'static str) -> Column {
    Column::new(name, Kind::Float)
}

pub(crate) fn integer(name: &'static str) -> Column {
    Column::new(name, Kind::Integer)
}

/// Any JSON value.
pub(crate) fn json(name: &'static str) -> Column {
    Column::new(name, Kind::Json)
}

/// A JSON array, empty by default.
pub(crate) fn list(name: &'static str) -> Column {
    Column::new(name, Kind::List).default("[]")
}

pub(crate) fn numeric(name: &'static str, precision: u8, scale: u8) -> Column {
    Column::new(name, Kind::Numeric(precision, scale))
}

/// A JSON object.
pub(crate) fn object(name: &'static str) -> Column {
    Column::new(name, Kind::Object)
}

/// A year, a month or a day in writing: `2024`, `2024-05` or `2024-05-31`. They sort as text.
pub(crate) fn partial_date(name: &'static str) -> Column {
    Column::new(name, Kind::PartialDate)
}

/// So many numbers of 32 bits, one after another and each with its lowest byte first, for a database that has no type
/// for them.
pub(crate) fn plain_vector(name: &'static str, dimensions: u16) -> Column {
    Column::new(name, Kind::PlainVector(dimensions))
}

pub(crate) fn text(name: &'static str) -> Column {
    Column::new(name, Kind::Text)
}

pub(crate) fn timestamp(name: &'static str) -> Column {
    Column::new(name, Kind::Timestamp)
}

pub(crate) fn uuid(name: &'static str) -> Column {
    Column::new(name, Kind::Uuid)
}

/// Text of at most so many characters.
pub(crate) fn varchar(name: &'static str, length: u16) -> Column {
    Column::new(name, Kind::Varchar(length))
}

/// So many numbers, which the database compares by itself. The type belongs to the extension pgvector.
pub(crate) fn vector(name: &'static str, dimensions: u16) -> Column {
    Column::new(name, Kind::Vector(dimensions))
}

/// Words with one space between them, none by default.
pub(crate) fn words(name: &'static str) -> Column {
    Column::new(name, Kind::Words).default("")
}

impl Column {
    fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, optional: false, default: None, rule: None }
    }

    /// May be NULL.
    pub(crate) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    pub(crate) fn default(mut self, value: impl Into<DefaultValue>) -> Self {
        self.default = Some(value.into());
        self
    }

    pub(crate) fn default_now(self) -> Self {
        self.default(DefaultValue::Now)
    }

    /// On PostgreSQL only: SQLite has no function that makes a UUID, and the application always brings its own.
    pub(crate) fn default_random_uuid(self) -> Self {
        self.default(DefaultValue::RandomUuid)
    }

    pub(crate) fn at_least(mut self, least: i32) -> Self {
        self.rule = Some(Rule::AtLeast(least));
        self
    }

    pub(crate) fn between(mut self, least: i32, most: i32) -> Self {
        self.rule = Some(Rule::Between(least, most));
        self
    }

    /// A text of at least and at most so many characters.
    pub(crate) fn long_between(mut self, least: u16, most: u16) -> Self {
        self.rule = Some(Rule::LongBetween(least, most));
        self
    }

    /// An enumeration: exactly these values.
    pub(crate) fn one_of(mut self, values: &'static [&'static str]) -> Self {
        self.rule = Some(Rule::OneOf(values));
        self
    }

    /// The line of `CREATE TABLE`, without its check.
    pub(super) fn definition(&self, backend: DbBackend) -> String {
        let mut sql = format!("{} {}", quoted(self.name), self.kind.sql(backend));
        if !self.optional {
            sql.push_str(" NOT NULL");
        }
        if let Some(default) = self.default.and_then(|default| default.sql(backend)) {
            sql.push_str(" DEFAULT ");
            sql.push_str(&default);
        }
        sql
    }

    /// The condition of the check `{table}_check_{column}`: what the type promises and the database does not keep by
    /// itself, and the column's own rule.
    pub(super) fn check(&self, backend: DbBackend) -> Option<String> {
        let column = quoted(self.name);
        let rule = self.rule.map(|rule| rule.sql(&column, backend));
        let bounded = matches!(self.rule, Some(Rule::Between(..)));
        let promise = match self.kind {
            // Already narrower than the type.
            Kind::Integer if bounded => None,
            kind => kind.promise(&column, backend),
        };
        let conditions: Vec<String> = promise.into_iter().chain(rule).collect();
        if conditions.is_empty() {
            return None;
        }
        let condition = conditions.join(" AND ");
        // PostgreSQL reads each check anew with each statement, and most of its conditions are unknown, and so pass, when the
        // value is.
        let passes_unknown = backend == DbBackend::Postgres && !matches!(self.kind, Kind::PartialDate);
        Some(if self.optional && !passes_unknown { format!("{column} IS NULL OR ({condition})") } else { condition })
    }
}

impl Kind {
    /// The SQLite types are those of STRICT tables.
    fn sql(self, backend: DbBackend) -> String {
        let is_sqlite = backend == DbBackend::Sqlite;
        match self {
            Self::Boolean | Self::Integer if is_sqlite => "INTEGER".into(),
            Self::Boolean => "boolean".into(),
            Self::Integer => "integer".into(),
            Self::PlainVector(_) | Self::Uuid if is_sqlite => "BLOB".into(),
            Self::PlainVector(_) => "bytea".into(),
            Self::Uuid => "uuid".into(),
            Self::Float | Self::Numeric(..) if is_sqlite => "REAL".into(),
            Self::Float => "double precision".into(),
            Self::Numeric(precision, scale) => format!("numeric({precision},{scale})"),
            _ if is_sqlite => "TEXT".into(),
            Self::Char(length) => format!("char({length})"),
            Self::Date => "date".into(),
            Self::Json | Self::List | Self::Object => "jsonb".into(),
            Self::PartialDate | Self::Text | Self::Words => "text".into(),
            Self::Timestamp => "timestamptz".into(),
            Self::Varchar(length) => format!("varchar({length})"),
            Self::Vector(dimensions) => format!("vector({dimensions})"),
        }
    }

    /// What the type means, where the database's own type does not enforce it.
    fn promise(self, column: &str, backend: DbBackend) -> Option<String> {
        match (self, backend) {
            // PostgreSQL would pad a shorter text, but does not count the padding.
            (Self::Char(length), _) => Some(format!("length({column}) = {length}")),
            (Self::List, DbBackend::Postgres) => Some(format!("jsonb_typeof({column}) = 'array'")),
            (Self::Object, DbBackend::Postgres) => Some(format!("jsonb_typeof({column}) = 'object'")),
            (Self::PlainVector(dimensions), _) => Some(format!("length({column}) = {}", u32::from(dimensions) * 4)),
            // PostgreSQL would find an empty word between two spaces, and refuse it in words of its own.
            (Self::Words, _) => Some(format!("{column} = trim({column}) AND {column} NOT LIKE '%  %'")),
            (Self::PartialDate, _) => Some(is_partial_date(column, backend)),
            (_, DbBackend::Sqlite) => self.promise_on_sqlite(column),
            _ => None,
        }
    }

    fn promise_on_sqlite(self, column: &str) -> Option<String> {
        match self {
            Self::Boolean => Some(format!("{column} IN (0, 1)")),
            // A date that does not exist comes back as another one, a text that is none as NULL.
            Self::Date => Some(format!("date({column}) IS {column}")),
            Self::Integer => Some(format!("{column} BETWEEN {} AND {}", i32::MIN, i32::MAX)),
            Self::Json => Some(format!("json_valid({column})")),
            Self::List => Some(format!("json_valid({column}) AND json_type({column}) = 'array'")),
            Self::Object => Some(format!("json_valid({column}) AND json_type({column}) = 'object'")),
            Self::Timestamp => Some(updated_at::is_sqlite_timestamp(column)),
            // A UUID written as text would never be found again.
            Self::Uuid => Some(format!("length({column}) = 16")),
            Self::Varchar(length) => Some(format!("length({column}) <= {length}")),
            Self::Char(_)
            | Self::Float
            | Self::Numeric(..)
            | Self::PartialDate
            | Self::PlainVector(_)
            | Self::Text
            | Self::Vector(_)
            | Self::Words => None,
        }
    }
}

/// A real year, month or day: the part that is left out is taken for the first.
fn is_partial_date(column: &str, backend: DbBackend) -> String {
    let day = format!("substr({column} || '-01-01', 1, 10)");
    match backend {
        // A date that does not exist comes back as another one, and so does what is no date.
        DbBackend::Sqlite => format!("length({column}) <= 10 AND {column} >= '0001' AND date({day}) IS {day}"),
        // The cast itself refuses a date that does not exist.
        _ => format!(r"{column} ~ '^\d{{4}}(-\d{{2}}){{0,2}}$' AND {day}::date IS NOT NULL"),
    }
}

impl Rule {
    fn sql(self, column: &str, backend: DbBackend) -> String {
        match self {
            Self::AtLeast(least) => format!("{column} >= {least}"),
            Self::Between(least, most) => format!("{column} BETWEEN {least} AND {most}"),
            Self::LongBetween(least, most) => format!("length({column}) BETWEEN {least} AND {most}"),
            // One constant, which PostgreSQL need not put together from its parts with each statement.
            Self::OneOf(values) if backend == DbBackend::Postgres => {
                format!("{column} = ANY ('{{{}}}')", values.join(","))
            }
            Self::OneOf(values) => format!("{column} IN ('{}')", values.join("', '")),
        }
    }
}

impl DefaultValue {
    fn sql(self, backend: DbBackend) -> Option<String> {
        match self {
            Self::Boolean(value) => Some(value.to_string().to_uppercase()),
            Self::Integer(value) => Some(value.to_string()),
            Self::Now => Some(updated_at::now(backend)),
            Self::RandomUuid => (backend == DbBackend::Postgres).then(|| "gen_random_uuid()".into()),
            Self::Text(value) => Some(format!("'{value}'")),
        }
    }
}
