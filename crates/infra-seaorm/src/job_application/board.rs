//! The newest applications of each status with the number of all that have it, in one statement.

use domain::ids::UserId;
use domain::job_application::Board;
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult};

use super::row::{Shown, shown_columns};
use crate::sea_orm_store::SeaOrm;

const BOARD: &str = concat!(
    "SELECT ",
    shown_columns!(),
    ", a.number FROM (SELECT *, count(*) OVER (PARTITION BY status) AS number, \
     row_number() OVER (PARTITION BY status ORDER BY applied_at DESC, id DESC) AS place \
     FROM applications WHERE user_id = $1 AND deleted_at IS NULL) a \
     JOIN jobs j ON j.id = a.job_id WHERE a.place <= $2 ORDER BY a.status, a.place"
);

struct Placed {
    shown: Shown,
    number: i64,
}

impl FromQueryResult for Placed {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self { shown: Shown::from_query_result(row, prefix)?, number: row.try_get(prefix, "number")? })
    }
}

pub(super) async fn of<C: ConnectionTrait>(store: &SeaOrm<C>, owner: UserId) -> Result<Board, StoreError> {
    let statement = store.statement(BOARD, [owner.0.into(), i64::from(Board::COLUMN).into()]);
    let rows = store.read(Placed::find_by_statement(statement).all(store.connection())).await?;
    let placed = rows.into_iter().map(|row| Ok((row.number.unsigned_abs(), row.shown.into_shown()?)));
    Ok(Board::of(placed.collect::<Result<Vec<_>, StoreError>>()?))
}
