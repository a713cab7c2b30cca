//! Memories in `memories`.

mod embedding;
mod row;

use async_trait::async_trait;
use domain::ids::{MemoryId, UserId};
use domain::memory::{Embedding, Memory};
use ports::memory::MemoryRepository;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::sea_orm_store::SeaOrm;
use row::{COLUMN, Column, entity_of, of};

const DELETE: &str = "DELETE FROM memories WHERE user_id = $1 AND id = $2";

#[async_trait]
impl<C: ConnectionTrait + Send> MemoryRepository for SeaOrm<C> {
    async fn insert<'a>(&self, memory: &'a Memory, embedding: Option<&'a Embedding>) -> Result<(), StoreError> {
        embedding::insert(self, memory, embedding).await
    }

    async fn find(&self, owner: UserId, id: MemoryId) -> Result<Option<Memory>, StoreError> {
        let query = of(owner).filter(COLUMN.id.eq(id.0));
        self.read(query.one(self.connection())).await?.map(entity_of).transpose()
    }

    async fn embedding(&self, owner: UserId, id: MemoryId) -> Result<Option<Embedding>, StoreError> {
        embedding::find(self, owner, id).await
    }

    async fn list(&self, owner: UserId, page: PageRequest<MemoryId>) -> Result<Page<Memory, MemoryId>, StoreError> {
        let query = of(owner)
            .apply_if(page.after, |query, after| query.filter(COLUMN.id.lt(after.0)))
            .order_by_desc(Column::Id)
            .limit(page.rows());
        let rows = self.read(query.all(self.connection())).await?;
        let memories = rows.into_iter().map(entity_of).collect::<Result<_, _>>()?;
        Ok(page.page(memories, |memory| memory.id))
    }

    async fn delete(&self, owner: UserId, id: MemoryId) -> Result<bool, StoreError> {
        Ok(self.write_sql(DELETE, [owner.0.into(), id.0.into()]).await? > 0)
    }
}
