//! Samples of a person's own writing, in `sample_documents`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::document::{DocumentType, Sample, SampleFilter, SampleSummary};
use domain::ids::{SampleId, UserId};
use ports::document::SampleRepository;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::sample_row::{COLUMN, Column, Entity, SummaryRow, columns_of, entity_of, of, summary};
use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;

const ACTIVE: Unique = Unique {
    constraint: "sample_documents_unique_user_id_document_type",
    sqlite: "sample_documents.user_id, sample_documents.document_type",
    conflict: "sample_active",
};

const ARCHIVE_ACTIVE: &str = "UPDATE sample_documents SET is_active = FALSE, archived_at = $3, updated_at = $3 \
     WHERE user_id = $1 AND document_type = $2 AND is_active = TRUE";

const FORGET_SOURCE: &str =
    "UPDATE writing_styles SET source_sample_id = NULL WHERE user_id = $1 AND source_sample_id = $2";

const DELETE: &str = "DELETE FROM sample_documents WHERE user_id = $1 AND id = $2 AND updated_at = $3";

#[async_trait]
impl<C: ConnectionTrait + Send> SampleRepository for SeaOrm<C> {
    async fn insert(&self, sample: &Sample) -> Result<(), StoreError> {
        let statement = Entity::insert(columns_of(sample)?).into_query();
        self.write_or_conflict(&statement, &[ACTIVE]).await.map(|_| ())
    }

    async fn archive_active(
        &self,
        owner: UserId,
        document_type: DocumentType,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let values = [owner.0.into(), document_type.as_str().into(), now.into()];
        self.write_sql(ARCHIVE_ACTIVE, values).await.map(|_| ())
    }

    async fn find(&self, owner: UserId, id: SampleId) -> Result<Option<Sample>, StoreError> {
        let query = of(owner).filter(COLUMN.id.eq(id.0));
        self.read(query.one(self.connection())).await?.map(entity_of).transpose()
    }

    async fn list(
        &self,
        owner: UserId,
        filter: SampleFilter,
        page: PageRequest<SampleId>,
    ) -> Result<Page<SampleSummary, SampleId>, StoreError> {
        let SampleFilter { document_type, is_active } = filter;
        let query = of(owner)
            .select_only()
            .columns(Column::iter().filter(|column| !matches!(column, Column::OriginalText)))
            .apply_if(page.after, |query, after| query.filter(COLUMN.id.lt(after.0)))
            .apply_if(document_type, |query, kind| query.filter(COLUMN.document_type.eq(kind.as_str())))
            .apply_if(is_active, |query, is_active| query.filter(COLUMN.is_active.eq(is_active)))
            .order_by_desc(Column::Id)
            .limit(page.rows());
        let rows = self.read(query.into_model::<SummaryRow>().all(self.connection())).await?;
        let samples = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
        Ok(page.page(samples, |sample| sample.id))
    }

    async fn delete(&self, owner: UserId, id: SampleId, updated_at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write_sql(FORGET_SOURCE, [owner.0.into(), id.0.into()]).await?;
        stale_unless_changed(self.write_sql(DELETE, [owner.0.into(), id.0.into(), updated_at.into()]).await?)
    }
}
