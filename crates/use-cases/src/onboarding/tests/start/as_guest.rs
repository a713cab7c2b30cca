//! Somebody who is new.

use super::*;

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
