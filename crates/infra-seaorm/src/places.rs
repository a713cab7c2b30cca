//! Reads a row by the places of its columns: for lists that are asked for often, where finding each value by its name, and
//! making up an error for each NULL, takes longer than reading it.

use sea_orm::sqlx::{Decode, Postgres, Row, Sqlite, Type};
use sea_orm::{DbErr, QueryResult, RuntimeErr};

/// The columns of a row, one after the other as the statement names them.
pub(crate) struct Places<'r> {
    row: &'r QueryResult,
    next: usize,
}

impl<'r> Places<'r> {
    pub(crate) fn of(row: &'r QueryResult) -> Self {
        Self { row, next: 0 }
    }

    pub(crate) fn next<T>(&mut self) -> Result<T, DbErr>
    where
        T: Decode<'r, Postgres> + Type<Postgres> + Decode<'r, Sqlite> + Type<Sqlite>,
    {
        let place = self.next;
        self.next += 1;
        let value = match (self.row.try_as_pg_row(), self.row.try_as_sqlite_row()) {
            (Some(row), _) => row.try_get(place),
            (None, Some(row)) => row.try_get(place),
            (None, None) => return Err(DbErr::Type("a row of another database".to_owned())),
        };
        value.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
    }
}
