//! Accounts and sign-ins.

mod refresh_token;
mod refresh_token_row;
mod standing;
mod user;
pub(crate) mod user_row;
