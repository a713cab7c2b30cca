//! Sign-ins in `refresh_tokens`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::identity::{RefreshToken, TokenHash};
use domain::ids::{FamilyId, RefreshTokenId, UserId};
use ports::identity::RefreshTokenRepository;
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryTrait, UpdateMany};

use super::refresh_token_row::{COLUMN, Column, Entity, columns_of, token};
use crate::error::stale_unless_changed;
use crate::sea_orm_store::SeaOrm;

/// Ends those that have not ended already: when a token was first revoked stays on record.
fn revoke_all_of(owner: UserId, now: DateTime<Utc>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, now.into())
        .filter(COLUMN.user_id.eq(owner.0))
        .filter(COLUMN.revoked_at.is_null())
}

#[async_trait]
impl<C: ConnectionTrait + Send> RefreshTokenRepository for SeaOrm<C> {
    async fn insert(&self, token: &RefreshToken) -> Result<(), StoreError> {
        let statement = Entity::insert(columns_of(token)).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn find_by_hash(&self, hash: &TokenHash) -> Result<Option<RefreshToken>, StoreError> {
        let query = Entity::find().filter(COLUMN.token_hash.eq(hash.as_str()));
        Ok(self.read(query.one(self.connection())).await?.map(token))
    }

    async fn mark_used(&self, owner: UserId, id: RefreshTokenId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let statement = Entity::update_many()
            .col_expr(Column::UsedAt, now.into())
            .filter(COLUMN.user_id.eq(owner.0))
            .filter(COLUMN.id.eq(id.0))
            .filter(COLUMN.used_at.is_null())
            // Somebody may have signed out since the token was read.
            .filter(COLUMN.revoked_at.is_null())
            .into_query();
        stale_unless_changed(self.write(&statement).await?)
    }

    async fn revoke_family(&self, owner: UserId, family: FamilyId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let statement = revoke_all_of(owner, now).filter(COLUMN.family_id.eq(family.0)).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn revoke_other_families(&self, owner: UserId, kept: FamilyId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let statement = revoke_all_of(owner, now).filter(COLUMN.family_id.ne(kept.0)).into_query();
        self.write(&statement).await.map(|_| ())
    }
}
