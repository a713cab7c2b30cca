//! Access tokens are JSON Web Tokens signed with HS256; refresh tokens are 256 random bits, of which only a hash is stored.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::identity::TokenHash;
use domain::ids::{FamilyId, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ports::identity::{AccessClaims, InvalidToken, Tokens};
use quick_cache::sync::Cache;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const ISSUER: &str = "careerbase";

/// What the token holds: `sid` is the sign-in, so that ending it ends its access tokens too.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

/// A secret under 32 bytes could be guessed from a single token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have at least {} bytes", JwtTokens::MIN_SECRET_BYTES)]
pub struct SecretTooShort;

pub struct JwtTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    /// What tokens that were found to be ours say, by their SHA-256: a client sends the same one for minutes.
    known: Cache<[u8; 32], AccessClaims>,
}

impl JwtTokens {
    pub const MIN_SECRET_BYTES: usize = 32;
    /// In about two megabytes.
    const KNOWN: usize = 10_000;

    pub fn new(secret: &SecretString) -> Result<Self, SecretTooShort> {
        let secret = secret.expose_secret().as_bytes();
        if secret.len() < Self::MIN_SECRET_BYTES {
            return Err(SecretTooShort);
        }
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        // Expiry is checked against the clock that the caller gives.
        validation.validate_exp = false;
        Ok(Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            validation,
            known: Cache::new(Self::KNOWN),
        })
    }

    /// Checks all but the expiry.
    fn read(&self, token: &str) -> Result<AccessClaims, InvalidToken> {
        let data = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).map_err(|_| InvalidToken)?;
        let Claims { iss: _, sub, sid, iat, exp } = data.claims;
        let time = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(InvalidToken);
        Ok(AccessClaims {
            user_id: UserId(sub),
            family_id: FamilyId(sid),
            issued_at: time(iat)?,
            expires_at: time(exp)?,
        })
    }
}

impl Tokens for JwtTokens {
    fn sign(&self, claims: &AccessClaims) -> Result<String, InvalidToken> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: claims.user_id.0,
            sid: claims.family_id.0,
            iat: claims.issued_at.timestamp(),
            exp: claims.expires_at.timestamp(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(|_| InvalidToken)
    }

    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, InvalidToken> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        let claims = match self.known.get(&hash) {
            Some(claims) => claims,
            None => self.read(token).inspect(|claims| self.known.insert(hash, *claims))?,
        };
        if claims.expires_at <= now {
            return Err(InvalidToken);
        }
        Ok(claims)
    }

    fn new_refresh_token(&self) -> SecretString {
        let bits: [u8; 32] = rand::random();
        format!("cbr_{}", URL_SAFE_NO_PAD.encode(bits)).into()
    }

    /// A plain hash will do: what is hashed is random, not chosen by a person.
    fn hash(&self, refresh_token: &SecretString) -> TokenHash {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(refresh_token.expose_secret()) {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
        }
        TokenHash::new(hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(secret: &str) -> JwtTokens {
        JwtTokens::new(&secret.repeat(32).into()).unwrap()
    }

    fn claims() -> AccessClaims {
        let issued_at = DateTime::from_timestamp(1_000_000, 0).unwrap();
        AccessClaims {
            user_id: UserId(Uuid::from_u128(1)),
            family_id: FamilyId(Uuid::from_u128(2)),
            issued_at,
            expires_at: issued_at + AccessClaims::LIFETIME,
        }
    }

    #[test]
    fn a_signed_token_reads_back_until_it_expires() {
        let token = tokens("a").sign(&claims()).unwrap();
        let last = claims().expires_at - chrono::TimeDelta::seconds(1);
        assert_eq!(tokens("a").verify(&token, last), Ok(claims()));
        assert_eq!(tokens("a").verify(&token, claims().expires_at), Err(InvalidToken));
    }

    #[test]
    fn a_token_that_was_read_before_still_expires_and_vouches_for_no_other() {
        let tokens = tokens("a");
        let token = tokens.sign(&claims()).unwrap();
        assert_eq!(tokens.verify(&token, claims().issued_at), Ok(claims()));
        assert_eq!(tokens.verify(&token, claims().issued_at), Ok(claims()));
        assert_eq!(tokens.verify(&token, claims().expires_at), Err(InvalidToken));
        assert_eq!(tokens.verify(&format!("{token}A"), claims().issued_at), Err(InvalidToken));
        let another = AccessClaims { user_id: UserId(Uuid::from_u128(3)), ..claims() };
        assert_eq!(tokens.verify(&tokens.sign(&another).unwrap(), claims().issued_at), Ok(another));
    }

    #[test]
    fn a_token_signed_with_another_secret_is_forged() {
        let token = tokens("b").sign(&claims()).unwrap();
        assert_eq!(tokens("a").verify(&token, claims().issued_at), Err(InvalidToken));
    }

    #[test]
    fn a_token_with_another_algorithm_or_none_is_refused() {
        let token = tokens("a").sign(&claims()).unwrap();
        let payload = token.split('.').nth(1).unwrap().to_owned();
        for header in [r#"{"alg":"none","typ":"JWT"}"#, r#"{"alg":"HS512","typ":"JWT"}"#] {
            for signature in ["", token.rsplit('.').next().unwrap()] {
                let forged = format!("{}.{payload}.{signature}", URL_SAFE_NO_PAD.encode(header));
                assert_eq!(tokens("a").verify(&forged, claims().issued_at), Err(InvalidToken));
            }
        }
    }

    #[test]
    fn a_token_of_another_issuer_is_refused() {
        let foreign = Claims { iss: "elsewhere".into(), sub: Uuid::nil(), sid: Uuid::nil(), iat: 0, exp: i64::MAX / 2 };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &foreign, &tokens("a").encoding).unwrap();
        assert_eq!(tokens("a").verify(&token, claims().issued_at), Err(InvalidToken));
    }

    #[test]
    fn refresh_tokens_are_all_different_and_hash_to_64_hexadecimal_digits() {
        let (one, two) = (tokens("a").new_refresh_token(), tokens("a").new_refresh_token());
        assert_ne!(one.expose_secret(), two.expose_secret());
        let hash = tokens("a").hash(&one);
        assert_eq!(hash.as_str().len(), 64);
        assert!(hash.as_str().bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert_eq!(JwtTokens::new(&"x".repeat(31).into()).err(), Some(SecretTooShort));
    }
}
