//! Exchanging refresh tokens, and logging out.

use super::*;

const OLD_TOKEN: RefreshTokenId = RefreshTokenId(nth_id(0x01d));

/// `old token`, issued just now.
fn old_token() -> RefreshToken {
    RefreshToken::issue(OLD_TOKEN, OWNER, FAMILY, hash_of("old token"), &client(), now())
}

fn refresh() -> Refresh {
    Refresh { refresh_token: "old token".into() }
}

fn store_with_token(token: RefreshToken) -> MockStore {
    let mut store = MockStore::default();
    store
        .refresh_tokens
        .expect_find_by_hash()
        .withf(|hash: &TokenHash| *hash == hash_of("old token"))
        .times(1)
        .return_once(|_| Ok(Some(token)));
    store
}

fn expect_mark_used(store: &mut MockStore, outcome: Result<(), StoreError>) {
    let marking = store.refresh_tokens.expect_mark_used().with(eq(OWNER), eq(OLD_TOKEN), eq(now()));
    marking.times(1).return_once(|_, _, _| outcome);
}

fn expect_revoke_family(store: &mut MockStore) {
    let revoking = store.refresh_tokens.expect_revoke_family().with(eq(OWNER), eq(FAMILY), eq(now()));
    revoking.times(1).returning(|_, _, _| Ok(()));
}

/// The account that the token belongs to, by whatever query it is asked for.
fn expect_owner(store: &mut MockStore, owner: Option<User>) {
    let found = owner.map(|user| Credentials { user, password_hash: None });
    store.users.expect_credentials().with(eq(OWNER)).times(1).return_once(|_| Ok(found));
}

async fn refreshed(store: MockStore) -> (Result<SignedIn, IdentityError>, usize) {
    let (identity, committed) = identity(store, MockPasswords::new());
    let outcome = identity.refresh(refresh(), &client()).await;
    (outcome, committed.count())
}

#[tokio::test]
async fn a_fresh_token_is_exchanged_for_the_next_of_its_family() {
    let mut store = store_with_token(old_token());
    expect_mark_used(&mut store, Ok(()));
    expect_owner(&mut store, Some(member()));
    let is_next = |token: &RefreshToken| {
        token.family_id == FAMILY
            && token.user_id == OWNER
            && token.id != OLD_TOKEN
            && token.token_hash == hash_of("new refresh token")
            && token.used_at.is_none()
    };
    store.refresh_tokens.expect_insert().withf(is_next).times(1).returning(|_| Ok(()));

    let (signed_in, committed) = refreshed(store).await;
    assert_eq!(committed, 1);
    assert_eq!(signed_in.unwrap().tokens.refresh_token, "new refresh token");
}

#[tokio::test]
async fn a_token_that_was_used_before_ends_its_family_for_good() {
    let mut store = store_with_token(RefreshToken { used_at: Some(now()), ..old_token() });
    expect_revoke_family(&mut store);
    let (outcome, committed) = refreshed(store).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Unauthenticated, "token_reused", 1));
}

#[tokio::test]
async fn of_two_exchanges_at_once_the_loser_counts_as_reuse() {
    let mut store = store_with_token(old_token());
    expect_mark_used(&mut store, Err(StoreError::Stale));
    expect_revoke_family(&mut store);
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), ("token_reused", 1));
}

#[tokio::test]
async fn a_reuse_that_cannot_be_recorded_is_not_told_as_recorded() {
    let mut store = store_with_token(RefreshToken { used_at: Some(now()), ..old_token() });
    expect_revoke_family(&mut store);
    store.commit_fails = true;
    assert_eq!(code(refreshed(store).await.0), "database_unavailable");
}

#[tokio::test]
async fn a_database_that_is_out_is_no_reuse() {
    let mut store = store_with_token(old_token());
    expect_mark_used(&mut store, Err(StoreError::Unavailable));
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), ("database_unavailable", 0));
}

#[rstest]
#[case::expired(RefreshToken { expires_at: now(), ..old_token() })]
#[case::revoked(RefreshToken { revoked_at: Some(now()), ..old_token() })]
#[case::revoked_after_its_use(RefreshToken { used_at: Some(now()), revoked_at: Some(now()), ..old_token() })]
#[tokio::test]
async fn a_dead_token_is_refused_and_changes_nothing(#[case] token: RefreshToken) {
    let (outcome, committed) = refreshed(store_with_token(token)).await;
    assert_eq!((code(outcome), committed), ("invalid_token", 0));
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let mut store = MockStore::default();
    store.refresh_tokens.expect_find_by_hash().times(1).returning(|_| Ok(None));
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), ("invalid_token", 0));
}

#[rstest]
#[case::disabled(Some(User { is_active: false, ..member() }), "account_disabled")]
#[case::gone(None, "invalid_token")]
#[tokio::test]
async fn a_token_without_an_active_owner_is_not_exchanged(#[case] owner: Option<User>, #[case] told: &str) {
    let mut store = store_with_token(old_token());
    expect_mark_used(&mut store, Ok(()));
    expect_owner(&mut store, owner);
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), (told, 0));
}

#[tokio::test]
async fn an_exchange_that_is_not_committed_hands_out_no_tokens() {
    let mut store = store_with_token(old_token());
    expect_mark_used(&mut store, Ok(()));
    expect_owner(&mut store, Some(member()));
    store.refresh_tokens.expect_insert().returning(|_| Ok(()));
    store.commit_fails = true;
    assert_eq!(code(refreshed(store).await.0), "database_unavailable");
}

// Logging out

#[rstest]
#[case::fresh(old_token())]
#[case::used(RefreshToken { used_at: Some(now()), ..old_token() })]
#[case::expired(RefreshToken { expires_at: now(), ..old_token() })]
#[tokio::test]
async fn logging_out_ends_the_tokens_family(#[case] token: RefreshToken) {
    let mut store = store_with_token(token);
    expect_revoke_family(&mut store);
    let (identity, _) = identity(store, MockPasswords::new());
    assert!(identity.log_out(LogOut { refresh_token: "old token".into() }).await.is_ok());
}

#[tokio::test]
async fn logging_out_with_an_unknown_token_is_fine() {
    let mut store = MockStore::default();
    store.refresh_tokens.expect_find_by_hash().times(1).returning(|_| Ok(None));
    let (identity, _) = identity(store, MockPasswords::new());
    assert!(identity.log_out(LogOut { refresh_token: "nobody's".into() }).await.is_ok());
}

#[tokio::test]
async fn a_sign_in_that_could_not_be_ended_is_not_told_as_ended() {
    let mut store = store_with_token(old_token());
    store.refresh_tokens.expect_revoke_family().times(1).returning(|_, _, _| Err(StoreError::Unavailable));
    let (identity, _) = identity(store, MockPasswords::new());
    assert_eq!(code(identity.log_out(LogOut { refresh_token: "old token".into() }).await), "database_unavailable");
}
