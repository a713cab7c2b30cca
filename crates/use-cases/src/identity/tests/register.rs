//! Registering, as a newcomer or as a guest.

use super::*;

fn registration(password: &str) -> Register {
    Register {
        email: email(),
        password: password.into(),
        full_name: None,
        display_name: None,
        timezone: None,
        source: None,
    }
}

/// Finds nothing common, and hashes once.
fn hashing() -> MockPasswords {
    let mut passwords = MockPasswords::new();
    passwords.expect_is_common().return_once(|_| Ok(false));
    passwords.expect_hash().times(1).return_once(|_| Ok(new_hash()));
    passwords
}

async fn register(
    store: MockStore,
    guest: Option<Caller>,
    command: Register,
) -> (Result<SignedIn, IdentityError>, usize) {
    let (identity, committed) = identity(store, hashing());
    let outcome = identity.register(guest, command, &client()).await;
    (outcome, committed.count())
}

#[tokio::test]
async fn a_newcomer_gets_an_account_a_password_and_a_sign_in() {
    let id = UserId(nth_id(1));
    let mut store = MockStore::default();
    let is_new = move |user: &User| user.id == id && user.email == Some(email()) && user.timezone == Timezone::utc();
    store.users.expect_insert().withf(is_new).times(1).returning(|_| Ok(()));
    store.users.expect_set_password().with(eq(id), eq(new_hash()), eq(now())).times(1).returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_insert().withf(move |token| token.user_id == id).times(1).returning(|_| Ok(()));

    let (signed_in, committed) = register(store, None, registration("correct horse")).await;
    let signed_in = signed_in.unwrap();
    assert_eq!(committed, 1);
    assert_eq!(signed_in.tokens.access_token, format!("access of {id}"));
    assert!(!signed_in.user.is_guest);
}

/// Takes all that a guest's registration writes.
fn store_for_a_registering(guest: User) -> MockStore {
    let mut store = store_locking(guest);
    store.users.expect_set_password().with(eq(OWNER), eq(new_hash()), eq(now())).times(1).returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_revoke_family().times(1).returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    store
}

#[tokio::test]
async fn a_guest_who_registers_keeps_id_and_data() {
    let guest = User {
        display_name: Some("Ada".to_owned()),
        source: Some("web".to_owned()),
        timezone: Timezone::try_from("Asia/Tokyo".to_owned()).unwrap(),
        onboarding_status: OnboardingStatus::ProfileComplete,
        ..guest()
    };
    let expected = User { email: Some(email()), ..guest.clone() };
    let mut store = store_for_a_registering(guest);
    store.users.expect_update().with(eq(expected.clone())).times(1).returning(|_| Ok(()));

    let (signed_in, committed) = register(store, Some(caller()), registration("correct horse")).await;
    assert_eq!(committed, 1);
    assert_eq!(signed_in.unwrap().user.user, expected);
}

#[tokio::test]
async fn what_a_registration_states_replaces_what_the_guest_had() {
    let guest = User { display_name: Some("Guest 7".to_owned()), source: Some("web".to_owned()), ..guest() };
    let mut store = store_for_a_registering(guest);
    store.users.expect_update().times(1).returning(|_| Ok(()));
    let command = Register {
        full_name: Some("Ada Lovelace".to_owned()),
        display_name: Some("Ada".to_owned()),
        timezone: Some(Timezone::try_from("Europe/London".to_owned()).unwrap()),
        source: Some("referral".to_owned()),
        ..registration("correct horse")
    };

    let user = register(store, Some(caller()), command).await.0.unwrap().user.user;
    assert_eq!(
        [user.full_name.as_deref(), user.display_name.as_deref(), user.source.as_deref()],
        [Some("Ada Lovelace"), Some("Ada"), Some("referral")]
    );
    assert_eq!(user.timezone.as_str(), "Europe/London");
}

#[tokio::test]
async fn the_guests_own_sign_in_ends_and_another_begins() {
    let mut store = store_locking(guest());
    store.users.expect_update().returning(|_| Ok(()));
    store.users.expect_set_password().returning(|_, _, _| Ok(()));
    store
        .refresh_tokens
        .expect_revoke_family()
        .with(eq(OWNER), eq(FAMILY), eq(now()))
        .times(1)
        .returning(|_, _, _| Ok(()));
    store.refresh_tokens.expect_insert().withf(|token| token.family_id != FAMILY).times(1).returning(|_| Ok(()));

    assert!(register(store, Some(caller()), registration("correct horse")).await.0.is_ok());
}

#[tokio::test]
async fn a_member_cannot_register_again() {
    let (outcome, committed) = register(store_locking(member()), Some(caller()), registration("correct horse")).await;
    assert_eq!((code(outcome), committed), ("already_registered", 0));
}

#[tokio::test]
async fn a_guest_whose_account_is_gone_cannot_register() {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().returning(|_| Ok(None));
    let (outcome, committed) = register(store, Some(caller()), registration("correct horse")).await;
    assert_eq!((code(outcome), committed), ("not_found", 0));
}

#[rstest]
#[case("email_taken", "email_taken")]
#[case("clerk_id_taken", "conflict")]
#[tokio::test]
async fn that_an_address_is_taken_is_learned_from_the_constraint(#[case] constraint: &'static str, #[case] told: &str) {
    let mut store = MockStore::default();
    store.users.expect_insert().times(1).returning(move |_| Err(StoreError::Conflict(constraint)));
    let (outcome, committed) = register(store, None, registration("correct horse")).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Conflict, told, 0));
}

#[tokio::test]
async fn a_guest_does_not_get_an_address_that_is_taken() {
    let mut store = store_locking(guest());
    store.users.expect_update().times(1).returning(|_| Err(StoreError::Conflict("email_taken")));
    let (outcome, committed) = register(store, Some(caller()), registration("correct horse")).await;
    assert_eq!((code(outcome), committed), ("email_taken", 0));
}

#[rstest]
#[case("1234567", "too_short")]
#[case(&"x".repeat(129), "too_long")]
#[case("ADA@example.com", "own_address")]
#[tokio::test]
async fn a_weak_password_is_refused_by_field_before_anything_is_hashed(#[case] password: &str, #[case] reason: &str) {
    let (identity, committed) = identity(MockStore::default(), MockPasswords::new());
    let outcome = identity.register(None, registration(password), &client()).await;
    assert_eq!(refused_field(outcome), ("password".to_owned(), reason.to_owned()));
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn a_common_password_is_refused_by_field_before_anything_is_hashed() {
    let mut passwords = MockPasswords::new();
    passwords
        .expect_is_common()
        .withf(|one| one.secret().expose_secret() == "password1")
        .times(1)
        .returning(|_| Ok(true));
    let (identity, committed) = identity(MockStore::default(), passwords);
    let outcome = identity.register(None, registration("password1"), &client()).await;
    assert_eq!(refused_field(outcome), ("password".to_owned(), "common_password".to_owned()));
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn when_hashing_fails_nobody_is_registered() {
    let mut passwords = MockPasswords::new();
    passwords.expect_is_common().returning(|_| Ok(false));
    passwords.expect_hash().times(1).returning(|_| Err(PasswordsError::Failed("no memory".to_owned())));
    let (identity, committed) = identity(MockStore::default(), passwords);
    let error = identity.register(None, registration("correct horse"), &client()).await.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed.count()), (ErrorKind::Internal, "internal", 0));
}

/// Takes a newcomer's account and password, not yet a token.
fn store_for_a_newcomer() -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_insert().returning(|_| Ok(()));
    store.users.expect_set_password().returning(|_, _, _| Ok(()));
    store
}

#[tokio::test]
async fn when_no_token_can_be_signed_nobody_is_registered() {
    let mut tokens = MockTokens::new();
    tokens.expect_sign().times(1).returning(|_| Err(InvalidToken));
    let (identity, committed) = identity_with(store_for_a_newcomer(), hashing(), tokens);
    let error = identity.register(None, registration("correct horse"), &client()).await.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed.count()), (ErrorKind::Internal, "internal", 0));
}

#[tokio::test]
async fn a_registration_that_is_not_committed_hands_out_no_tokens() {
    let mut store = MockStore { commit_fails: true, ..store_for_a_newcomer() };
    store.refresh_tokens.expect_insert().returning(|_| Ok(()));
    let (outcome, _) = register(store, None, registration("correct horse")).await;
    assert_eq!(code(outcome), "database_unavailable");
}
