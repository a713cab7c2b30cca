//! What profiles list, in `experiences`, `education` and `projects`: the same statements for each.

use std::sync::LazyLock;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{ProfileId, UserId};
use domain::profile::{Education, Entry, EntryKind, Experience, MAX_ENTRIES, Project};
use ports::paging::PageRequest;
use ports::profile::{EntryPage, EntryRepository, Place};
use ports::store::StoreError;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbBackend, Value};
use serde::Deserialize;

use super::table::{Both, Dialect, Table, boolean, json, plain};
use super::{text_of, unreadable, written};
use crate::column::to_integer;
use crate::error::stale_unless_changed;
use crate::sea_orm_store::SeaOrm;

const EXPERIENCES: Table = Table {
    name: "experiences",
    content: &[
        plain("title"),
        plain("company"),
        plain("location"),
        plain("start_date"),
        plain("end_date"),
        boolean("is_current"),
        plain("description"),
        json("achievements"),
    ],
    enhancement: &[plain("enhanced_description"), json("enhancement_metadata")],
};

const EDUCATION: Table = Table {
    name: "education",
    content: &[
        plain("institution"),
        plain("degree"),
        plain("field_of_study"),
        plain("start_date"),
        plain("end_date"),
        plain("gpa"),
        json("honors"),
    ],
    enhancement: &[],
};

const PROJECTS: Table = Table {
    name: "projects",
    content: &[
        plain("name"),
        plain("description"),
        json("technologies"),
        plain("url"),
        plain("start_date"),
        plain("end_date"),
    ],
    enhancement: &[plain("enhanced_description"), json("enhancement_metadata")],
};

/// A kind whose entries have a table.
pub(super) trait Listed: EntryKind {
    const TABLE: &'static Table;

    fn statements(backend: DbBackend) -> &'static Statements;
}

macro_rules! listed {
    ($($kind:ident in $table:ident;)+) => {$(
        impl Listed for $kind {
            const TABLE: &'static Table = &$table;

            fn statements(backend: DbBackend) -> &'static Statements {
                static STATEMENTS: LazyLock<Both<Statements>> =
                    LazyLock::new(|| Both::written_by(|dialect| Statements::of(&$table, dialect)));
                STATEMENTS.of(backend)
            }
        }
    )+};
}

listed! {
    Experience in EXPERIENCES;
    Education in EDUCATION;
    Project in PROJECTS;
}

/// In each, `$1` is the owner and `$2` the profile.
pub(super) struct Statements {
    append: String,
    find: String,
    list: String,
    /// A JSON array of the whole list, to be selected beside its profile.
    pub(super) whole: String,
    order: String,
    reorder: String,
    update: String,
    delete: String,
}

const OF_PROFILE: &str = "c.user_id = $1 AND c.profile_id = $2";
const LIVE_PROFILE: &str = "p.user_id = $1 AND p.id = $2 AND p.deleted_at IS NULL";
const PROFILE_LIVES: &str =
    "SELECT 1 AS found FROM profiles AS p WHERE p.user_id = $1 AND p.id = $2 AND p.deleted_at IS NULL";

impl Statements {
    fn of(table: &'static Table, dialect: Dialect) -> Self {
        let name = table.name;
        let (entry, ids) = (entry(table, dialect), dialect.array("c", &dialect.id("id")));
        let page = dialect.array("page", &dialect.made("page.entry"));
        let (rows, places) = (dialect.rows(table, "$4"), dialect.places("$3"));
        Self {
            append: append(table, dialect),
            find: format!(
                "SELECT {} AS found FROM {name} AS c JOIN profiles AS p ON p.user_id = c.user_id AND p.id = c.profile_id \
                 WHERE {OF_PROFILE} AND c.id = $3 AND p.deleted_at IS NULL",
                dialect.text(&entry)
            ),
            list: format!(
                "SELECT {} AS found FROM profiles AS p WHERE {LIVE_PROFILE}",
                dialect.text(&format!(
                    "SELECT {page} FROM (SELECT c.position, c.id, {entry} AS entry FROM {name} AS c WHERE {OF_PROFILE} \
                     AND (c.position, c.id) > ($3, $4) ORDER BY c.position, c.id LIMIT $5) AS page"
                ))
            ),
            whole: dialect.text(&format!("SELECT {} FROM {name} AS c WHERE {OF_PROFILE}", dialect.array("c", &entry))),
            order: format!(
                "SELECT {} AS found FROM profiles AS p WHERE {LIVE_PROFILE}",
                dialect.text(&format!("SELECT {ids} FROM {name} AS c WHERE {OF_PROFILE}"))
            ),
            reorder: format!(
                "UPDATE {name} AS c SET position = o.position, updated_at = $4 FROM {places} AS o \
                 WHERE {OF_PROFILE} AND c.id = o.id AND $5 = (SELECT count(*) FROM {name} AS c WHERE {OF_PROFILE}) \
                 AND $5 = (SELECT count(*) FROM {name} AS c JOIN {places} AS o ON c.id = o.id WHERE {OF_PROFILE})"
            ),
            update: format!(
                "UPDATE {name} AS c SET {}, updated_at = $5 FROM {rows} \
                 WHERE {OF_PROFILE} AND c.id = $3 AND c.updated_at = $6 AND EXISTS ({PROFILE_LIVES})",
                table.set(dialect)
            ),
            delete: format!("DELETE FROM {name} AS c WHERE {OF_PROFILE} AND c.id = $3 AND c.updated_at = $4"),
        }
    }
}

/// Tells nothing when there is no such profile, and when its list would hold too many.
fn append(table: &'static Table, dialect: Dialect) -> String {
    let (name, columns, given) = (table.name, table.names(), table.given(dialect));
    let (id, index, rows) = (dialect.given_id(), dialect.index(), dialect.rows(table, "$3"));
    format!(
        "INSERT INTO {name} (id, user_id, profile_id, position, {columns}, created_at, updated_at) \
         SELECT {id}, p.user_id, p.id, \
         coalesce((SELECT max(c.position) + 1 FROM {name} AS c WHERE {OF_PROFILE}), 0) + {index}, {given}, $5, $5 \
         FROM profiles AS p, {rows} WHERE {LIVE_PROFILE} \
         AND (SELECT count(*) FROM {name} AS c WHERE {OF_PROFILE}) + $4 <= {MAX_ENTRIES} RETURNING position"
    )
}

/// A row as [`Row`] reads it.
fn entry(table: &'static Table, dialect: Dialect) -> String {
    let column = |name: &str| format!("c.{name}");
    dialect.object([
        ("id", dialect.id("id")),
        ("position", column("position")),
        ("created_at", column("created_at")),
        ("updated_at", column("updated_at")),
        ("content", dialect.object(dialect.fields(table.content))),
        ("enhancement", dialect.object(dialect.fields(table.enhancement))),
    ])
}

/// In parts, because serde takes its time over fields that lie side by side.
#[derive(Deserialize)]
#[serde(bound = "", deny_unknown_fields)]
struct Row<K: EntryKind> {
    id: K::Id,
    position: u32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    content: K,
    enhancement: K::Enhancement,
}

impl<K: EntryKind> Row<K> {
    fn entry(self, user_id: UserId, profile_id: ProfileId) -> Entry<K> {
        let Self { id, position, created_at, updated_at, content, enhancement } = self;
        Entry { id, user_id, profile_id, position, content, enhancement, created_at, updated_at }
    }
}

/// The entries of a JSON array.
pub(super) fn entries<K: Listed>(owner: UserId, profile: ProfileId, json: &str) -> Result<Vec<Entry<K>>, StoreError> {
    let rows: Vec<Row<K>> = serde_json::from_str(json).map_err(|_| unreadable(K::TABLE.name, profile))?;
    Ok(rows.into_iter().map(|row| row.entry(owner, profile)).collect())
}

fn ids(owner: UserId, profile: ProfileId) -> [Value; 2] {
    [owner.0.into(), profile.0.into()]
}

#[async_trait]
impl<C: ConnectionTrait + Send, K: Listed> EntryRepository<K> for SeaOrm<C> {
    async fn append(&self, entries: &[Entry<K>]) -> Result<Option<u32>, StoreError> {
        let Some(Entry { user_id, profile_id, created_at, .. }) = entries.first() else {
            return Err(StoreError::Backend("nothing was given to append".to_owned()));
        };
        let [owner, profile] = ids(*user_id, *profile_id);
        let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        let values = [owner, profile, written(entries)?.into(), count.into(), (*created_at).into()];
        let sql = &K::statements(self.connection().get_database_backend()).append;
        let rows = self.write_sql_returning(sql, values).await?;
        let places = self
            .read(async { rows.iter().map(|row| row.try_get::<i32>("", "position")).collect::<Result<Vec<_>, _>>() });
        if let Some(first) = places.await?.into_iter().min() {
            let negative = |_| unreadable(K::TABLE.name, *profile_id);
            return u32::try_from(first).map(Some).map_err(negative);
        }
        let lives = self.connection().query_one_raw(self.statement(PROFILE_LIVES, ids(*user_id, *profile_id)));
        match self.read(lives).await? {
            Some(_) => Err(StoreError::Conflict("too_many_entries")),
            None => Ok(None),
        }
    }

    async fn find(&self, owner: UserId, profile: ProfileId, id: K::Id) -> Result<Option<Entry<K>>, StoreError> {
        let sql = &K::statements(self.connection().get_database_backend()).find;
        let id: Uuid = id.into();
        let values = [owner.0.into(), profile.0.into(), id.into()];
        let Some(json) = text_of(self, sql, values).await? else { return Ok(None) };
        let row: Row<K> = serde_json::from_str(&json).map_err(|_| unreadable(K::TABLE.name, id))?;
        Ok(Some(row.entry(owner, profile)))
    }

    async fn list(
        &self,
        owner: UserId,
        profile: ProfileId,
        page: PageRequest<Place<K::Id>>,
    ) -> Result<Option<EntryPage<K>>, StoreError> {
        let (position, id) = match page.after {
            Some(Place { position, id }) => (to_integer(position)?, id.into()),
            // Before the first.
            None => (-1, Uuid::nil()),
        };
        let sql = &K::statements(self.connection().get_database_backend()).list;
        let rows = i64::from(page.limit) + 1;
        let values = [owner.0.into(), profile.0.into(), position.into(), id.into(), rows.into()];
        let Some(json) = text_of(self, sql, values).await? else { return Ok(None) };
        let entries = entries(owner, profile, &json)?;
        Ok(Some(page.page(entries, |entry: &Entry<K>| Place { position: entry.position, id: entry.id })))
    }

    async fn order(&self, owner: UserId, profile: ProfileId) -> Result<Option<Vec<K::Id>>, StoreError> {
        let sql = &K::statements(self.connection().get_database_backend()).order;
        let Some(json) = text_of(self, sql, ids(owner, profile)).await? else { return Ok(None) };
        let ids: Vec<Uuid> = serde_json::from_str(&json).map_err(|_| unreadable(K::TABLE.name, profile))?;
        Ok(Some(ids.into_iter().map(K::Id::from).collect()))
    }

    async fn reorder(
        &self,
        owner: UserId,
        profile: ProfileId,
        order: &[K::Id],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let [owner, profile] = ids(owner, profile);
        let count = i64::try_from(order.len()).unwrap_or(i64::MAX);
        let sql = &K::statements(self.connection().get_database_backend()).reorder;
        let values = [owner, profile, written(order)?.into(), now.into(), count.into()];
        stale_unless_changed(self.write_sql(sql, values).await?)
    }

    async fn update(&self, entry: &Entry<K>, read_at: DateTime<Utc>) -> Result<(), StoreError> {
        let [owner, profile] = ids(entry.user_id, entry.profile_id);
        let (id, json) = (entry.id.into(), written(std::slice::from_ref(entry))?);
        let values = [owner, profile, id.into(), json.into(), entry.updated_at.into(), read_at.into()];
        let sql = &K::statements(self.connection().get_database_backend()).update;
        stale_unless_changed(self.write_sql(sql, values).await?)
    }

    async fn delete(&self, entry: &Entry<K>) -> Result<(), StoreError> {
        let [owner, profile] = ids(entry.user_id, entry.profile_id);
        let values = [owner, profile, entry.id.into().into(), entry.updated_at.into()];
        let sql = &K::statements(self.connection().get_database_backend()).delete;
        stale_unless_changed(self.write_sql(sql, values).await?)
    }
}
