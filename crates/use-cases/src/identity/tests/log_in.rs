//! Logging in.

use super::*;

fn log_in() -> LogIn {
    LogIn { email: email(), password: "correct horse".into() }
}

fn store_with_credentials(user: User, password_hash: Option<PasswordHash>) -> MockStore {
    let mut store = MockStore::default();
    let found = Credentials { user, password_hash };
    store.users.expect_credentials_by_email().with(eq(email())).times(1).return_once(|_| Ok(Some(found)));
    store
}

#[tokio::test]
async fn the_right_password_opens_a_new_sign_in() {
    let mut store = store_with_credentials(member(), Some(stored_hash()));
    let expected = RefreshToken::issue(
        RefreshTokenId(nth_id(2)),
        OWNER,
        FamilyId(nth_id(1)),
        hash_of("new refresh token"),
        &client(),
        now(),
    );
    store.refresh_tokens.expect_insert().with(eq(expected)).times(1).returning(|_| Ok(()));

    let (identity, _) = identity(store, verifying(Some(stored_hash()), Verdict::Right));
    let signed_in = identity.log_in(log_in(), &client()).await.unwrap();
    assert_eq!(signed_in.tokens.refresh_token, "new refresh token");
    assert_eq!((signed_in.tokens.token_type, signed_in.tokens.expires_in), ("Bearer", 900));
    assert_eq!(signed_in.user.user, member());
}

#[tokio::test]
async fn the_access_token_names_account_and_sign_in_for_fifteen_minutes() {
    let mut store = store_with_credentials(member(), Some(stored_hash()));
    store.refresh_tokens.expect_insert().returning(|_| Ok(()));
    let claims = AccessClaims {
        user_id: OWNER,
        family_id: FamilyId(nth_id(1)),
        issued_at: now(),
        expires_at: now() + TimeDelta::minutes(15),
    };
    let mut tokens = MockTokens::new();
    tokens.expect_sign().with(eq(claims)).times(1).returning(|_| Ok("signed".to_owned()));
    tokens.expect_new_refresh_token().returning(|| "new refresh token".into());
    tokens.expect_hash().returning(|_| hash_of("new refresh token"));

    let (identity, _) = identity_with(store, verifying(Some(stored_hash()), Verdict::Right), tokens);
    assert_eq!(identity.log_in(log_in(), &client()).await.unwrap().tokens.access_token, "signed");
}

/// Whatever the verdict: without an account none counts.
#[rstest]
#[case(Verdict::Wrong)]
#[case(Verdict::Right)]
#[case(Verdict::Outdated)]
#[tokio::test]
async fn an_unknown_address_takes_a_verification_as_a_known_one_does(#[case] verdict: Verdict) {
    let mut store = MockStore::default();
    store.users.expect_credentials_by_email().times(1).returning(|_| Ok(None));
    let (identity, _) = identity(store, verifying(None, verdict));
    assert_eq!(code(identity.log_in(log_in(), &client()).await), "invalid_credentials");
}

#[tokio::test]
async fn a_wrong_password_is_told_as_an_unknown_address_is() {
    let store = store_with_credentials(member(), Some(stored_hash()));
    let (known, _) = identity(store, verifying(Some(stored_hash()), Verdict::Wrong));
    let wrong = known.log_in(log_in(), &client()).await.unwrap_err();

    let mut store = MockStore::default();
    store.users.expect_credentials_by_email().returning(|_| Ok(None));
    let (unknown, _) = identity(store, verifying(None, Verdict::Wrong));
    let missing = unknown.log_in(log_in(), &client()).await.unwrap_err();

    assert_eq!((wrong.kind(), wrong.code()), (ErrorKind::Unauthenticated, "invalid_credentials"));
    assert_eq!((wrong.kind(), wrong.code(), wrong.to_string()), (missing.kind(), missing.code(), missing.to_string()));
}

#[tokio::test]
async fn an_account_without_a_password_is_verified_against_no_hash() {
    let (identity, _) = identity(store_with_credentials(member(), None), verifying(None, Verdict::Wrong));
    assert_eq!(code(identity.log_in(log_in(), &client()).await), "invalid_credentials");
}

#[tokio::test]
async fn a_password_whose_hash_is_outdated_is_hashed_again() {
    let mut store = store_with_credentials(member(), Some(stored_hash()));
    store.users.expect_set_password().with(eq(OWNER), eq(new_hash()), eq(now())).times(1).returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    let mut passwords = verifying(Some(stored_hash()), Verdict::Outdated);
    passwords
        .expect_rehash()
        .withf(|password| password.expose_secret() == "correct horse")
        .times(1)
        .returning(|_| Ok(new_hash()));

    let (identity, _) = identity(store, passwords);
    assert!(identity.log_in(log_in(), &client()).await.is_ok());
}

/// Only who knows the password learns that the account is disabled.
#[rstest]
#[case(Verdict::Right, "account_disabled")]
#[case(Verdict::Wrong, "invalid_credentials")]
#[tokio::test]
async fn a_disabled_account_opens_no_sign_in(#[case] verdict: Verdict, #[case] told: &str) {
    let store = store_with_credentials(User { is_active: false, ..member() }, Some(stored_hash()));
    let (identity, _) = identity(store, verifying(Some(stored_hash()), verdict));
    assert_eq!(code(identity.log_in(log_in(), &client()).await), told);
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_stored_hands_out_no_tokens() {
    let mut store = store_with_credentials(member(), Some(stored_hash()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Err(StoreError::Unavailable));
    let (identity, _) = identity(store, verifying(Some(stored_hash()), Verdict::Right));
    let error = identity.log_in(log_in(), &client()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "database_unavailable"));
}

#[tokio::test]
async fn when_verifying_fails_the_fault_is_ours() {
    let mut passwords = MockPasswords::new();
    passwords.expect_verify().times(1).returning(|_, _| Err(PasswordsError::Failed("no memory".to_owned())));
    let (identity, _) = identity(store_with_credentials(member(), Some(stored_hash())), passwords);
    assert_eq!(identity.log_in(log_in(), &client()).await.unwrap_err().kind(), ErrorKind::Internal);
}
