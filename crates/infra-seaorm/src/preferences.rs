//! Preferences in `user_preferences`.

mod row;

use async_trait::async_trait;
use domain::ids::UserId;
use domain::preferences::Preferences;
use ports::preferences::PreferencesRepository;
use ports::store::StoreError;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryTrait};

use crate::sea_orm_store::SeaOrm;
use row::{COLUMN, Column, Entity, columns_of, preferences};

#[async_trait]
impl<C: ConnectionTrait + Send> PreferencesRepository for SeaOrm<C> {
    async fn find(&self, owner: UserId) -> Result<Option<Preferences>, StoreError> {
        let query = Entity::find().filter(COLUMN.user_id.eq(owner.0)).filter(COLUMN.deleted_at.is_null());
        self.read(query.one(self.connection())).await?.map(preferences).transpose()
    }

    async fn save(&self, preferences: &Preferences) -> Result<(), StoreError> {
        let replaced =
            Column::iter().filter(|column| !matches!(column, Column::Id | Column::UserId | Column::CreatedAt));
        let replace = OnConflict::column(Column::UserId).update_columns(replaced).to_owned();
        let statement = Entity::insert(columns_of(preferences)?).on_conflict(replace).into_query();
        self.write(&statement).await.map(|_| ())
    }
}
