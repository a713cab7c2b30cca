//! Seeing and editing oneself.

use super::*;
use crate::precondition::Precondition;

#[tokio::test]
async fn onboarding_is_told_as_completed_only_at_its_end() {
    for status in OnboardingStatus::ALL {
        let mut store = MockStore::default();
        let user = User { onboarding_status: *status, ..guest() };
        store.users.expect_find().with(eq(OWNER)).times(1).return_once(|_| Ok(Some(user)));
        let me = identity(store, MockPasswords::new()).0.me(caller()).await.unwrap();
        assert_eq!((me.onboarding_completed, me.is_guest), (*status == OnboardingStatus::Complete, true));
    }
}

#[tokio::test]
async fn somebody_whose_account_is_gone_is_not_found() {
    let mut store = MockStore::default();
    store.users.expect_find().returning(|_| Ok(None));
    assert_eq!(code(identity(store, MockPasswords::new()).0.me(caller()).await), "not_found");
}

fn new_phone() -> UpdateMe {
    UpdateMe { phone: Change::Set("+44 20".to_owned()), full_name: Change::Clear, ..UpdateMe::default() }
}

/// An account that was last changed a day ago.
fn somebody() -> User {
    let yesterday = now() - TimeDelta::days(1);
    User {
        full_name: Some("Ada Lovelace".to_owned()),
        display_name: Some("Ada".to_owned()),
        updated_at: yesterday,
        ..member()
    }
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_nothing_else() {
    let expected = User { phone: Some("+44 20".to_owned()), full_name: None, updated_at: now(), ..somebody() };
    let mut store = store_locking(somebody());
    store.users.expect_update().with(eq(expected.clone())).times(1).returning(|_| Ok(()));
    let (identity, committed) = identity(store, MockPasswords::new());
    assert_eq!(identity.update_me(caller(), new_phone(), &Precondition::None).await.unwrap().user, expected);
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn new_metadata_replaces_the_old_and_a_time_zone_is_set() {
    let old = json!({"theme": "dark"}).as_object().cloned().unwrap();
    let mut store = store_locking(User { metadata: old, ..somebody() });
    store.users.expect_update().times(1).returning(|_| Ok(()));
    let command: UpdateMe =
        serde_json::from_value(json!({"metadata": {"pets": "cat"}, "timezone": "Asia/Tokyo"})).unwrap();
    let user =
        identity(store, MockPasswords::new()).0.update_me(caller(), command, &Precondition::None).await.unwrap().user;
    assert_eq!(serde_json::Value::Object(user.metadata), json!({"pets": "cat"}));
    assert_eq!(user.timezone.as_str(), "Asia/Tokyo");
}

#[tokio::test]
async fn an_account_that_is_gone_is_not_updated() {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().returning(|_| Ok(None));
    let (identity, committed) = identity(store, MockPasswords::new());
    assert_eq!(
        (code(identity.update_me(caller(), new_phone(), &Precondition::None).await), committed.count()),
        ("not_found", 0)
    );
}

#[tokio::test]
async fn an_update_that_is_not_committed_is_not_told_as_done() {
    let mut store = MockStore { commit_fails: true, ..store_locking(somebody()) };
    store.users.expect_update().times(1).returning(|_| Ok(()));
    let (identity, _) = identity(store, MockPasswords::new());
    assert_eq!(code(identity.update_me(caller(), new_phone(), &Precondition::None).await), "database_unavailable");
}

// What the command accepts

#[rstest]
#[case(json!({}), false)]
#[case(json!({"phone": null}), true)]
#[case(json!({"phone": " "}), false)]
#[case(json!({"phone": "1".repeat(51)}), false)]
#[case(json!({"display_name": "é".repeat(255)}), true)]
#[case(json!({"metadata": {"text": "x".repeat(17_000)}}), false)]
fn an_update_must_change_something_within_bounds(#[case] body: serde_json::Value, #[case] fine: bool) {
    assert_eq!(serde_json::from_value::<UpdateMe>(body).unwrap().validate().is_ok(), fine);
}

#[rstest]
#[case(json!({"timezone": null}))]
#[case(json!({"metadata": null}))]
#[case(json!({"timezone": "Mars/Olympus"}))]
#[case(json!({"email": "ada@example.com"}))]
#[case(json!({"tier": "pro"}))]
fn an_update_cannot_touch_what_is_not_its_own(#[case] body: serde_json::Value) {
    assert!(serde_json::from_value::<UpdateMe>(body).is_err());
}

#[test]
fn tokens_are_written_out_but_never_printed() {
    let signing = SignIns { tokens: Arc::new(signing_tokens()), ids: Arc::new(CountingIds::default()) };
    let (token, signed_in) = signing.open(member(), &client(), now()).unwrap();
    let body = serde_json::to_value(&signed_in).unwrap();
    assert_eq!(
        (&body["refresh_token"], &body["user"]["email"]),
        (&json!("new refresh token"), &json!("ada@example.com"))
    );
    assert!(!format!("{signed_in:?} {token:?}").contains("new refresh token"));
}
