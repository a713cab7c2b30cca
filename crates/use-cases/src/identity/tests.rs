mod authenticate;
mod change_password;
mod known_callers;
mod log_in;
mod me;
mod refresh;
mod register;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::identity::{
    Client, Email, OnboardingStatus, PasswordHash, RefreshToken, Standing, Timezone, TokenHash, User, UserRole,
    UserTier,
};
use domain::ids::{FamilyId, RefreshTokenId, UserId};
use mockall::Sequence;
use mockall::predicate::eq;
use ports::identity::{AccessClaims, Credentials, InvalidToken, MockPasswords, MockTokens, PasswordsError, Verdict};
use ports::store::StoreError;
use ports::testing::{
    Committed, CountingIds, FixedClock, MockStore, OWNER, guest, hash_of, member, nth_id, signing_tokens,
};
use rstest::rstest;
use secrecy::ExposeSecret;
use serde_json::json;
use validator::Validate;

use super::{
    Caller, ChangePassword, Identity, IdentityError, KnownCallers, LogIn, LogOut, Refresh, Register, SignIns, SignedIn,
    UpdateMe,
};
use crate::error::{Classify, ErrorKind};
use crate::patch::Change;

const FAMILY: FamilyId = FamilyId(nth_id(0xfa));

fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn identity_with(store: MockStore, passwords: MockPasswords, tokens: MockTokens) -> (Identity, Committed) {
    let (store, committed) = store.build();
    let tokens = Arc::new(tokens);
    let ids = Arc::new(CountingIds::default());
    let identity = Identity {
        store,
        passwords: Arc::new(passwords),
        tokens: tokens.clone(),
        sign_ins: Arc::new(SignIns { tokens, ids: ids.clone() }),
        known_callers: Arc::new(KnownCallers::new(KnownCallers::LIFETIME)),
        clock: Arc::new(FixedClock::default()),
        ids,
    };
    (identity, committed)
}

fn identity(store: MockStore, passwords: MockPasswords) -> (Identity, Committed) {
    identity_with(store, passwords, signing_tokens())
}

/// The caller whose sign-in is `FAMILY`.
fn caller() -> Caller {
    Caller { user_id: OWNER, family_id: FAMILY, role: UserRole::Member, tier: UserTier::Free }
}

fn client() -> Client {
    Client { ip_address: Some("192.0.2.7".to_owned()), user_agent: Some("curl".to_owned()) }
}

fn email() -> Email {
    Email::try_from("ada@example.com".to_owned()).unwrap()
}

fn stored_hash() -> PasswordHash {
    PasswordHash::new("stored".to_owned())
}

fn new_hash() -> PasswordHash {
    PasswordHash::new("new".to_owned())
}

fn code<T: std::fmt::Debug>(outcome: Result<T, IdentityError>) -> &'static str {
    outcome.unwrap_err().code()
}

/// The one field error of a refusal, as field and code.
fn refused_field<T: std::fmt::Debug>(outcome: Result<T, IdentityError>) -> (String, String) {
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Invalid, "validation_failed"));
    let [field] = error.field_errors().try_into().unwrap();
    (field.field, field.code)
}

/// Locks `user` once.
fn store_locking(user: User) -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().with(eq(user.id)).times(1).return_once(|_| Ok(Some(user)));
    store
}

/// Locks the owner's account as the next step of `order`, and finds it as it stands by then.
fn expect_lock(store: &mut MockStore, order: &mut Sequence, found: Option<Credentials>) {
    let locking = store.users.expect_credentials_for_update().with(eq(OWNER)).times(1).in_sequence(order);
    locking.return_once(|_| Ok(found));
}

/// An account with a password, `stored_hash()`.
fn with_password(user: User) -> Credentials {
    Credentials { user, password_hash: Some(stored_hash()) }
}

/// An account whose password has become another one, or none at all.
fn with_another(password_hash: Option<&str>) -> Credentials {
    Credentials { user: member(), password_hash: password_hash.map(|hash| PasswordHash::new(hash.to_owned())) }
}

/// Verifies once, against `hash` and nothing else.
fn verifying(hash: Option<PasswordHash>, verdict: Verdict) -> MockPasswords {
    let mut passwords = MockPasswords::new();
    passwords
        .expect_verify()
        .withf(move |password, against| password.expose_secret() == "correct horse" && *against == hash)
        .times(1)
        .returning(move |_, _| Ok(verdict));
    passwords
}
