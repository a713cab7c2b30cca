//! Soft deletion: the row stays, marked with when, by whom and why, until it is restored or its time is up.

use chrono::{DateTime, Utc};

use crate::ids::UserId;

/// The most characters that the reason of a deletion may have.
pub const MAX_REASON_CHARS: u64 = 500;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    pub at: DateTime<Utc>,
    pub by: UserId,
    pub reason: Option<String>,
}
