//! Accounts and sign-ins.

mod account;
mod passwords;
mod registration;
mod sign_in;
