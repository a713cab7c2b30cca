//! Requests that may be sent twice and are carried out once.

use chrono::{DateTime, TimeDelta, Utc};

use crate::ids::{ClaimId, UserId};

/// A key that a client made up for one request: 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to 255 visible ASCII characters")]
pub struct InvalidKey;

impl TryFrom<&str> for IdempotencyKey {
    type Error = InvalidKey;

    fn try_from(key: &str) -> Result<Self, InvalidKey> {
        let fine = (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        if fine { Ok(Self(key.to_owned())) } else { Err(InvalidKey) }
    }
}

impl IdempotencyKey {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One key in use: whoever holds the claim carries the request out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub id: ClaimId,
    pub user_id: UserId,
    pub key: IdempotencyKey,
    /// Tells the request from any other that comes with the same key.
    pub request_hash: String,
    pub created_at: DateTime<Utc>,
    /// The key can be used for something else from then on.
    pub expires_at: DateTime<Utc>,
}

impl Claim {
    /// How long an answer is kept and given again.
    pub const KEPT: TimeDelta = TimeDelta::hours(24);

    /// A claim without an answer that is older belongs to a process that died: the next request takes it over. Should its
    /// first holder be alive after all, it cannot store its answer any more, and so neither what it did.
    pub const LEASE: TimeDelta = TimeDelta::seconds(60);

    #[must_use]
    pub fn new(id: ClaimId, user_id: UserId, key: IdempotencyKey, request_hash: String, now: DateTime<Utc>) -> Self {
        Self { id, user_id, key, request_hash, created_at: now, expires_at: now + Self::KEPT }
    }

    /// Claims made before this and not answered are abandoned.
    #[must_use]
    pub fn abandoned_before(&self) -> DateTime<Utc> {
        self.created_at - Self::LEASE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_bounded_and_visible() {
        for key in ["a", "550e8400-e29b-41d4-a716-446655440000", "!~"] {
            assert!(IdempotencyKey::try_from(key).is_ok(), "{key}");
        }
        for key in ["", " ", "a b", "ä", "a\n", &"x".repeat(256)] {
            assert_eq!(IdempotencyKey::try_from(key), Err(InvalidKey), "{key}");
        }
    }
}
