//! Tokens for somebody who has just proved who they are, or is new.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::identity::{Client, RefreshToken, User};
use domain::ids::{FamilyId, RefreshTokenId};
use ports::identity::{AccessClaims, InvalidToken, Tokens};
use ports::system::Ids;
use secrecy::ExposeSecret;
use serde::Serialize;

use super::Account;

/// The pair of tokens that a client keeps. This is the one place where they are written out; `Debug` leaves them out.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInTokens {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// Good for one exchange at `/auth/refresh`, within seven days.
    pub refresh_token: String,
    /// Always `Bearer`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub token_type: &'static str,
    /// Seconds until the access token expires.
    pub expires_in: i64,
}

impl std::fmt::Debug for SignInTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignInTokens(…)")
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    #[serde(flatten)]
    pub tokens: SignInTokens,
    pub user: Account,
}

/// Makes the tokens; storing the refresh token is left to the caller's transaction.
pub struct SignIns {
    pub tokens: Arc<dyn Tokens>,
    pub ids: Arc<dyn Ids>,
}

impl SignIns {
    /// A new sign-in.
    pub fn open(
        &self,
        user: User,
        client: &Client,
        now: DateTime<Utc>,
    ) -> Result<(RefreshToken, SignedIn), InvalidToken> {
        self.renew(user, FamilyId(self.ids.next()), client, now)
    }

    /// The next tokens of a sign-in.
    pub fn renew(
        &self,
        user: User,
        family_id: FamilyId,
        client: &Client,
        now: DateTime<Utc>,
    ) -> Result<(RefreshToken, SignedIn), InvalidToken> {
        let expires_at = now + AccessClaims::LIFETIME;
        let access_token =
            self.tokens.sign(&AccessClaims { user_id: user.id, family_id, issued_at: now, expires_at })?;
        let secret = self.tokens.new_refresh_token();
        let id = RefreshTokenId(self.ids.next());
        let refresh_token = RefreshToken::issue(id, user.id, family_id, self.tokens.hash(&secret), client, now);
        let tokens = SignInTokens {
            access_token,
            refresh_token: secret.expose_secret().to_owned(),
            token_type: "Bearer",
            expires_in: AccessClaims::LIFETIME.num_seconds(),
        };
        Ok((refresh_token, SignedIn { tokens, user: user.into() }))
    }
}
