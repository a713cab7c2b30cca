//! Career profiles in `profiles`.

mod row;

use async_trait::async_trait;
use domain::profile::Profile;
use ports::profile::ProfileRepository;
use ports::store::StoreError;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ConnectionTrait, EntityTrait, QueryTrait};

use crate::sea_orm_store::SeaOrm;
use row::{Column, Entity, columns_of};

#[async_trait]
impl<C: ConnectionTrait + Send> ProfileRepository for SeaOrm<C> {
    async fn insert_first_primary(&self, profile: &Profile) -> Result<(), StoreError> {
        // In the words of the partial unique index, by which the databases recognise it.
        let has_one = OnConflict::column(Column::UserId)
            .target_and_where(Expr::cust("is_primary = TRUE AND deleted_at IS NULL"))
            .do_nothing()
            .to_owned();
        let statement = Entity::insert(columns_of(profile)?).on_conflict(has_one).into_query();
        self.write(&statement).await.map(|_| ())
    }
}
