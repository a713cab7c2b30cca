//! What identity refuses, and how it says so.

use domain::identity::{AlreadyRegistered, WeakPassword};
use ports::identity::{InvalidToken, PasswordsError};
use ports::store::StoreError;

use crate::error::{Classify, ErrorKind, FieldError};
use crate::precondition::PreconditionFailed;

#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error("another account has this e-mail address")]
    EmailTaken,
    #[error("this account is registered already; log out to register another")]
    AlreadyRegistered,
    #[error("the password {reason}")]
    WeakPassword { field: &'static str, reason: WeakPassword },
    #[error("the e-mail address or the password is wrong")]
    InvalidCredentials,
    #[error("the token is not valid or has expired")]
    InvalidToken,
    #[error("the refresh token was used before, so this sign-in was ended")]
    TokenReused,
    #[error("the account is deleted")]
    AccountDeleted,
    #[error("the account is disabled")]
    AccountDisabled,
    #[error("this account has no password; register it first")]
    NoPassword,
    #[error("there is no such account")]
    NotFound,
    #[error("a token could not be signed")]
    Signing,
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    #[error(transparent)]
    Passwords(#[from] PasswordsError),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for IdentityError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict("email_taken") => Self::EmailTaken,
            error => Self::Store(error),
        }
    }
}

impl From<AlreadyRegistered> for IdentityError {
    fn from(_: AlreadyRegistered) -> Self {
        Self::AlreadyRegistered
    }
}

/// A token that was just to be made cannot be invalid: signing itself failed.
impl From<InvalidToken> for IdentityError {
    fn from(_: InvalidToken) -> Self {
        Self::Signing
    }
}

impl Classify for IdentityError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::EmailTaken | Self::AlreadyRegistered | Self::NoPassword => ErrorKind::Conflict,
            Self::WeakPassword { .. } => ErrorKind::Invalid,
            Self::InvalidCredentials | Self::InvalidToken | Self::TokenReused => ErrorKind::Unauthenticated,
            Self::AccountDeleted | Self::AccountDisabled => ErrorKind::Forbidden,
            Self::NotFound => ErrorKind::NotFound,
            Self::PreconditionFailed(_) => ErrorKind::PreconditionFailed,
            Self::Passwords(PasswordsError::Busy) => ErrorKind::Unavailable,
            Self::Signing | Self::Passwords(PasswordsError::Failed(_)) => ErrorKind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::EmailTaken => "email_taken",
            Self::AlreadyRegistered => "already_registered",
            Self::WeakPassword { .. } => "validation_failed",
            Self::InvalidCredentials => "invalid_credentials",
            Self::InvalidToken => "invalid_token",
            Self::TokenReused => "token_reused",
            Self::AccountDeleted => "account_deleted",
            Self::AccountDisabled => "account_disabled",
            Self::NoPassword => "no_password",
            Self::NotFound => "not_found",
            Self::PreconditionFailed(_) => "precondition_failed",
            Self::Passwords(PasswordsError::Busy) => "sign_in_busy",
            Self::Signing | Self::Passwords(PasswordsError::Failed(_)) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::WeakPassword { field, reason } => vec![FieldError::new(*field, reason.code(), reason.to_string())],
            _ => Vec::new(),
        }
    }
}
