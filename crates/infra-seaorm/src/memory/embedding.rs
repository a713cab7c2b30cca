//! Embeddings, in whatever the column is: a vector where PostgreSQL has pgvector, plain bytes everywhere else.
//!
//! Which of the two it is may differ from one database to the next, so PostgreSQL finds out for itself in each statement.
//! It reads and writes every type as text: a vector as `[1,2.5]`, bytes as `\x` with two digits each.

use std::fmt::Write as _;

use domain::ids::{MemoryId, UserId};
use domain::memory::{Embedding, Memory};
use ports::store::StoreError;
use sea_orm::sea_query::{Alias, Expr, IntoIden, Query};
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DbBackend, DbErr, Iterable};

use super::row::{Column, Entity, columns_of};
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

/// A value of the column's own type, made from text: the first one for bytes, the second one for a vector.
const OF_ITS_TYPE: &str = "\
    (jsonb_populate_record(NULL::memories, jsonb_build_object('embedding', \
    CASE pg_typeof((NULL::memories).embedding)::text WHEN 'bytea' THEN $1 ELSE $2 END))).embedding";

const FIND: &str = "SELECT embedding FROM memories WHERE user_id = $1 AND id = $2";
const FIND_AS_TEXT: &str = "SELECT embedding::text FROM memories WHERE user_id = $1 AND id = $2";

pub(super) async fn insert<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    memory: &Memory,
    embedding: Option<&Embedding>,
) -> Result<(), StoreError> {
    let row = columns_of(memory)?;
    let mut columns = vec![Alias::new("embedding").into_iden()];
    let mut values = vec![match store.connection().get_database_backend() {
        DbBackend::Sqlite => Expr::val(embedding.map(to_bytes)),
        _ => of_its_type(embedding),
    }];
    for column in Column::iter() {
        if let ActiveValue::Set(value) = row.get(column) {
            columns.push(column.into_iden());
            values.push(column.save_as(Expr::val(value)));
        }
    }
    let mut statement = Query::insert();
    statement.into_table(Entity).columns(columns);
    let fault = |error: sea_orm::sea_query::error::Error| StoreError::Backend(error.to_string());
    statement.values(values).map_err(fault)?;
    store.write(&statement).await.map(|_| ())
}

fn of_its_type(embedding: Option<&Embedding>) -> Expr {
    match embedding {
        None => Expr::cust("NULL"),
        Some(embedding) => Expr::cust_with_values(OF_ITS_TYPE, [to_hex(&to_bytes(embedding)), to_list(embedding)]),
    }
}

pub(super) async fn find<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    id: MemoryId,
) -> Result<Option<Embedding>, StoreError> {
    let is_sqlite = store.connection().get_database_backend() == DbBackend::Sqlite;
    let sql = if is_sqlite { FIND } else { FIND_AS_TEXT };
    let statement = store.statement(sql, [owner.0.into(), id.0.into()]);
    let found = async {
        let Some(row) = store.connection().query_one_raw(statement).await? else { return Ok::<_, DbErr>(None) };
        Ok(if is_sqlite {
            row.try_get_by_index::<Option<Vec<u8>>>(0)?.map(|bytes| from_bytes(&bytes))
        } else {
            row.try_get_by_index::<Option<String>>(0)?.map(|text| from_text(&text))
        })
    };
    let Some(numbers) = store.read(found).await? else { return Ok(None) };
    let embedding = numbers.and_then(|numbers| Embedding::try_from(numbers).ok()).ok_or(());
    Row::<Entity>::new(id.0).valid("embedding", embedding).map(Some)
}

/// Each number with its lowest byte first.
fn to_bytes(embedding: &Embedding) -> Vec<u8> {
    embedding.as_ref().iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn from_bytes(bytes: &[u8]) -> Option<Vec<f32>> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    rest.is_empty().then(|| numbers.iter().map(|four| f32::from_le_bytes(*four)).collect())
}

fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 + 2 * bytes.len());
    text.push_str("\\x");
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The fewest digits that read back as the same number.
fn to_list(embedding: &Embedding) -> String {
    let numbers: Vec<String> = embedding.as_ref().iter().map(|number| format!("{number:e}")).collect();
    format!("[{}]", numbers.join(","))
}

fn from_text(text: &str) -> Option<Vec<f32>> {
    if let Some(digits) = text.strip_prefix("\\x") {
        let (pairs, _) = digits.as_bytes().as_chunks::<2>();
        let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
        return from_bytes(&bytes?);
    }
    let list = text.strip_prefix('[')?.strip_suffix(']')?;
    list.split(',').map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use domain::memory::DIMENSIONS;

    use super::*;

    fn awkward() -> Embedding {
        let numbers = [0.1, -0.0, 1.0 / 3.0, f32::MIN_POSITIVE, f32::MAX, f32::MIN, 1e-45, 16_777_217.0];
        Embedding::try_from(numbers.iter().copied().cycle().take(DIMENSIONS).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_number_comes_back_to_the_bit_in_either_form() {
        let bits = |numbers: &[f32]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
        let bytes = to_bytes(&awkward());
        for read in [from_bytes(&bytes), from_text(&to_hex(&bytes)), from_text(&to_list(&awkward()))] {
            assert_eq!(bits(&read.unwrap()), bits(awkward().as_ref()));
        }
    }

    #[test]
    fn what_is_neither_form_is_no_embedding() {
        for text in ["", "[", "[]", "[1,]", "[one]", "1,2", "\\xzz", "\\x00"] {
            assert_eq!(from_text(text), None, "{text}");
        }
        assert_eq!(from_bytes(&[0; 5]), None);
    }
}
