//! Who is let in without another look at the database, and for how long.

use std::sync::Mutex;

use ports::system::Clock;

use super::*;

const ELSEWHERE: FamilyId = FamilyId(nth_id(0xe15e));

/// Moves when it is told to.
struct Hand(Mutex<DateTime<Utc>>);

impl Hand {
    fn forward(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Hand {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

fn good() -> Standing {
    Standing { role: UserRole::Member, tier: UserTier::Free, is_active: true, is_deleted: false, signed_in: true }
}

/// `here` and `elsewhere` are access tokens of two sign-ins of the owner.
fn two_sign_ins() -> MockTokens {
    let mut tokens = signing_tokens();
    tokens.expect_verify().returning(|token, now| {
        let family_id = if token == "here" { FAMILY } else { ELSEWHERE };
        Ok(AccessClaims { user_id: OWNER, family_id, issued_at: now, expires_at: now })
    });
    tokens
}

/// Is asked for the caller's standing so many times, no more and no less.
fn asked(store: &mut MockStore, times: usize, standing: Standing) {
    store.users.expect_standing().with(eq(OWNER), eq(FAMILY)).times(times).returning(move |_, _| Ok(Some(standing)));
}

fn identity_by_hand(store: MockStore) -> (Identity, Arc<Hand>) {
    let hand = Arc::new(Hand(Mutex::new(now())));
    let (identity, _) = identity_with(store, MockPasswords::new(), two_sign_ins());
    (Identity { clock: hand.clone(), ..identity }, hand)
}

#[rstest]
#[case::at_once(TimeDelta::zero(), 1)]
#[case::just_in_time(KnownCallers::LIFETIME - TimeDelta::microseconds(1), 1)]
#[case::too_late(KnownCallers::LIFETIME, 2)]
#[case::with_the_clock_set_back(TimeDelta::microseconds(-1), 2)]
#[tokio::test]
async fn a_caller_is_known_for_five_seconds(#[case] later: TimeDelta, #[case] looks: usize) {
    let mut store = MockStore::default();
    asked(&mut store, looks, good());
    let (identity, hand) = identity_by_hand(store);
    assert_eq!(identity.authenticate("here").await.unwrap(), caller());
    hand.forward(later);
    assert_eq!(identity.authenticate("here").await.unwrap(), caller());
}

#[tokio::test]
async fn each_sign_in_is_known_by_itself() {
    let mut store = MockStore::default();
    asked(&mut store, 1, good());
    let signed_out = Standing { signed_in: false, ..good() };
    store.users.expect_standing().with(eq(OWNER), eq(ELSEWHERE)).times(1).returning(move |_, _| Ok(Some(signed_out)));
    let (identity, _) = identity_by_hand(store);
    assert_eq!(identity.authenticate("here").await.unwrap().family_id, FAMILY);
    assert_eq!(code(identity.authenticate("elsewhere").await), "invalid_token");
}

#[tokio::test]
async fn a_token_that_expires_is_refused_though_its_caller_is_known() {
    let mut store = MockStore::default();
    asked(&mut store, 1, good());
    let mut tokens = MockTokens::new();
    let claims = AccessClaims { user_id: OWNER, family_id: FAMILY, issued_at: now(), expires_at: now() };
    tokens.expect_verify().times(1).return_once(move |_, _| Ok(claims));
    tokens.expect_verify().times(1).return_once(|_, _| Err(InvalidToken));
    let (identity, _) = identity_with(store, MockPasswords::new(), tokens);
    assert!(identity.authenticate("here").await.is_ok());
    assert_eq!(code(identity.authenticate("here").await), "invalid_token");
}

#[rstest]
#[case::signed_out(Standing { signed_in: false, ..good() })]
#[case::deleted(Standing { is_deleted: true, ..good() })]
#[case::disabled(Standing { is_active: false, ..good() })]
#[tokio::test]
async fn who_is_refused_is_looked_up_each_time(#[case] standing: Standing) {
    let mut store = MockStore::default();
    asked(&mut store, 2, standing);
    let (identity, _) = identity_by_hand(store);
    for _ in 0..2 {
        assert!(identity.authenticate("here").await.is_err());
    }
}

#[tokio::test]
async fn without_a_lifetime_nobody_is_known() {
    let mut store = MockStore::default();
    asked(&mut store, 2, good());
    let (identity, _) = identity_by_hand(store);
    let identity = Identity { known_callers: Arc::new(KnownCallers::new(TimeDelta::zero())), ..identity };
    for _ in 0..2 {
        assert!(identity.authenticate("here").await.is_ok());
    }
}

/// As when somebody logs out while a request of theirs is asking: what it saw may be the state before.
#[tokio::test]
async fn a_look_that_began_before_a_change_is_not_remembered_after_it() {
    let known = Arc::new(KnownCallers::new(KnownCallers::LIFETIME));
    let mut store = MockStore::default();
    let meanwhile = known.clone();
    store.users.expect_standing().times(1).return_once(move |_, _| {
        meanwhile.forget(OWNER);
        Ok(Some(good()))
    });
    asked(&mut store, 1, Standing { signed_in: false, ..good() });
    let (identity, _) = identity_by_hand(store);
    let identity = Identity { known_callers: known, ..identity };
    assert!(identity.authenticate("here").await.is_ok());
    assert_eq!(code(identity.authenticate("here").await), "invalid_token");
}

#[tokio::test]
async fn what_changes_one_person_leaves_the_others_known() {
    let mut store = MockStore::default();
    asked(&mut store, 1, good());
    let (identity, _) = identity_by_hand(store);
    identity.authenticate("here").await.unwrap();
    // On the same shelf.
    identity.known_callers.forget(UserId(nth_id(0xb0b_00ce)));
    identity.authenticate("here").await.unwrap();
}

#[test]
fn so_many_callers_are_known_and_no_more() {
    let known = KnownCallers::new(KnownCallers::LIFETIME);
    let user = |number: u128| UserId(nth_id(number));
    for number in 0..200_000 {
        known.remember(known.look(user(number), now()), Caller { user_id: user(number), ..caller() });
    }
    let still = (0..200_000).filter(|number| known.recall(user(*number), FAMILY, now()).is_some()).count();
    assert!((1..=52_000).contains(&still), "{still}");
    assert!(known.recall(user(199_999), FAMILY, now()).is_some());
}

// What ends a sign-in takes effect at once, even if nobody knows whether it was committed.

/// Uses a token, ends sign-ins by `ending`, and uses the token again.
async fn looks_again_after(
    mut store: MockStore,
    passwords: MockPasswords,
    commit_fails: bool,
    ending: impl AsyncFnOnce(&Identity) -> bool,
) {
    asked(&mut store, 2, good());
    let store = MockStore { commit_fails, ..store };
    let (identity, _) = identity_with(store, passwords, two_sign_ins());
    identity.authenticate("here").await.unwrap();
    assert_eq!(ending(&identity).await, !commit_fails);
    identity.authenticate("here").await.unwrap();
}

fn presented(used_at: Option<DateTime<Utc>>) -> MockStore {
    let id = RefreshTokenId(nth_id(0x01d));
    let token = RefreshToken::issue(id, OWNER, FAMILY, hash_of("old token"), &client(), now());
    let token = RefreshToken { used_at, ..token };
    let mut store = MockStore::default();
    store.refresh_tokens.expect_find_by_hash().returning(move |_| Ok(Some(token.clone())));
    store.users.expect_credentials_for_update().returning(|_| Ok(Some(with_password(member()))));
    store.refresh_tokens.expect_revoke_family().times(1).returning(|_, _, _| Ok(()));
    store
}

#[rstest]
#[tokio::test]
async fn logging_out_takes_effect_at_once(#[values(false, true)] commit_fails: bool) {
    looks_again_after(presented(None), MockPasswords::new(), commit_fails, async |identity| {
        identity.log_out(LogOut { refresh_token: "old token".into() }).await.is_ok()
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn a_stolen_refresh_token_ends_its_sign_in_at_once(#[values(false, true)] commit_fails: bool) {
    looks_again_after(presented(Some(now())), MockPasswords::new(), commit_fails, async |identity| {
        let outcome = identity.refresh(Refresh { refresh_token: "old token".into() }, &client()).await;
        code(outcome) == "token_reused"
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn a_new_password_takes_effect_at_once(#[values(false, true)] commit_fails: bool) {
    let mut store = MockStore::default();
    store.users.expect_credentials().returning(|_| Ok(Some(with_password(member()))));
    store.users.expect_credentials_for_update().returning(|_| Ok(Some(with_password(member()))));
    store.users.expect_set_password().returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_revoke_other_families().times(1).returning(|_, _, _| Ok(()));
    let mut passwords = verifying(Some(stored_hash()), Verdict::Right);
    passwords.expect_is_common().returning(|_| Ok(false));
    passwords.expect_hash().returning(|_| Ok(new_hash()));
    let change = ChangePassword { current_password: "correct horse".into(), new_password: "battery staple".into() };
    // From another sign-in: the caller's own stays.
    let changing = Caller { family_id: ELSEWHERE, ..caller() };
    looks_again_after(store, passwords, commit_fails, async |identity| {
        identity.change_password(changing, change).await.is_ok()
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn registering_ends_the_guests_sign_in_at_once(#[values(false, true)] commit_fails: bool) {
    let mut store = store_locking(guest());
    store.users.expect_update().returning(|_| Ok(()));
    store.users.expect_set_password().returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_revoke_family().times(1).returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_insert().returning(|_| Ok(()));
    let mut passwords = MockPasswords::new();
    passwords.expect_is_common().returning(|_| Ok(false));
    passwords.expect_hash().returning(|_| Ok(new_hash()));
    let command = Register {
        email: email(),
        password: "battery staple".into(),
        full_name: None,
        display_name: None,
        timezone: None,
        source: None,
    };
    looks_again_after(store, passwords, commit_fails, async |identity| {
        identity.register(Some(caller()), command, &client()).await.is_ok()
    })
    .await;
}
