//! The texts of the statements on jobs that are always the same.

use std::sync::LazyLock;

use sea_orm::{IdenStatic, Iterable};

use super::row::Column;

/// The columns of `jobs j` that a row is made of, in the order of `Column::iter`.
pub(super) static COLUMNS: LazyLock<String> = LazyLock::new(|| listed(|column, _| format!("j.{column}")));

/// The values are those of all columns in their order, then `raw_text`, `raw_data` and `search_words`.
pub(super) static INSERT: LazyLock<String> = LazyLock::new(|| {
    let (columns, values) = (listed(|column, _| column.to_owned()), listed(|_, place| format!("${place}")));
    let n = Column::iter().count();
    let (text, data, words) = (n + 1, n + 2, n + 3);
    format!(
        "INSERT INTO jobs ({columns}, raw_text, raw_data, search_words) VALUES ({values}, ${text}, ${data}, ${words})"
    )
});

/// The values are those of all columns in their order, then `search_words` and the `updated_at` that was read.
pub(super) static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let set = listed(|column, place| format!("{column} = ${place}"));
    let [id, user_id] = [Column::Id, Column::UserId].map(place);
    let n = Column::iter().count();
    let (words, read_at) = (n + 1, n + 2);
    format!(
        "UPDATE jobs SET {set}, search_words = ${words} WHERE id = ${id} AND user_id = ${user_id} AND updated_at = ${read_at}"
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

/// Takes part in a deletion: `$1` the owner, `$2` the job.
pub(super) const LOCK_ON_POSTGRES: &str = "SELECT updated_at FROM jobs WHERE user_id = $1 AND id = $2 FOR UPDATE";

/// The same where a transaction is alone anyway.
pub(super) const LOCK_ON_SQLITE: &str = "SELECT updated_at FROM jobs WHERE user_id = $1 AND id = $2";

/// `$1` the job.
pub(super) const DELETE_DEAD_APPLICATIONS: &str =
    "DELETE FROM applications WHERE job_id = $1 AND deleted_at IS NOT NULL";

/// `$1` the job. Those that are named by an application stay, and the job with them.
pub(super) const DELETE_DEAD_DOCUMENTS: &str = "DELETE FROM documents WHERE job_id = $1 AND deleted_at IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.user_id = documents.user_id AND a.resume_version_id = documents.id) \
     AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.user_id = documents.user_id AND a.cover_letter_id = documents.id)";

/// `$1` the owner, `$2` the job.
pub(super) const DELETE_UNUSED: &str = "DELETE FROM jobs WHERE user_id = $1 AND id = $2 \
     AND NOT EXISTS (SELECT 1 FROM applications WHERE job_id = $2) \
     AND NOT EXISTS (SELECT 1 FROM documents WHERE job_id = $2)";

fn listed(item: impl Fn(&str, usize) -> String) -> String {
    let items: Vec<String> = Column::iter().zip(1..).map(|(column, place)| item(column.as_str(), place)).collect();
    items.join(", ")
}

/// Where a column's value stands among those of a row.
fn place(column: Column) -> usize {
    Column::iter().take_while(|other| other.as_str() != column.as_str()).count() + 1
}
