//! Accounts, sign-ins and the secrets behind them.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::identity::{Email, NewPassword, PasswordHash, RefreshToken, Standing, TokenHash, User};
use domain::ids::{FamilyId, RefreshTokenId, UserId};
use secrecy::SecretString;

use crate::store::StoreError;

/// An account and what proves it; without a hash no password will do.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub user: User,
    pub password_hash: Option<PasswordHash>,
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait UserRepository: Send + Sync {
    /// `Conflict("email_taken")` when another account has the address in whatever case.
    async fn insert(&self, user: &User) -> Result<(), StoreError>;

    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Like `find`, and inside a transaction nobody else changes the row until its end. Take this lock before any other.
    async fn find_for_update(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Writes everything but the password. `Conflict("email_taken")` as for `insert`; `Stale` when the account is gone.
    async fn update(&self, user: &User) -> Result<(), StoreError>;

    /// Deleted accounts too. `Stale` when there is no such account.
    async fn set_password(&self, id: UserId, hash: &PasswordHash, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Deleted accounts are found too: their owner may still sign in and cancel.
    async fn credentials_by_email(&self, email: &Email) -> Result<Option<Credentials>, StoreError>;

    async fn credentials(&self, id: UserId) -> Result<Option<Credentials>, StoreError>;

    /// Like `credentials`, with the lock of `find_for_update`. Whoever opens, renews or ends sign-ins takes it first, so that
    /// none is opened behind the back of one who ends them all.
    async fn credentials_for_update(&self, id: UserId) -> Result<Option<Credentials>, StoreError>;

    /// What every request asks, in one statement. `None` when there is no such account.
    async fn standing(&self, id: UserId, family: FamilyId) -> Result<Option<Standing>, StoreError>;
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait RefreshTokenRepository: Send + Sync {
    async fn insert(&self, token: &RefreshToken) -> Result<(), StoreError>;

    /// The hash is the only way to a token whose owner has yet to be found out.
    async fn find_by_hash(&self, hash: &TokenHash) -> Result<Option<RefreshToken>, StoreError>;

    /// `Stale` when it was used or revoked meanwhile; under the account's lock that cannot be.
    async fn mark_used(&self, owner: UserId, id: RefreshTokenId, now: DateTime<Utc>) -> Result<(), StoreError>;

    async fn revoke_family(&self, owner: UserId, family: FamilyId, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Ends every sign-in of the owner but one.
    async fn revoke_other_families(&self, owner: UserId, kept: FamilyId, now: DateTime<Utc>) -> Result<(), StoreError>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed at another cost than is set now: hash it again while the password is at hand.
    Outdated,
}

#[derive(Debug, thiserror::Error)]
pub enum PasswordsError {
    /// Too many passwords wait to be hashed; trying again later helps.
    #[error("too many people sign in at once")]
    Busy,
    #[error("hashing failed: {0}")]
    Failed(String),
}

/// Hashing is meant to be slow; implementations run it off the request threads and bound how many run at once.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait Passwords: Send + Sync {
    /// Whether it is among the first few thousand that an attacker would try.
    async fn is_common(&self, password: &NewPassword) -> Result<bool, PasswordsError>;

    async fn hash(&self, password: &NewPassword) -> Result<PasswordHash, PasswordsError>;

    /// `Wrong` without a hash, in the same time as with one, so that nobody learns from it which addresses have an account.
    async fn verify(&self, password: &SecretString, hash: Option<PasswordHash>) -> Result<Verdict, PasswordsError>;

    /// Hashes a password that has just been verified again, at today's cost.
    async fn rehash(&self, password: &SecretString) -> Result<PasswordHash, PasswordsError>;
}

/// What an access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessClaims {
    pub user_id: UserId,
    /// The sign-in that the token belongs to.
    pub family_id: FamilyId,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl AccessClaims {
    pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);
}

/// The token is malformed, forged or expired; which of them is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the token is not valid")]
pub struct InvalidToken;

#[cfg_attr(feature = "testing", mockall::automock)]
pub trait Tokens: Send + Sync {
    fn sign(&self, claims: &AccessClaims) -> Result<String, InvalidToken>;

    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, InvalidToken>;

    /// A new refresh token that nobody can guess.
    fn new_refresh_token(&self) -> SecretString;

    fn hash(&self, refresh_token: &SecretString) -> TokenHash;
}
