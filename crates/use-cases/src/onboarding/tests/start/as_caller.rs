//! Somebody who has an account, and no conversation in progress.

use super::*;

#[tokio::test]
async fn a_caller_starts_with_the_account_that_is_there() {
    let mut store = store_locking(guest());
    let is_pending = |user: &User| user.id == OWNER && user.onboarding_status == OnboardingStatus::ProfilePending;
    store.users.expect_update().withf(is_pending).times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert().withf(|session| session.user_id == OWNER).times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));

    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    let started = outcome.unwrap();
    assert!(committed == 1 && started.is_new && started.tokens.is_none());
    assert_eq!(started.turn.user_id, OWNER);
}

#[tokio::test]
async fn another_conversation_takes_nobody_back_in_onboarding() {
    let user = User { onboarding_status: OnboardingStatus::Complete, ..guest() };
    let mut store = store_locking(user);
    store.users.expect_update().withf(|user| user.onboarding_status != OnboardingStatus::Complete).never();
    store.users.expect_update().returning(|_| Ok(()));
    store.onboarding.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));
    assert_eq!(started(store, greeting(), Some(caller()), StartOnboarding::default()).await.1, 1);
}

/// Finds no session in progress, then loses the insert to another start; afterwards finds `conversation`.
fn store_losing_to(conversation: Option<Conversation>) -> MockStore {
    let mut store = MockStore::default();
    expect_open(&mut store, [None, conversation]);
    store.users.expect_find_for_update().times(1).returning(|_| Ok(Some(guest())));
    store.users.expect_update().returning(|_| Ok(()));
    store.onboarding.expect_insert().times(1).returning(|_| Err(StoreError::Conflict("session_in_progress")));
    store
}

#[tokio::test]
async fn of_two_starts_at_once_the_loser_resumes_the_winners_session() {
    let mut store = store_losing_to(Some(conversation(3, named("Noor"))));
    expect_last_reply(&mut store, Some(last_reply()));
    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    let started = outcome.unwrap();
    assert!(committed == 0 && !started.is_new);
    assert_eq!((started.turn.session_id, started.turn.message.as_str()), (session().id, "And your role?"));
}

#[tokio::test]
async fn a_start_that_loses_to_a_session_already_closed_starts_after_all() {
    let mut store = store_losing_to(None);
    store.users.expect_find_for_update().times(1).returning(|_| Ok(Some(guest())));
    store.onboarding.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));
    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    assert_eq!((outcome.unwrap().is_new, committed), (true, 1));
}

#[tokio::test]
async fn a_start_that_always_loses_is_given_up() {
    let mut store = MockStore::default();
    store.onboarding.expect_open_conversation().times(Onboarding::ATTEMPTS).returning(|_| Ok(None));
    store.users.expect_find_for_update().times(Onboarding::ATTEMPTS).returning(|_| Ok(Some(guest())));
    store.users.expect_update().returning(|_| Ok(()));
    let losing = store.onboarding.expect_insert().times(Onboarding::ATTEMPTS);
    losing.returning(|_| Err(StoreError::Conflict("session_in_progress")));
    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Conflict, "session_busy", 0));
}

#[tokio::test]
async fn no_other_conflict_is_taken_for_a_lost_race() {
    let mut store = store_locking(guest());
    store.users.expect_update().returning(|_| Ok(()));
    store.onboarding.expect_insert().times(1).returning(|_| Err(StoreError::Conflict("something_else")));
    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    assert_eq!((code(outcome), committed), ("conflict", 0));
}

#[tokio::test]
async fn somebody_whose_account_is_gone_starts_nothing() {
    let mut store = MockStore::default();
    store.onboarding.expect_open_conversation().returning(|_| Ok(None));
    store.users.expect_find_for_update().times(1).returning(|_| Ok(None));
    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    assert_eq!((code(outcome), committed), ("not_found", 0));
}

#[tokio::test]
async fn a_start_that_is_not_committed_is_not_told_as_started() {
    let store = MockStore { commit_fails: true, ..store_starting(guest()) };
    let (outcome, _) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    assert_eq!(code(outcome), "database_unavailable");
}
