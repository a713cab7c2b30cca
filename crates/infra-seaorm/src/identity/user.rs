//! Accounts in `users`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::identity::{Email, PasswordHash, Standing, User};
use domain::ids::{FamilyId, UserId};
use ports::identity::{Credentials, UserRepository};
use ports::store::StoreError;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Func, LockType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use super::user_row::{ActiveModel, COLUMN, Column, Entity, columns_of, credentials, user};
use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;

const EMAIL: Unique =
    Unique { constraint: "users_unique_email", sqlite: "index 'users_unique_email'", conflict: "email_taken" };

fn alive(id: UserId) -> Select<Entity> {
    Entity::find_by_id(id.0).filter(COLUMN.deleted_at.is_null())
}

#[async_trait]
impl<C: ConnectionTrait + Send> UserRepository for SeaOrm<C> {
    async fn insert(&self, user: &User) -> Result<(), StoreError> {
        let statement = Entity::insert(columns_of(user)).into_query();
        self.write_or_conflict(&statement, &[EMAIL]).await.map(|_| ())
    }

    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.read(alive(id).one(self.connection())).await?.map(user).transpose()
    }

    async fn find_for_update(&self, id: UserId) -> Result<Option<User>, StoreError> {
        // The lock that an UPDATE takes; a stronger one would hold up everybody who writes a row that refers to this one.
        let locked = alive(id).lock(LockType::NoKeyUpdate);
        self.read(locked.one(self.connection())).await?.map(user).transpose()
    }

    async fn update(&self, user: &User) -> Result<(), StoreError> {
        let columns = ActiveModel { id: NotSet, created_at: NotSet, ..columns_of(user) };
        let statement = Entity::update_many()
            .set(columns)
            .filter(COLUMN.id.eq(user.id.0))
            .filter(COLUMN.deleted_at.is_null())
            .into_query();
        stale_unless_changed(self.write_or_conflict(&statement, &[EMAIL]).await?)
    }

    async fn set_password(&self, id: UserId, hash: &PasswordHash, now: DateTime<Utc>) -> Result<(), StoreError> {
        let statement = Entity::update_many()
            .col_expr(Column::PasswordHash, hash.expose().into())
            .col_expr(Column::UpdatedAt, now.into())
            .filter(COLUMN.id.eq(id.0))
            .into_query();
        stale_unless_changed(self.write(&statement).await?)
    }

    async fn credentials_by_email(&self, email: &Email) -> Result<Option<Credentials>, StoreError> {
        // Both sides in lower case, in the words of the unique index, so that it is used.
        let same_address = Func::lower(Column::Email.into_expr()).eq(email.normalized());
        let found = self.read(Entity::find().filter(same_address).one(self.connection())).await?;
        found.map(credentials).transpose()
    }

    async fn credentials(&self, id: UserId) -> Result<Option<Credentials>, StoreError> {
        self.read(Entity::find_by_id(id.0).one(self.connection())).await?.map(credentials).transpose()
    }

    async fn credentials_for_update(&self, id: UserId) -> Result<Option<Credentials>, StoreError> {
        let locked = Entity::find_by_id(id.0).lock(LockType::NoKeyUpdate);
        self.read(locked.one(self.connection())).await?.map(credentials).transpose()
    }

    async fn standing(&self, id: UserId, family: FamilyId) -> Result<Option<Standing>, StoreError> {
        super::standing::of(self, id, family).await
    }
}
