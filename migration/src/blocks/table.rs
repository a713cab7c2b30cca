//! One table, put together from its own columns and the conventions that it follows.

use sea_orm_migration::DbErr;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use super::column::{Column, integer, text, timestamp, uuid, words};
use super::index::Index;
use super::reference::Reference;
use super::{quoted, quoted_list, updated_at, word_search};

/// A table with `id`, `created_at` and `updated_at`; everything else is said.
pub(crate) struct Table {
    name: &'static str,
    /// `id`, and whom the row belongs to.
    head: Vec<Column>,
    own: Vec<Column>,
    is_versioned: bool,
    is_append_only: bool,
    is_soft_deleted: bool,
    checks: Vec<(&'static [&'static str], &'static str)>,
    uniques: Vec<&'static [&'static str]>,
    references: Vec<Reference>,
    indexes: Vec<Index>,
    /// The column with the words that rows are found by.
    found_by: Option<&'static str>,
}

impl Table {
    /// A table whose rows belong to nobody.
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            head: vec![uuid("id").default_random_uuid()],
            own: Vec::new(),
            is_versioned: false,
            is_append_only: false,
            is_soft_deleted: false,
            checks: Vec::new(),
            uniques: Vec::new(),
            references: Vec::new(),
            indexes: Vec::new(),
            found_by: None,
        }
    }

    /// A table whose rows each belong to one user and go with that user.
    ///
    /// `UNIQUE (user_id, id)` is what children refer to, and the index for everything that is asked per user.
    pub(crate) fn owned(name: &'static str) -> Self {
        Self::new(name).of_user(uuid("user_id"))
    }

    /// A table whose rows each belong to one user, and go with that user, or to everybody: then `user_id` is NULL.
    pub(crate) fn owned_or_public(name: &'static str) -> Self {
        Self::new(name).of_user(uuid("user_id").optional())
    }

    fn of_user(mut self, user_id: Column) -> Self {
        self.head.push(user_id);
        self.uniques.push(&["user_id", "id"]);
        self.references.push(Reference::to_owner());
        self
    }

    /// A table with at most one row for each user.
    pub(crate) fn owned_once(name: &'static str) -> Self {
        let mut table = Self::owned(name);
        table.uniques.push(&["user_id"]);
        table
    }

    /// The table's own columns.
    pub(crate) fn columns(mut self, columns: impl IntoIterator<Item = Column>) -> Self {
        self.own.extend(columns);
        self
    }

    /// A child of another owned table: adds the column, NOT NULL, and the reference to the same person's parent.
    pub(crate) fn child_of(mut self, parent: &'static str, column: &'static str) -> Self {
        self.head.push(uuid(column));
        self.references.push(Reference::to_parent(column, parent));
        self
    }

    /// Refers to another row of the same person, perhaps: adds the column. That row cannot go while this one names it.
    pub(crate) fn refers_to(mut self, table: &'static str, column: &'static str) -> Self {
        self.own.push(uuid(column).optional());
        self.references.push(Reference::to_parent(column, table).without_cascade());
        self
    }

    /// Like [`child_of`](Self::child_of), of a row that may be everybody's.
    pub(crate) fn child_of_shared(mut self, parent: &'static str, column: &'static str) -> Self {
        self.head.push(uuid(column));
        self.references.push(Reference::to_shared(column, parent));
        self
    }

    /// Like [`refers_to`](Self::refers_to), to a row that may be everybody's.
    pub(crate) fn refers_to_shared(mut self, table: &'static str, column: &'static str) -> Self {
        self.own.push(uuid(column).optional());
        self.references.push(Reference::to_shared(column, table).without_cascade());
        self
    }

    /// Is found by words: adds the column that holds them.
    pub(crate) fn found_by_words_in(mut self, column: &'static str) -> Self {
        self.own.push(words(column));
        self.found_by = Some(column);
        self
    }

    /// Carries the version of what its json columns hold.
    pub(crate) fn versioned(mut self) -> Self {
        self.is_versioned = true;
        self
    }

    /// No `updated_at`.
    pub(crate) fn append_only(mut self) -> Self {
        self.is_append_only = true;
        self
    }

    /// A deleted row stays, marked.
    pub(crate) fn soft_deleted(mut self) -> Self {
        self.is_soft_deleted = true;
        self
    }

    /// A rule across columns, which must read the same on both databases.
    pub(crate) fn check(mut self, columns: &'static [&'static str], condition: &'static str) -> Self {
        self.checks.push((columns, condition));
        self
    }

    /// Does not end before it starts, as far as both dates say: one that begins in May may end in its year.
    pub(crate) fn ends_after_it_starts(self) -> Self {
        self.check(&["start_date", "end_date"], "substr(start_date, 1, length(end_date)) <= end_date")
    }

    pub(crate) fn unique(mut self, columns: &'static [&'static str]) -> Self {
        self.uniques.push(columns);
        self
    }

    pub(crate) fn index(mut self, index: Index) -> Self {
        self.indexes.push(index);
        self
    }

    /// Creates the table with its indexes and triggers.
    pub(crate) async fn create<C: ConnectionTrait>(&self, db: &C) -> Result<(), DbErr> {
        execute(db, self.statements(db.get_database_backend())).await
    }

    /// Drops the table with all that [`create`](Self::create) made.
    pub(crate) async fn drop<C: ConnectionTrait>(&self, db: &C) -> Result<(), DbErr> {
        execute(db, self.drop_statements(db.get_database_backend())).await
    }

    fn statements(&self, backend: DbBackend) -> Vec<String> {
        let mut statements = vec![self.create_statement(backend)];
        let indexes = self.indexes.iter();
        statements.extend(indexes.filter_map(|index| index.statement(self.name, backend)));
        if !self.is_append_only {
            statements.push(updated_at::trigger(self.name, backend));
        }
        if let Some(column) = self.found_by {
            statements.extend(word_search::statements(self.name, column, backend));
        }
        statements
    }

    fn drop_statements(&self, backend: DbBackend) -> Vec<String> {
        let search = self.found_by.and_then(|_| word_search::drop_statement(self.name, backend));
        search.into_iter().chain([format!("DROP TABLE {}", quoted(self.name))]).collect()
    }

    fn create_statement(&self, backend: DbBackend) -> String {
        let columns = self.all_columns();
        let mut lines: Vec<String> = columns.iter().map(|c| c.definition(backend)).collect();
        let id = quoted("id");
        if self.found_by.is_some() && backend == DbBackend::Sqlite {
            lines.insert(0, word_search::SQLITE_ROWID.into());
            lines.push(format!("UNIQUE ({id})"));
        } else {
            lines.push(format!("PRIMARY KEY ({id})"));
        }
        lines.extend(self.uniques.iter().map(|columns| {
            let list = quoted_list(columns);
            self.constraint("unique", columns, &format!("UNIQUE ({list})"))
        }));
        lines.extend(self.references.iter().map(|r| r.constraint(self.name)));
        lines.extend(columns.iter().filter_map(|column| {
            let condition = column.check(backend)?;
            Some(self.constraint("check", &[column.name], &format!("CHECK ({condition})")))
        }));
        lines.extend(
            self.checks
                .iter()
                .map(|(columns, condition)| self.constraint("check", columns, &format!("CHECK ({condition})"))),
        );
        // STRICT makes SQLite refuse a text in a number's column, as PostgreSQL does.
        let options = match backend {
            DbBackend::Sqlite => " STRICT",
            _ => "",
        };
        let table = quoted(self.name);
        format!("CREATE TABLE {table} (\n  {}\n){options}", lines.join(",\n  "))
    }

    fn all_columns(&self) -> Vec<Column> {
        let mut columns = self.head.clone();
        columns.extend(self.own.iter().cloned());
        if self.is_versioned {
            columns.push(integer("schema_version").default(1));
        }
        columns.push(timestamp("created_at").default_now());
        if !self.is_append_only {
            columns.push(timestamp("updated_at").default_now());
        }
        if self.is_soft_deleted {
            columns.push(timestamp("deleted_at").optional());
            columns.push(uuid("deleted_by").optional());
            columns.push(text("deletion_reason").optional());
        }
        columns
    }

    fn constraint(&self, kind: &str, columns: &[&str], definition: &str) -> String {
        let name = format!("{}_{kind}_{}", self.name, columns.join("_"));
        format!("CONSTRAINT {} {definition}", quoted(&name))
    }
}

async fn execute<C: ConnectionTrait>(db: &C, statements: Vec<String>) -> Result<(), DbErr> {
    for statement in statements {
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}
