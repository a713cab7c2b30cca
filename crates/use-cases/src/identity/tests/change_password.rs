//! Changing the password.

use super::*;

fn change_to(new_password: &str) -> ChangePassword {
    ChangePassword { current_password: "correct horse".into(), new_password: new_password.into() }
}

fn store_of_caller(found: Option<Credentials>) -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_credentials().with(eq(OWNER)).times(1).return_once(|_| Ok(found));
    store
}

fn store_of_member() -> MockStore {
    store_of_caller(Some(Credentials { user: member(), password_hash: Some(stored_hash()) }))
}

/// Takes the current password for right, and hashes the new one.
fn verifying_and_hashing() -> MockPasswords {
    let mut passwords = verifying(Some(stored_hash()), Verdict::Right);
    passwords.expect_is_common().returning(|_| Ok(false));
    passwords
        .expect_hash()
        .withf(|password| password.secret().expose_secret() == "battery staple")
        .times(1)
        .returning(|_| Ok(new_hash()));
    passwords
}

/// Takes the new hash, and ends every sign-in but the caller's.
fn expect_new_password(store: &mut MockStore) {
    store.users.expect_set_password().with(eq(OWNER), eq(new_hash()), eq(now())).times(1).returning(|_, _, _| Ok(()));
    let revoking = store.refresh_tokens.expect_revoke_other_families().with(eq(OWNER), eq(FAMILY), eq(now()));
    revoking.times(1).returning(|_, _, _| Ok(()));
}

#[tokio::test]
async fn a_new_password_ends_every_other_sign_in() {
    let mut store = store_of_member();
    expect_new_password(&mut store);
    let (identity, committed) = identity(store, verifying_and_hashing());
    assert!(identity.change_password(caller(), change_to("battery staple")).await.is_ok());
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn a_new_password_that_is_not_committed_is_not_told_as_changed() {
    let mut store = MockStore { commit_fails: true, ..store_of_member() };
    expect_new_password(&mut store);
    let (identity, _) = identity(store, verifying_and_hashing());
    assert_eq!(code(identity.change_password(caller(), change_to("battery staple")).await), "database_unavailable");
}

#[rstest]
#[case::guest(Some(Credentials { user: guest(), password_hash: None }), "no_password")]
#[case::member_from_elsewhere(Some(Credentials { user: member(), password_hash: None }), "no_password")]
#[case::gone(None, "not_found")]
#[tokio::test]
async fn who_has_no_password_cannot_change_it(#[case] found: Option<Credentials>, #[case] told: &str) {
    let (identity, committed) = identity(store_of_caller(found), MockPasswords::new());
    let outcome = identity.change_password(caller(), change_to("battery staple")).await;
    assert_eq!((code(outcome), committed.count()), (told, 0));
}

#[tokio::test]
async fn a_wrong_current_password_changes_nothing() {
    let (identity, committed) = identity(store_of_member(), verifying(Some(stored_hash()), Verdict::Wrong));
    let outcome = identity.change_password(caller(), change_to("battery staple")).await;
    assert_eq!((code(outcome), committed.count()), ("invalid_credentials", 0));
}

#[rstest]
#[case("1234567", "too_short")]
#[case("ada@example.com", "own_address")]
#[tokio::test]
async fn a_weak_new_password_is_refused_by_its_own_field(#[case] password: &str, #[case] reason: &str) {
    let (identity, committed) = identity(store_of_member(), verifying(Some(stored_hash()), Verdict::Right));
    let outcome = identity.change_password(caller(), change_to(password)).await;
    assert_eq!(refused_field(outcome), ("new_password".to_owned(), reason.to_owned()));
    assert_eq!(committed.count(), 0);
}
