//! Refresh tokens: each is good for one exchange, and a second use betrays a thief.

use chrono::{DateTime, TimeDelta, Utc};

use super::Client;
use crate::ids::{FamilyId, RefreshTokenId, UserId};

/// The SHA-256 of a refresh token, in lower-case hexadecimal. The token itself is never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenHash(String);

impl TokenHash {
    #[must_use]
    pub fn new(hex: String) -> Self {
        Self(hex)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub id: RefreshTokenId,
    pub user_id: UserId,
    pub family_id: FamilyId,
    pub token_hash: TokenHash,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub user_agent: Option<String>,
    pub ip_address: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// What presenting a refresh token comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redemption {
    /// It may be exchanged for new tokens.
    Fresh,
    /// It was exchanged before: whoever holds it may have stolen it, so the whole family ends.
    Reused,
    /// It has expired or was revoked.
    Dead,
}

impl RefreshToken {
    pub const LIFETIME: TimeDelta = TimeDelta::days(7);

    #[must_use]
    pub fn issue(
        id: RefreshTokenId,
        user_id: UserId,
        family_id: FamilyId,
        token_hash: TokenHash,
        client: &Client,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            user_id,
            family_id,
            token_hash,
            expires_at: now + Self::LIFETIME,
            used_at: None,
            revoked_at: None,
            user_agent: client.user_agent.clone(),
            ip_address: client.ip_address.clone(),
            created_at: now,
        }
    }

    #[must_use]
    pub fn redeem(&self, now: DateTime<Utc>) -> Redemption {
        if self.revoked_at.is_some() || self.expires_at <= now {
            Redemption::Dead
        } else if self.used_at.is_some() {
            Redemption::Reused
        } else {
            Redemption::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn token() -> RefreshToken {
        let id = Uuid::nil();
        RefreshToken::issue(
            RefreshTokenId(id),
            UserId(id),
            FamilyId(id),
            TokenHash::new("00".into()),
            &Client::default(),
            DateTime::UNIX_EPOCH,
        )
    }

    #[test]
    fn a_new_token_is_fresh_for_seven_days() {
        let end = DateTime::UNIX_EPOCH + TimeDelta::days(7);
        assert_eq!(token().redeem(end - TimeDelta::seconds(1)), Redemption::Fresh);
        assert_eq!(token().redeem(end), Redemption::Dead);
    }

    #[test]
    fn a_used_token_betrays_its_second_user() {
        let used = RefreshToken { used_at: Some(DateTime::UNIX_EPOCH), ..token() };
        assert_eq!(used.redeem(DateTime::UNIX_EPOCH), Redemption::Reused);
    }

    #[test]
    fn a_revoked_token_is_dead_however_often_it_is_shown() {
        let revoked =
            RefreshToken { used_at: Some(DateTime::UNIX_EPOCH), revoked_at: Some(DateTime::UNIX_EPOCH), ..token() };
        assert_eq!(revoked.redeem(DateTime::UNIX_EPOCH), Redemption::Dead);
    }
}
