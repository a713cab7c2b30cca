//! A conversation in progress is abandoned for a new one.

use super::*;

#[tokio::test]
async fn restarting_abandons_the_conversation_in_progress_first() {
    let mut store = store_with_open(conversation(5, named("Noor")));
    store.users.expect_find_for_update().times(1).returning(|_| Ok(Some(guest())));
    store.users.expect_update().returning(|_| Ok(()));
    let mut order = mockall::Sequence::new();
    let abandoning = store.onboarding.expect_update().times(1).in_sequence(&mut order);
    abandoning
        .withf(|old, before| (old.id, old.status, *before) == (session().id, SessionStatus::Abandoned, 5))
        .returning(|_, _| Ok(()));
    let inserting = store.onboarding.expect_insert().times(1).in_sequence(&mut order);
    inserting.withf(|new| new.id != session().id && new.total_messages_count == 1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));

    let (outcome, committed) = started(store, greeting(), Some(caller()), restarting()).await;
    let started = outcome.unwrap();
    assert!(committed == 1 && started.is_new);
    assert_eq!((started.turn.message.as_str(), started.turn.progress.collected), ("Hello! What is your name?", 0));
}

#[tokio::test]
async fn restarting_without_a_conversation_in_progress_just_starts() {
    let mut store = store_starting(guest());
    store.onboarding.expect_update().never();
    let (outcome, committed) = started(store, greeting(), Some(caller()), restarting()).await;
    assert!(committed == 1 && outcome.unwrap().is_new);
}

/// Takes the abandonment of the session over its `messages` messages.
fn expect_abandoning(store: &mut MockStore, messages: u32, outcome: Result<(), StoreError>) {
    let abandons =
        move |old: &OnboardingSession, before: &u32| (old.status, *before) == (SessionStatus::Abandoned, messages);
    store.onboarding.expect_update().withf(abandons).times(1).return_once(|_, _| outcome);
}

/// Takes a new session after a restart that came second once; every attempt locks the account anew.
fn store_restarting_twice(found: [Option<Conversation>; 2]) -> MockStore {
    let mut store = MockStore::default();
    expect_open(&mut store, found);
    store.users.expect_find_for_update().with(eq(OWNER)).times(2).returning(|_| Ok(Some(guest())));
    store.users.expect_update().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert().withf(|new| new.id != session().id).times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));
    store
}

#[tokio::test]
async fn a_restart_that_an_answer_came_before_abandons_the_conversation_with_that_answer() {
    let found = [Some(conversation(3, named("Noor"))), Some(conversation(5, named("Noor")))];
    let mut store = store_restarting_twice(found);
    expect_abandoning(&mut store, 3, Err(StoreError::Stale));
    expect_abandoning(&mut store, 5, Ok(()));
    let (outcome, committed) = started(store, greeting(), Some(caller()), restarting()).await;
    assert_eq!((outcome.unwrap().is_new, committed), (true, 1));
}

#[tokio::test]
async fn a_restart_finds_nothing_to_abandon_when_the_conversation_was_closed_meanwhile() {
    let mut store = store_restarting_twice([Some(conversation(3, named("Noor"))), None]);
    expect_abandoning(&mut store, 3, Err(StoreError::Stale));
    let (outcome, committed) = started(store, greeting(), Some(caller()), restarting()).await;
    assert_eq!((outcome.unwrap().is_new, committed), (true, 1));
}

#[tokio::test]
async fn a_restart_that_always_comes_second_is_given_up() {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().times(Onboarding::ATTEMPTS).returning(|_| Ok(Some(guest())));
    store.onboarding.expect_open_conversation().returning(|_| Ok(Some(conversation(3, named("Noor")))));
    store.onboarding.expect_update().times(Onboarding::ATTEMPTS).returning(|_, _| Err(StoreError::Stale));
    let (outcome, committed) = started(store, greeting(), Some(caller()), restarting()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Conflict, "session_busy", 0));
}
