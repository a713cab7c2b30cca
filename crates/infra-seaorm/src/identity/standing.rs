//! What every request asks of its caller, in one short statement.

use domain::identity::Standing;
use domain::ids::{FamilyId, UserId};
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

use super::user_row::Entity;
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

/// A family lives by the one of its tokens that was neither used nor revoked.
const STANDING: &str = "\
    SELECT role, tier, is_active, deleted_at IS NOT NULL AS is_deleted, \
    EXISTS (SELECT 1 FROM refresh_tokens AS token WHERE token.user_id = account.id AND token.family_id = $2 \
    AND token.used_at IS NULL AND token.revoked_at IS NULL) AS signed_in \
    FROM users AS account WHERE account.id = $1";

#[derive(FromQueryResult)]
struct Found {
    role: String,
    tier: String,
    is_active: bool,
    is_deleted: bool,
    signed_in: bool,
}

pub(super) async fn of<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    id: UserId,
    family: FamilyId,
) -> Result<Option<Standing>, StoreError> {
    let found = store.read(find(store.connection(), id, family)).await?;
    let Some(Found { role, tier, is_active, is_deleted, signed_in }) = found else {
        return Ok(None);
    };
    let row = Row::<Entity>::new(id.0);
    Ok(Some(Standing {
        role: row.word("role", &role)?,
        tier: row.word("tier", &tier)?,
        is_active,
        is_deleted,
        signed_in,
    }))
}

async fn find(db: &impl ConnectionTrait, id: UserId, family: FamilyId) -> Result<Option<Found>, DbErr> {
    let values = [id.0.into(), family.0.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), STANDING, values);
    Found::find_by_statement(statement).one(db).await
}
