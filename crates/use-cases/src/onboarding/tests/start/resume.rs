//! A conversation in progress goes on.

use super::*;

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
async fn resuming_reads_again_when_an_answer_came_between_the_words_and_their_session() {
    let mut store = MockStore::default();
    expect_open(&mut store, [Some(conversation(3, named("Noor"))), Some(conversation(5, all_but_the_last()))]);
    let later = ConversationMessage { sequence: 4, content: "Anything else?".to_owned(), ..last_reply() };
    expect_last_reply(&mut store, Some(later.clone()));
    expect_last_reply(&mut store, Some(later));
    let (outcome, committed) = started(store, MockInterviewer::new(), Some(caller()), StartOnboarding::default()).await;
    let Started { turn, is_new, .. } = outcome.unwrap();
    assert_eq!((is_new, committed), (false, 0));
    assert_eq!((turn.message.as_str(), turn.next_field), ("Anything else?", Some(Field::ExtraPreferences)));
}

#[tokio::test]
async fn a_conversation_that_was_completed_between_the_reads_is_not_resumed() {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().times(1).returning(|_| Ok(Some(guest())));
    store.users.expect_update().returning(|_| Ok(()));
    expect_open(&mut store, [Some(conversation(11, all_but_the_last())), None]);
    expect_last_reply(&mut store, Some(ConversationMessage { sequence: 12, ..last_reply() }));
    store.onboarding.expect_insert().times(1).returning(|_| Ok(()));
    store.onboarding.expect_insert_messages().times(1).returning(|_| Ok(()));
    let (outcome, committed) = started(store, greeting(), Some(caller()), StartOnboarding::default()).await;
    assert_eq!((outcome.unwrap().is_new, committed), (true, 1));
}

#[tokio::test]
async fn a_conversation_that_is_always_answered_between_the_reads_is_given_up() {
    let mut store = MockStore::default();
    let reading = store.onboarding.expect_open_conversation().times(Onboarding::ATTEMPTS);
    reading.returning(|_| Ok(Some(conversation(3, named("Noor")))));
    let asking = store.onboarding.expect_last_reply().times(Onboarding::ATTEMPTS);
    asking.returning(|_, _| Ok(Some(ConversationMessage { sequence: 4, ..last_reply() })));
    let (outcome, committed) = started(store, MockInterviewer::new(), Some(caller()), StartOnboarding::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Conflict, "session_busy", 0));
}

#[rstest]
#[case::missing(None)]
#[case::without_its_model(Some(ConversationMessage { llm_metadata: None, ..last_reply() }))]
#[tokio::test]
async fn a_last_reply_that_cannot_be_repeated_is_our_fault_and_told_by_its_session(
    #[case] reply: Option<ConversationMessage>,
) {
    let mut store = store_with_open(conversation(3, named("Noor")));
    expect_last_reply(&mut store, reply);
    let (outcome, _) = started(store, MockInterviewer::new(), Some(caller()), StartOnboarding::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(error.to_string().contains(&session().id.to_string()));
}
