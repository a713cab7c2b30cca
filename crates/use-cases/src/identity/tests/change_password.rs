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
    store_of_caller(Some(with_password(member())))
}

/// Finds a member, and under the lock, after both passwords were seen to, `by_then`.
fn store_finding_again(by_then: Option<Credentials>) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    let finding = store.users.expect_credentials().with(eq(OWNER)).times(1).in_sequence(&mut order);
    finding.return_once(|_| Ok(Some(with_password(member()))));
    expect_lock(&mut store, &mut order, by_then);
    store
}

/// Comes to `verdict` on the current password, and hashes the new one, but never the current one again.
fn verifying_and_hashing(verdict: Verdict) -> MockPasswords {
    let mut passwords = verifying(Some(stored_hash()), verdict);
    passwords.expect_rehash().never();
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

#[rstest]
#[case(Verdict::Right)]
#[case(Verdict::Outdated)]
#[tokio::test]
async fn a_new_password_ends_every_other_sign_in(#[case] verdict: Verdict) {
    let mut store = store_finding_again(Some(with_password(member())));
    expect_new_password(&mut store);
    let (identity, committed) = identity(store, verifying_and_hashing(verdict));
    assert!(identity.change_password(caller(), change_to("battery staple")).await.is_ok());
    assert_eq!(committed.count(), 1);
}

/// The mocks would panic at any write.
#[rstest]
#[case::to_another(Some(with_another(Some("another"))))]
#[case::to_none(Some(with_another(None)))]
#[case::with_the_account(None)]
#[tokio::test]
async fn a_password_that_was_changed_meanwhile_is_not_changed_again(#[case] by_then: Option<Credentials>) {
    let (identity, committed) = identity(store_finding_again(by_then), verifying_and_hashing(Verdict::Right));
    let outcome = identity.change_password(caller(), change_to("battery staple")).await;
    assert_eq!((code(outcome), committed.count()), ("invalid_credentials", 0));
}

#[tokio::test]
async fn a_new_password_that_is_not_committed_is_not_told_as_changed() {
    let mut store = MockStore { commit_fails: true, ..store_finding_again(Some(with_password(member()))) };
    expect_new_password(&mut store);
    let (identity, _) = identity(store, verifying_and_hashing(Verdict::Right));
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
