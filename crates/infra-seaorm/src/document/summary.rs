//! Documents without what they say, as lists show them.

use domain::document::{DocumentFilter, DocumentSummary};
use domain::ids::{DocumentId, UserId};
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::document_row::{COLUMN, Column, Entity, of};
use super::{TABLE, lineage};
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

#[derive(Debug, FromQueryResult)]
pub(super) struct SummaryRow {
    pub(super) id: Uuid,
    user_id: Uuid,
    #[sea_orm(alias = "type")]
    document_type: String,
    job_id: Option<Uuid>,
    version: i32,
    title: Option<String>,
    generation_id: Option<Uuid>,
    ats_score: Option<f64>,
    is_latest: bool,
    created_at: DateTimeUtc,
    updated_at: DateTimeUtc,
}

pub(super) async fn list<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    filter: DocumentFilter,
    page: PageRequest<DocumentId>,
) -> Result<Page<DocumentSummary, DocumentId>, StoreError> {
    let is_latest = lineage::is_latest(store.connection().get_database_backend(), TABLE);
    let DocumentFilter { document_type, job_id, latest } = filter;
    let query = of(owner)
        .select_only()
        .columns([Column::Id, Column::UserId, Column::DocumentType, Column::JobId, Column::Version, Column::Title])
        .columns([Column::GenerationId, Column::CreatedAt, Column::UpdatedAt])
        .expr_as(Expr::cust("CAST(documents.ats_score AS double precision)"), "ats_score")
        .expr_as(is_latest.clone(), "is_latest")
        .apply_if(page.after, |query, after| query.filter(COLUMN.id.lt(after.0)))
        .apply_if(document_type, |query, kind| query.filter(COLUMN.document_type.eq(kind.as_str())))
        .apply_if(job_id, |query, job| query.filter(Column::JobId.eq(job.0)))
        .apply_if((latest == Some(true)).then_some(is_latest), QueryFilter::filter)
        .order_by_desc(Column::Id)
        .limit(page.rows());
    let rows = store.read(query.into_model::<SummaryRow>().all(store.connection())).await?;
    let documents = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
    Ok(page.page(documents, |document| document.id))
}

pub(super) fn summary(row: SummaryRow) -> Result<DocumentSummary, StoreError> {
    let SummaryRow {
        id,
        user_id,
        document_type,
        job_id,
        version,
        title,
        generation_id,
        ats_score,
        is_latest,
        created_at,
        updated_at,
    } = row;
    let row = Row::<Entity>::new(id);
    Ok(DocumentSummary {
        id: id.into(),
        user_id: user_id.into(),
        document_type: row.word("type", &document_type)?,
        job_id: job_id.map(Into::into),
        version: row.count("version", version)?,
        title,
        generation_id: generation_id.map(Into::into),
        ats_score,
        is_latest,
        created_at,
        updated_at,
    })
}
