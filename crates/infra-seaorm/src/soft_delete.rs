//! Soft deletion and its undoing, the same for every table that has the three columns.

use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::ids::UserId;
use ports::store::StoreError;
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;

use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;

impl<C: ConnectionTrait> SeaOrm<C> {
    /// Marks a row as deleted. `Stale` when it is no longer as it was read at `updated_at`, or gone.
    pub(crate) async fn soft_delete(
        &self,
        table: &'static str,
        owner: UserId,
        id: Uuid,
        updated_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "UPDATE {table} SET deleted_at = $1, deleted_by = $2, deletion_reason = $3, updated_at = $4 \
             WHERE user_id = $5 AND id = $6 AND updated_at = $7 AND deleted_at IS NULL"
        );
        let values = [
            deletion.at.into(),
            deletion.by.0.into(),
            deletion.reason.clone().into(),
            domain::revision::next(updated_at, deletion.at).into(),
            owner.0.into(),
            id.into(),
            updated_at.into(),
        ];
        stale_unless_changed(self.write_sql(&sql, values).await?)
    }

    /// Takes a deletion back. Tells whether there was one.
    pub(crate) async fn restore(
        &self,
        table: &'static str,
        owner: UserId,
        id: Uuid,
        now: DateTime<Utc>,
        conflicts: &[Unique],
    ) -> Result<bool, StoreError> {
        let sql = format!(
            "UPDATE {table} SET deleted_at = NULL, deleted_by = NULL, deletion_reason = NULL, updated_at = $1 \
             WHERE user_id = $2 AND id = $3 AND deleted_at IS NOT NULL"
        );
        let values = [now.into(), owner.0.into(), id.into()];
        Ok(self.write_sql_or_conflict(&sql, values, conflicts).await? > 0)
    }
}
