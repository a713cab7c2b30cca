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

/// Finds `old_token()` as the next step of `order`, in whatever state it is by then.
fn expect_look(store: &mut MockStore, order: &mut Sequence, found: Option<RefreshToken>) {
    let is_old = |hash: &TokenHash| *hash == hash_of("old token");
    let finding = store.refresh_tokens.expect_find_by_hash().withf(is_old).times(1).in_sequence(order);
    finding.return_once(|_| Ok(found));
}

/// Finds a fresh token, then locks its owner, and only then looks again and finds `by_then`.
fn store_exchanging(owner: User, by_then: Option<RefreshToken>) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    expect_look(&mut store, &mut order, Some(old_token()));
    expect_lock(&mut store, &mut order, Some(with_password(owner)));
    expect_look(&mut store, &mut order, by_then);
    store
}

fn used_token() -> RefreshToken {
    RefreshToken { used_at: Some(now()), ..old_token() }
}

fn expect_mark_used(store: &mut MockStore, outcome: Result<(), StoreError>) {
    let marking = store.refresh_tokens.expect_mark_used().with(eq(OWNER), eq(OLD_TOKEN), eq(now()));
    marking.times(1).return_once(|_, _, _| outcome);
}

fn expect_revoke_family(store: &mut MockStore) {
    let revoking = store.refresh_tokens.expect_revoke_family().with(eq(OWNER), eq(FAMILY), eq(now()));
    revoking.times(1).returning(|_, _, _| Ok(()));
}

async fn refreshed(store: MockStore) -> (Result<SignedIn, IdentityError>, usize) {
    let (identity, committed) = identity(store, MockPasswords::new());
    let outcome = identity.refresh(refresh(), &client()).await;
    (outcome, committed.count())
}

#[tokio::test]
async fn a_fresh_token_is_exchanged_for_the_next_of_its_family() {
    let mut store = store_exchanging(member(), Some(old_token()));
    expect_mark_used(&mut store, Ok(()));
    let is_next = |token: &RefreshToken| {
        token.family_id == FAMILY
            && token.user_id == OWNER
            && token.id != OLD_TOKEN
            && token.token_hash == hash_of("new refresh token")
            && token.used_at.is_none()
    };
    store.refresh_tokens.expect_insert().withf(is_next).times(1).returning(|_| Ok(()));

    let (outcome, committed) = refreshed(store).await;
    let signed_in = outcome.unwrap();
    assert_eq!(committed, 1);
    assert_eq!((signed_in.tokens.refresh_token.as_str(), signed_in.user.user), ("new refresh token", member()));
}

/// The first look found it fresh: of two exchanges at once the loser has waited for the lock, and sees it used.
#[rstest]
#[case(member())]
#[case::of_a_disabled_account(User { is_active: false, ..member() })]
#[tokio::test]
async fn a_token_that_was_used_before_ends_its_family_for_good(#[case] owner: User) {
    let mut store = store_exchanging(owner, Some(used_token()));
    expect_revoke_family(&mut store);
    let (outcome, committed) = refreshed(store).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Unauthenticated, "token_reused", 1));
}

#[tokio::test]
async fn a_reuse_that_cannot_be_recorded_is_not_told_as_recorded() {
    let mut store = MockStore { commit_fails: true, ..store_exchanging(member(), Some(used_token())) };
    expect_revoke_family(&mut store);
    assert_eq!(code(refreshed(store).await.0), "database_unavailable");
}

/// `Stale` cannot be under the lock; if it were, nobody would be accused of theft for it.
#[rstest]
#[case(StoreError::Unavailable, "database_unavailable")]
#[case(StoreError::Stale, "conflict")]
#[tokio::test]
async fn a_token_that_cannot_be_marked_as_used_is_no_reuse(#[case] failure: StoreError, #[case] told: &str) {
    let mut store = store_exchanging(member(), Some(old_token()));
    expect_mark_used(&mut store, Err(failure));
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), (told, 0));
}

/// As the second look finds it: the first found it fresh.
#[rstest]
#[case::expired(Some(RefreshToken { expires_at: now(), ..old_token() }))]
#[case::revoked(Some(RefreshToken { revoked_at: Some(now()), ..old_token() }))]
#[case::revoked_after_its_use(Some(RefreshToken { revoked_at: Some(now()), ..used_token() }))]
#[case::gone(None)]
#[tokio::test]
async fn a_dead_token_is_refused_and_changes_nothing(#[case] by_then: Option<RefreshToken>) {
    let (outcome, committed) = refreshed(store_exchanging(member(), by_then)).await;
    assert_eq!((code(outcome), committed), ("invalid_token", 0));
}

/// Nobody's account is locked for it.
#[tokio::test]
async fn an_unknown_token_is_refused() {
    let mut store = MockStore::default();
    store.refresh_tokens.expect_find_by_hash().times(1).returning(|_| Ok(None));
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), ("invalid_token", 0));
}

#[tokio::test]
async fn a_token_of_a_disabled_account_is_not_exchanged() {
    let disabled = User { is_active: false, ..member() };
    let (outcome, committed) = refreshed(store_exchanging(disabled, Some(old_token()))).await;
    assert_eq!((code(outcome), committed), ("account_disabled", 0));
}

#[tokio::test]
async fn a_token_whose_owner_is_gone_is_not_exchanged() {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    expect_look(&mut store, &mut order, Some(old_token()));
    expect_lock(&mut store, &mut order, None);
    let (outcome, committed) = refreshed(store).await;
    assert_eq!((code(outcome), committed), ("invalid_token", 0));
}

#[tokio::test]
async fn an_exchange_that_is_not_committed_hands_out_no_tokens() {
    let mut store = MockStore { commit_fails: true, ..store_exchanging(member(), Some(old_token())) };
    expect_mark_used(&mut store, Ok(()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    assert_eq!(code(refreshed(store).await.0), "database_unavailable");
}

// Logging out

/// Finds `token`, locks `owner`, and only then ends the family with this outcome.
fn store_ending(token: RefreshToken, owner: Option<Credentials>, outcome: Result<(), StoreError>) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    expect_look(&mut store, &mut order, Some(token));
    expect_lock(&mut store, &mut order, owner);
    let revoking = store.refresh_tokens.expect_revoke_family().with(eq(OWNER), eq(FAMILY), eq(now()));
    revoking.times(1).in_sequence(&mut order).return_once(|_, _, _| outcome);
    store
}

async fn logged_out(store: MockStore) -> (Result<(), IdentityError>, usize) {
    let (identity, committed) = identity(store, MockPasswords::new());
    let outcome = identity.log_out(LogOut { refresh_token: "old token".into() }).await;
    (outcome, committed.count())
}

#[rstest]
#[case::fresh(old_token(), Some(with_password(member())))]
#[case::used(used_token(), Some(with_password(member())))]
#[case::expired(RefreshToken { expires_at: now(), ..old_token() }, Some(with_password(member())))]
#[case::of_an_account_that_is_gone(old_token(), None)]
#[tokio::test]
async fn logging_out_ends_the_tokens_family(#[case] token: RefreshToken, #[case] owner: Option<Credentials>) {
    let (outcome, committed) = logged_out(store_ending(token, owner, Ok(()))).await;
    assert_eq!((outcome.is_ok(), committed), (true, 1));
}

#[tokio::test]
async fn logging_out_with_an_unknown_token_is_fine() {
    let mut store = MockStore::default();
    store.refresh_tokens.expect_find_by_hash().times(1).returning(|_| Ok(None));
    let (outcome, committed) = logged_out(store).await;
    assert_eq!((outcome.is_ok(), committed), (true, 0));
}

#[rstest]
#[case::by_the_write(Err(StoreError::Unavailable), false)]
#[case::by_the_commit(Ok(()), true)]
#[tokio::test]
async fn a_sign_in_that_could_not_be_ended_is_not_told_as_ended(
    #[case] revoking: Result<(), StoreError>,
    #[case] commit_fails: bool,
) {
    let store = store_ending(old_token(), Some(with_password(member())), revoking);
    let (outcome, committed) = logged_out(MockStore { commit_fails, ..store }).await;
    assert_eq!((code(outcome), committed), ("database_unavailable", 0));
}
