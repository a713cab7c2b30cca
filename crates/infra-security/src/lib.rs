//! What keeps secrets: password hashing with bcrypt, access tokens as JWT, refresh tokens as random words.

mod passwords;
mod tokens;

pub use passwords::BcryptPasswords;
pub use tokens::{JwtTokens, SecretTooShort};
