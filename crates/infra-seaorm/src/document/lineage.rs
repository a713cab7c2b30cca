//! What the versions of one document are to each other. All of it is found by the unique index over their lineage and number.

use domain::document::{DocumentSummary, Lineage};
use domain::ids::{DocumentId, UserId};
use ports::document::Place;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use super::document_row::Entity;
use super::summary::{SummaryRow, summary};
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

/// In the words of the index, by which the databases recognise it; there a missing job counts as this one.
fn job_key(backend: DbBackend, table: &str) -> String {
    let none = match backend {
        DbBackend::Sqlite => "X'00000000000000000000000000000000'",
        _ => "'00000000-0000-0000-0000-000000000000'::uuid",
    };
    format!("coalesce({table}.job_id, {none})")
}

fn same_lineage(backend: DbBackend, one: &str, other: &str) -> String {
    let (key, other_key) = (job_key(backend, one), job_key(backend, other));
    format!("{one}.user_id = {other}.user_id AND {one}.type = {other}.type AND {key} = {other_key}")
}

/// Whether no newer version of the table's row is live.
pub(super) fn is_latest(backend: DbBackend, table: &str) -> Expr {
    Expr::cust(is_latest_sql(backend, table))
}

fn is_latest_sql(backend: DbBackend, table: &str) -> String {
    let same = same_lineage(backend, "newer", table);
    format!(
        "NOT EXISTS (SELECT 1 FROM documents AS newer \
         WHERE {same} AND newer.version > {table}.version AND newer.deleted_at IS NULL)"
    )
}

/// Whether a document is the version that comes before another one.
pub(super) fn is_version_before(backend: DbBackend, owner: UserId, id: DocumentId) -> Expr {
    let same = same_lineage(backend, "earlier", "later");
    let value = if backend == DbBackend::Sqlite { "?" } else { "$" };
    let sql = format!(
        "documents.id = (SELECT earlier.id FROM documents AS later JOIN documents AS earlier \
         ON {same} AND earlier.version < later.version AND earlier.deleted_at IS NULL \
         WHERE later.user_id = {value} AND later.id = {value} ORDER BY earlier.version DESC LIMIT 1)"
    );
    Expr::cust_with_values(sql, [owner.0, id.0])
}

#[derive(FromQueryResult)]
struct Next {
    version: i32,
    sees_job: bool,
}

pub(super) async fn next_place<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    lineage: Lineage,
) -> Result<Place, StoreError> {
    let key = job_key(store.connection().get_database_backend(), "documents");
    let sql = format!(
        "SELECT coalesce(max(documents.version), 0) + 1 AS version, \
         EXISTS (SELECT 1 FROM jobs WHERE jobs.id = $3 AND (jobs.user_id IS NULL OR jobs.user_id = $1)) AS sees_job \
         FROM documents WHERE documents.user_id = $1 AND documents.type = $2 AND {key} = $3"
    );
    let job = lineage.job_id.map_or(Uuid::nil(), |job| job.0);
    let values = [owner.0.into(), lineage.document_type.as_str().into(), job.into()];
    let next = Next::find_by_statement(store.statement(&sql, values)).one(store.connection());
    let Some(Next { version, sees_job }) = store.read(next).await? else {
        return Err(StoreError::Backend("a question for the next version has no answer".to_owned()));
    };
    let version = Row::<Entity>::new(Uuid::nil()).count("version", version)?;
    Ok(Place { version, sees_job: lineage.job_id.is_none() || sees_job })
}

/// The document is joined to its versions, so that one that is not there can be told from one without more of them.
pub(super) async fn versions<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    id: DocumentId,
    page: PageRequest<u32>,
) -> Result<Option<Page<DocumentSummary, u32>>, StoreError> {
    let backend = store.connection().get_database_backend();
    let (same, is_latest) = (same_lineage(backend, "one", "asked"), is_latest_sql(backend, "one"));
    let sql = format!(
        "SELECT one.id, one.user_id, one.type, one.job_id, one.version, one.title, one.generation_id, \
         CAST(one.ats_score AS double precision) AS ats_score, {is_latest} AS is_latest, one.created_at, one.updated_at \
         FROM documents AS asked LEFT JOIN documents AS one \
         ON {same} AND one.deleted_at IS NULL AND one.version < $3 \
         WHERE asked.user_id = $1 AND asked.id = $2 AND asked.deleted_at IS NULL \
         ORDER BY one.version DESC LIMIT $4"
    );
    let before = page.after.map_or(i64::from(u32::MAX), i64::from);
    let limit = i64::from(page.limit) + 1;
    let statement = store.statement(&sql, [owner.0.into(), id.0.into(), before.into(), limit.into()]);
    let rows = async {
        let rows = store.connection().query_all_raw(statement).await?;
        // A row without an id is the document that was asked for, alone.
        rows.iter().map(|row| SummaryRow::from_query_result_optional(row, "")).collect::<Result<Vec<_>, _>>()
    };
    let rows = store.read(rows).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let versions = rows.into_iter().flatten().map(summary).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(page.page(versions, |version| version.version)))
}
