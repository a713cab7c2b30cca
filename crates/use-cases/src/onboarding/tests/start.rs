//! Starting, resuming and starting anew.

use std::sync::Arc;

use domain::identity::{OnboardingStatus, RefreshToken, Timezone, User, UserRole, UserTier};
use domain::ids::{MessageId, SessionId, UserId};
use domain::onboarding::{ConversationMessage, Field, MessageRole};
use ports::identity::{InvalidToken, MockTokens};
use ports::onboarding::Greeting;
use ports::store::StoreError;
use ports::testing::{guest, hash_of, nth_id};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::error::ErrorKind;
use crate::identity::Caller;
use crate::onboarding::{StartOnboarding, Started};

fn caller() -> Caller {
    Caller { user_id: OWNER, family_id: FamilyId(nth_id(0xfa)), role: UserRole::Member, tier: UserTier::Free }
}

fn restarting() -> StartOnboarding {
    StartOnboarding { restart: true, ..StartOnboarding::default() }
}

/// Greets once.
fn greeting() -> MockInterviewer {
    let mut interviewer = MockInterviewer::new();
    let greeting = Greeting { message: "Hello! What is your name?".to_owned(), llm: llm("offline") };
    interviewer.expect_greet().times(1).return_once(|| Ok(greeting));
    interviewer
}

async fn started(
    store: MockStore,
    interviewer: MockInterviewer,
    caller: Option<Caller>,
    command: StartOnboarding,
) -> (Result<Started, OnboardingError>, usize) {
    let (onboarding, committed) = onboarding(store, interviewer);
    let outcome = onboarding.start(caller, command, &client()).await;
    (outcome, committed.count())
}

// As a guest

const NEW_GUEST: UserId = UserId(nth_id(1));

fn from_the_web() -> StartOnboarding {
    StartOnboarding {
        source: Some("web".to_owned()),
        timezone: Timezone::try_from("Asia/Tokyo".to_owned()).ok(),
        ..StartOnboarding::default()
    }
}

/// Takes all that a new guest's start writes.
fn store_for_a_guest() -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_insert().times(1).returning(|_| Ok(()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));
    store
}

#[tokio::test]
async fn a_newcomer_gets_a_guest_account_a_sign_in_and_a_greeted_session() {
    let expected = User {
        onboarding_status: OnboardingStatus::ProfilePending,
        onboarding_started_at: Some(now()),
        source: Some("web".to_owned()),
        timezone: Timezone::try_from("Asia/Tokyo".to_owned()).unwrap(),
        ..User { id: NEW_GUEST, ..guest() }
    };
    let mut store = MockStore::default();
    store.users.expect_insert().with(eq(expected)).times(1).returning(|_| Ok(()));
    let is_theirs =
        |token: &RefreshToken| token.user_id == NEW_GUEST && token.token_hash == hash_of("new refresh token");
    store.refresh_tokens.expect_insert().withf(is_theirs).times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert().withf(|one| one.user_id == NEW_GUEST).times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().withf(|new| new[0].user_id == NEW_GUEST).times(1).returning(|_| Ok(()));

    let (outcome, committed) = started(store, greeting(), None, from_the_web()).await;
    let started = outcome.unwrap();
    assert!(committed == 1 && started.is_new);
    assert_eq!(started.turn.user_id, NEW_GUEST);
    assert_eq!(started.tokens.unwrap().refresh_token, "new refresh token");
}

#[tokio::test]
async fn the_session_begins_with_its_greeting_as_message_0_and_notes_the_client() {
    let mut store = MockStore::default();
    store.users.expect_insert().returning(|_| Ok(()));
    store.refresh_tokens.expect_insert().returning(|_| Ok(()));
    // 1 to 3 are the account, the sign-in and the refresh token.
    let session = OnboardingSession::start(SessionId(nth_id(4)), NEW_GUEST, "offline".to_owned(), now())
        .from_client(client().ip_address, client().user_agent);
    let message = ConversationMessage {
        id: MessageId(nth_id(5)),
        user_id: NEW_GUEST,
        session_id: session.id,
        sequence: 0,
        role: MessageRole::Assistant,
        content: "Hello! What is your name?".to_owned(),
        extracted_fields: None,
        llm_metadata: Some(llm("offline")),
        created_at: now(),
    };
    store.onboarding.expect_insert().with(eq(session.clone())).times(1).returning(|_| Ok(()));
    store
        .onboarding
        .expect_insert_messages()
        .withf(move |new| *new == [message.clone()])
        .times(1)
        .returning(|_| Ok(()));

    let turn = started(store, greeting(), None, from_the_web()).await.0.unwrap().turn;
    assert_eq!((turn.session_id, turn.status), (session.id, SessionStatus::InProgress));
    assert_eq!((turn.message.as_str(), turn.next_field), ("Hello! What is your name?", Some(Field::Name)));
    assert_eq!((turn.progress.collected, turn.progress.total, turn.is_complete), (0, 6, false));
    assert_eq!(turn.missing_fields, Field::ALL);
}

#[tokio::test]
async fn tokens_stand_beside_the_turn_and_only_for_a_new_guest() {
    let (new_guest, _) = started(store_for_a_guest(), greeting(), None, from_the_web()).await;
    let body = serde_json::to_value(new_guest.unwrap()).unwrap();
    assert_eq!((&body["refresh_token"], &body["status"]), (&json!("new refresh token"), &json!("in_progress")));
    assert!(body.get("is_new").is_none());

    let (member, _) = started(store_starting(guest()), greeting(), Some(caller()), StartOnboarding::default()).await;
    let body = serde_json::to_value(member.unwrap()).unwrap();
    assert!(body.get("refresh_token").is_none() && body.get("tokens").is_none());
}

#[rstest]
#[case::guest(None)]
#[case::restart(Some(caller()))]
#[tokio::test]
async fn when_the_model_is_down_nothing_is_started(#[case] caller: Option<Caller>) {
    let (outcome, committed) = started(MockStore::default(), unreachable(), caller, restarting()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Unavailable, "llm_unavailable", 0));
}

#[tokio::test]
async fn a_guest_whose_start_is_not_committed_gets_no_tokens() {
    let store = MockStore { commit_fails: true, ..store_for_a_guest() };
    assert_eq!(code(started(store, greeting(), None, from_the_web()).await.0), "database_unavailable");
}

#[tokio::test]
async fn when_no_token_can_be_signed_no_guest_is_made() {
    let mut tokens = MockTokens::new();
    tokens.expect_sign().times(1).returning(|_| Err(InvalidToken));
    let sign_ins = SignIns { tokens: Arc::new(tokens), ids: Arc::new(CountingIds::default()) };
    let (onboarding, committed) = onboarding_with(MockStore::default(), greeting(), sign_ins);
    let error = onboarding.start(None, from_the_web(), &client()).await.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed.count()), (ErrorKind::Internal, "internal", 0));
}

#[tokio::test]
async fn a_guest_whose_greeting_cannot_be_stored_is_not_kept() {
    let mut store = MockStore::default();
    store.users.expect_insert().times(1).returning(|_| Ok(()));
    store.refresh_tokens.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Err(StoreError::Unavailable));
    let (outcome, committed) = started(store, greeting(), None, from_the_web()).await;
    assert_eq!((code(outcome), committed), ("database_unavailable", 0));
}

// As a caller

/// Locks `user`, who has no session in progress.
fn store_locking(user: User) -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().with(eq(OWNER)).times(1).return_once(|_| Ok(Some(user)));
    store.onboarding.expect_open_conversation().with(eq(OWNER)).returning(|_| Ok(None));
    store
}

/// Takes all that a start by `user` writes.
fn store_starting(user: User) -> MockStore {
    let mut store = store_locking(user);
    store.users.expect_update().returning(|_| Ok(()));
    store.onboarding.expect_insert().withf(|session| session.user_id == OWNER).times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));
    store
}

fn last_reply() -> ConversationMessage {
    ConversationMessage {
        id: MessageId(nth_id(0x3e55)),
        user_id: OWNER,
        session_id: session().id,
        sequence: 2,
        role: MessageRole::Assistant,
        content: "And your role?".to_owned(),
        extracted_fields: Some(named("Noor")),
        llm_metadata: Some(llm("claude")),
        created_at: now(),
    }
}

fn expect_last_reply(store: &mut MockStore, reply: Option<ConversationMessage>) {
    let asking = store.onboarding.expect_last_reply().with(eq(OWNER), eq(session().id));
    asking.times(1).return_once(|_, _| Ok(reply));
}

fn store_with_open(conversation: Conversation) -> MockStore {
    let mut store = MockStore::default();
    let finding = store.onboarding.expect_open_conversation().with(eq(OWNER));
    finding.times(1).return_once(|_| Ok(Some(conversation)));
    store
}

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

#[tokio::test]
async fn resuming_repeats_the_last_words_and_asks_no_model() {
    let mut store = store_with_open(conversation(3, named("Noor")));
    expect_last_reply(&mut store, Some(last_reply()));
    let (outcome, committed) = started(store, MockInterviewer::new(), Some(caller()), StartOnboarding::default()).await;
    let Started { turn, tokens, is_new } = outcome.unwrap();
    assert!(!is_new && tokens.is_none() && committed == 0);
    assert_eq!((turn.session_id, turn.message.as_str(), turn.llm), (session().id, "And your role?", llm("claude")));
    assert_eq!((turn.collected.fields(), turn.next_field), (&named("Noor"), Some(Field::Role)));
    assert!(turn.extracted_fields.is_empty());
}

#[tokio::test]
async fn a_stored_reply_without_its_model_is_our_fault_and_named_by_id() {
    let mut store = store_with_open(conversation(3, named("Noor")));
    expect_last_reply(&mut store, Some(ConversationMessage { llm_metadata: None, ..last_reply() }));
    let (outcome, _) = started(store, MockInterviewer::new(), Some(caller()), StartOnboarding::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(error.to_string().contains(&last_reply().id.to_string()));
}

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

/// Finds no session in progress, then loses the insert to another start; afterwards finds `conversation`.
fn store_losing_to(conversation: Option<Conversation>) -> MockStore {
    let mut store = MockStore::default();
    store.onboarding.expect_open_conversation().times(1).returning(|_| Ok(None));
    store.onboarding.expect_open_conversation().times(1).return_once(|_| Ok(conversation));
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
async fn a_start_that_loses_to_a_session_already_closed_may_be_tried_again() {
    let (outcome, committed) =
        started(store_losing_to(None), greeting(), Some(caller()), StartOnboarding::default()).await;
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
