//! Logging in.

use super::*;

fn log_in() -> LogIn {
    LogIn { email: email(), password: "correct horse".into() }
}

/// Finds the account by its address, and not again.
fn store_finding(found: Credentials) -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_credentials_by_email().with(eq(email())).times(1).return_once(|_| Ok(Some(found)));
    store
}

/// Finds a member by the address, and under the lock, after the password was compared, `by_then`.
fn store_finding_again(by_then: Option<Credentials>) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    let finding = store.users.expect_credentials_by_email().with(eq(email())).times(1).in_sequence(&mut order);
    finding.return_once(|_| Ok(Some(with_password(member()))));
    expect_lock(&mut store, &mut order, by_then);
    store
}

async fn logged_in(store: MockStore, passwords: MockPasswords) -> (Result<SignedIn, IdentityError>, usize) {
    let (identity, committed) = identity(store, passwords);
    let outcome = identity.log_in(log_in(), &client()).await;
    (outcome, committed.count())
}

/// Takes the password for right though its hash is outdated, and then hashes it with this outcome.
fn rehashing(outcome: Result<PasswordHash, PasswordsError>) -> MockPasswords {
    let mut passwords = verifying(Some(stored_hash()), Verdict::Outdated);
    let hashing = passwords.expect_rehash().withf(|password| password.expose_secret() == "correct horse");
    hashing.times(1).return_once(|_| outcome);
    passwords
}

#[tokio::test]
async fn the_right_password_opens_a_new_sign_in() {
    let mut store = store_finding_again(Some(with_password(member())));
    let expected = RefreshToken::issue(
        RefreshTokenId(nth_id(2)),
        OWNER,
        FamilyId(nth_id(1)),
        hash_of("new refresh token"),
        &client(),
        now(),
    );
    store.refresh_tokens.expect_insert().with(eq(expected)).times(1).returning(|_| Ok(()));

    let (outcome, committed) = logged_in(store, verifying(Some(stored_hash()), Verdict::Right)).await;
    let signed_in = outcome.unwrap();
    assert_eq!(committed, 1);
    assert_eq!(signed_in.tokens.refresh_token, "new refresh token");
    assert_eq!((signed_in.tokens.token_type, signed_in.tokens.expires_in), ("Bearer", 900));
    assert_eq!(signed_in.user.user, member());
}

#[tokio::test]
async fn the_account_is_told_as_it_stands_when_the_sign_in_opens() {
    let renamed = User { display_name: Some("Countess".to_owned()), ..member() };
    let mut store = store_finding_again(Some(with_password(renamed.clone())));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    let (outcome, _) = logged_in(store, verifying(Some(stored_hash()), Verdict::Right)).await;
    assert_eq!(outcome.unwrap().user.user, renamed);
}

#[tokio::test]
async fn the_access_token_names_account_and_sign_in_for_fifteen_minutes() {
    let mut store = store_finding_again(Some(with_password(member())));
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
    let store = store_finding(with_password(member()));
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
    let without = Credentials { user: member(), password_hash: None };
    let (identity, _) = identity(store_finding(without), verifying(None, Verdict::Wrong));
    assert_eq!(code(identity.log_in(log_in(), &client()).await), "invalid_credentials");
}

#[tokio::test]
async fn a_password_whose_hash_is_outdated_is_hashed_again() {
    let mut store = store_finding_again(Some(with_password(member())));
    store.users.expect_set_password().with(eq(OWNER), eq(new_hash()), eq(now())).times(1).returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    let (outcome, committed) = logged_in(store, rehashing(Ok(new_hash()))).await;
    assert_eq!((outcome.is_ok(), committed), (true, 1));
}

#[tokio::test]
async fn a_right_password_that_cannot_be_hashed_again_opens_its_sign_in_all_the_same() {
    let mut store = store_finding_again(Some(with_password(member())));
    store.users.expect_set_password().never();
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    let failing = rehashing(Err(PasswordsError::Failed("no memory".to_owned())));
    let (outcome, committed) = logged_in(store, failing).await;
    assert_eq!((outcome.is_ok(), committed), (true, 1));
}

/// Finds the member with `first`, under the lock with `then`, and so again by the address.
fn store_finding_a_change(then: &Credentials) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    let first = store.users.expect_credentials_by_email().times(1).in_sequence(&mut order);
    first.return_once(|_| Ok(Some(with_password(member()))));
    expect_lock(&mut store, &mut order, Some(then.clone()));
    let (again, under_lock) = (then.clone(), then.clone());
    store.users.expect_credentials_by_email().times(1).in_sequence(&mut order).return_once(|_| Ok(Some(again)));
    store.users.expect_credentials_for_update().returning(move |_| Ok(Some(under_lock.clone())));
    store
}

/// Right against the first hash; against the next one, this verdict.
fn verifying_twice(second: Verdict) -> MockPasswords {
    let mut passwords = verifying(Some(stored_hash()), Verdict::Right);
    passwords.expect_verify().times(1).returning(move |_, _| Ok(second));
    passwords
}

/// The mocks would panic at any write.
#[rstest]
#[case::to_another(with_another(Some("another")))]
#[case::to_none(with_another(None))]
#[tokio::test]
async fn a_password_that_was_changed_while_it_was_compared_opens_no_sign_in(#[case] by_then: Credentials) {
    let (outcome, committed) = logged_in(store_finding_a_change(&by_then), verifying_twice(Verdict::Wrong)).await;
    assert_eq!((code(outcome), committed), ("invalid_credentials", 0));
}

#[tokio::test]
async fn a_password_whose_hash_another_sign_in_renewed_meanwhile_is_still_right() {
    let mut store = store_finding_a_change(&with_another(Some("renewed")));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    let (outcome, committed) = logged_in(store, verifying_twice(Verdict::Right)).await;
    assert_eq!((outcome.is_ok(), committed), (true, 1));
}

#[rstest]
#[case::by_a_password_that_holds(verifying(Some(stored_hash()), Verdict::Right))]
#[case::by_one_to_be_hashed_again(rehashing(Ok(new_hash())))]
#[tokio::test]
async fn a_disabled_account_opens_no_sign_in(#[case] passwords: MockPasswords) {
    let disabled = User { is_active: false, ..member() };
    let (outcome, committed) = logged_in(store_finding_again(Some(with_password(disabled))), passwords).await;
    assert_eq!((code(outcome), committed), ("account_disabled", 0));
}

#[tokio::test]
async fn only_who_knows_the_password_learns_that_the_account_is_disabled() {
    let store = store_finding(with_password(User { is_active: false, ..member() }));
    let (outcome, committed) = logged_in(store, verifying(Some(stored_hash()), Verdict::Wrong)).await;
    assert_eq!((code(outcome), committed), ("invalid_credentials", 0));
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_stored_hands_out_no_tokens() {
    let mut store = store_finding_again(Some(with_password(member())));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Err(StoreError::Unavailable));
    let (outcome, committed) = logged_in(store, verifying(Some(stored_hash()), Verdict::Right)).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Unavailable, "database_unavailable", 0));
}

#[tokio::test]
async fn a_sign_in_that_is_not_committed_hands_out_no_tokens() {
    let mut store = MockStore { commit_fails: true, ..store_finding_again(Some(with_password(member()))) };
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    let (outcome, _) = logged_in(store, verifying(Some(stored_hash()), Verdict::Right)).await;
    assert_eq!(code(outcome), "database_unavailable");
}

#[tokio::test]
async fn when_verifying_fails_the_fault_is_ours() {
    let mut passwords = MockPasswords::new();
    passwords.expect_verify().times(1).returning(|_, _| Err(PasswordsError::Failed("no memory".to_owned())));
    let (identity, _) = identity(store_finding(with_password(member())), passwords);
    assert_eq!(identity.log_in(log_in(), &client()).await.unwrap_err().kind(), ErrorKind::Internal);
}
