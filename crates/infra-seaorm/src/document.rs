//! Documents in `documents`, samples in `sample_documents`.

mod document_row;
mod lineage;
mod sample_row;
mod samples;
mod summary;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::document::{Document, DocumentFilter, DocumentSummary, DocumentVersion, Lineage};
use domain::ids::{DocumentId, UserId};
use ports::document::{DocumentRepository, Pair, Place};
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;
use document_row::{ActiveModel, COLUMN, Column, Entity, Model, columns_of, entity_of, of};

const TABLE: &str = "documents";

const VERSION_TAKEN: Unique = Unique {
    constraint: "documents_unique_user_id_type_job_id_version",
    sqlite: "index 'documents_unique_user_id_type_job_id_version'",
    conflict: "version_taken",
};

#[async_trait]
impl<C: ConnectionTrait + Send> DocumentRepository for SeaOrm<C> {
    async fn next_place(&self, owner: UserId, lineage: Lineage) -> Result<Place, StoreError> {
        lineage::next_place(self, owner, lineage).await
    }

    async fn insert(&self, document: &Document) -> Result<(), StoreError> {
        let statement = Entity::insert(columns_of(document)?).into_query();
        self.write_or_conflict(&statement, &[VERSION_TAKEN]).await.map(|_| ())
    }

    async fn find(&self, owner: UserId, id: DocumentId) -> Result<Option<DocumentVersion>, StoreError> {
        let backend = self.connection().get_database_backend();
        let query = of(owner).filter(COLUMN.id.eq(id.0)).expr_as(lineage::is_latest(backend, TABLE), "is_latest");
        let query = query.into_query();
        let found = async {
            let Some(row) = self.connection().query_one(&query).await? else { return Ok(None) };
            Ok(Some((Model::from_query_result(&row, "")?, row.try_get("", "is_latest")?)))
        };
        let Some((model, is_latest)) = self.read(found).await? else { return Ok(None) };
        Ok(Some(DocumentVersion { document: entity_of(model)?, is_latest }))
    }

    async fn list(
        &self,
        owner: UserId,
        filter: DocumentFilter,
        page: PageRequest<DocumentId>,
    ) -> Result<Page<DocumentSummary, DocumentId>, StoreError> {
        summary::list(self, owner, filter, page).await
    }

    async fn versions(
        &self,
        owner: UserId,
        id: DocumentId,
        page: PageRequest<u32>,
    ) -> Result<Option<Page<DocumentSummary, u32>>, StoreError> {
        lineage::versions(self, owner, id, page).await
    }

    async fn pair(&self, owner: UserId, id: DocumentId, other: Option<DocumentId>) -> Result<Option<Pair>, StoreError> {
        let backend = self.connection().get_database_backend();
        let other = match other {
            Some(other) => Column::Id.eq(other.0),
            None => lineage::is_version_before(backend, owner, id),
        };
        let query = of(owner).filter(Column::Id.eq(id.0).or(other)).order_by_desc(Column::Version).limit(2);
        let rows = self.read(query.all(self.connection())).await?;
        let found = rows.into_iter().map(entity_of).collect::<Result<Vec<_>, _>>()?;
        let (these, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|document| document.id == id);
        Ok(these.into_iter().next().map(|document| Pair { document, other: others.into_iter().next() }))
    }

    async fn update(&self, document: &Document, updated_at: DateTime<Utc>) -> Result<(), StoreError> {
        let Document { id, user_id, .. } = document;
        let ActiveModel { title, structured, updated_at: changed_at, .. } = columns_of(document)?;
        let columns = ActiveModel { title, structured, updated_at: changed_at, id: NotSet, ..Default::default() };
        let statement = Entity::update_many()
            .set(columns)
            .filter(COLUMN.user_id.eq(user_id.0))
            .filter(COLUMN.id.eq(id.0))
            .filter(COLUMN.updated_at.eq(updated_at))
            .filter(COLUMN.deleted_at.is_null())
            .into_query();
        stale_unless_changed(self.write(&statement).await?)
    }

    async fn delete(
        &self,
        owner: UserId,
        id: DocumentId,
        updated_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError> {
        self.soft_delete(TABLE, owner, id.0, updated_at, deletion).await
    }

    async fn restore(&self, owner: UserId, id: DocumentId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        SeaOrm::restore(self, TABLE, owner, id.0, now, &[]).await
    }
}
