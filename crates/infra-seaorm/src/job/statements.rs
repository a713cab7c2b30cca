//! The texts of the statements on jobs. They are made once, or by what is asked for, never by values.

use std::fmt::Write;
use std::sync::LazyLock;

use sea_orm::{IdenStatic, Iterable};

use super::row::Column;

/// The columns of a row, with the prefix of its table.
static COLUMNS: LazyLock<String> =
    LazyLock::new(|| Column::iter().map(|column| format!("j.\"{}\"", column.as_str())).collect::<Vec<_>>().join(", "));

/// All columns in their order, then `raw_text`, `raw_data` and `search_words`.
pub(super) static INSERT: LazyLock<String> = LazyLock::new(|| {
    let mut columns = String::new();
    let mut values = String::new();
    for (n, column) in Column::iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(columns, "\"{}\", ", column.as_str());
        let _ = write!(values, "${}, ", n + 1);
    }
    let n = Column::iter().count();
    format!(
        "INSERT INTO jobs ({columns}raw_text, raw_data, search_words) VALUES ({values}${}, ${}, ${})",
        n + 1,
        n + 2,
        n + 3
    )
});

/// `$1` who looks, `$2` the job.
pub(super) static FIND: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {}, j.raw_text, j.raw_data, a.status AS application_status FROM jobs j \
         LEFT JOIN applications a ON a.user_id = $1 AND a.job_id = j.id AND a.deleted_at IS NULL \
         WHERE j.id = $2 AND (j.user_id = $1 OR j.user_id IS NULL)",
        *COLUMNS
    )
});
