//! Answers before the last one.

use domain::onboarding::{ConversationMessage, Field, MessageRole};
use mockall::Sequence;
use ports::store::StoreError;
use rstest::rstest;
use validator::Validate;

use super::*;
use crate::error::ErrorKind;

#[tokio::test]
async fn an_answer_and_its_reply_are_numbered_after_what_is_there() {
    let role = ExtractedFields { role: Some("QA analyst".to_owned()), ..ExtractedFields::default() };
    let extracted = role.clone();
    let is_exchange = move |new: &[ConversationMessage; 2]| {
        let [answer, reply] = new;
        (answer.sequence, answer.role, answer.content.as_str()) == (3, MessageRole::User, "I am Noor")
            && (answer.extracted_fields.is_none() && answer.llm_metadata.is_none())
            && (reply.sequence, reply.role, reply.content.as_str()) == (4, MessageRole::Assistant, "And then?")
            && (reply.extracted_fields == Some(extracted.clone()) && reply.llm_metadata == Some(llm("claude")))
            && new.iter().all(|message| message.user_id == OWNER && message.session_id == session().id)
            && answer.id != reply.id
    };
    let mut store = store_with(conversation(3, named("Noor")));
    let recording = store.onboarding.expect_record_answer().withf(move |session, before, new| {
        (session.total_messages_count, session.llm_provider_used.as_deref(), *before) == (5, Some("claude"), 3)
            && is_exchange(new)
    });
    recording.times(1).returning(|_, _, _| Ok(()));

    let turn = answered(store, hearing(understood(role.clone()))).await.0.unwrap();
    assert_eq!((turn.message.as_str(), turn.extracted_fields, turn.llm), ("And then?", role, llm("claude")));
    assert_eq!((turn.progress.collected, turn.next_field), (2, Some(Field::ExperienceLevel)));
}

#[rstest]
#[case::first(1, ExtractedFields::default(), Field::Name, 0)]
#[case::third(5, named("Noor"), Field::Role, 2)]
#[tokio::test]
async fn the_interviewer_hears_the_answer_with_what_is_known_and_asked(
    #[case] messages: u32,
    #[case] known: ExtractedFields,
    #[case] asked: Field,
    #[case] answers_before: u32,
) {
    let mut store = store_with(conversation(messages, known.clone()));
    expect_exchange(&mut store, SessionStatus::InProgress, messages + 2);
    let mut interviewer = MockInterviewer::new();
    let as_expected = move |heard: &Heard| {
        (heard.answer.as_str(), heard.asked, heard.answers_before) == ("I am Noor", asked, answers_before)
            && *heard.known.fields() == known
    };
    interviewer.expect_hear().withf(as_expected).times(1).returning(|_| Ok(understood(ExtractedFields::default())));
    assert!(answered(store, interviewer).await.0.is_ok());
}

#[rstest]
#[case(SessionStatus::Completed)]
#[case(SessionStatus::Abandoned)]
#[tokio::test]
async fn answering_a_closed_session_is_refused_before_the_model_is_asked(#[case] status: SessionStatus) {
    let store = store_with(Conversation { session: closed(status), ..conversation(3, named("Noor")) });
    let (outcome, committed) = answered(store, MockInterviewer::new()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Conflict, "session_closed", 0));
}

#[tokio::test]
async fn an_unknown_session_is_not_found_before_the_model_is_asked() {
    let mut store = MockStore::default();
    store.onboarding.expect_conversation().with(eq(OWNER), eq(session().id)).times(1).returning(|_, _| Ok(None));
    let (outcome, committed) = answered(store, MockInterviewer::new()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::NotFound, "not_found", 0));
}

#[tokio::test]
async fn when_the_model_is_down_nothing_is_written() {
    let (outcome, committed) = answered(store_with(conversation(1, ExtractedFields::default())), unreachable()).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Unavailable, "llm_unavailable", 0));
}

#[tokio::test]
async fn when_the_answer_cannot_be_stored_there_is_no_turn() {
    let mut store = store_with(conversation(1, ExtractedFields::default()));
    store.onboarding.expect_record_answer().times(1).returning(|_, _, _| Err(StoreError::Unavailable));
    let (outcome, _) = answered(store, hearing(understood(named("Noor")))).await;
    assert_eq!(code(outcome), "database_unavailable");
}

/// What is stored as extracted from an answer to a conversation that knows the name Noor, and what the turn says of it.
async fn extracted_from(heard: ExtractedFields) -> (Option<ExtractedFields>, Turn) {
    let mut store = store_with(conversation(3, named("Noor")));
    let (sender, receiver) = std::sync::mpsc::channel();
    store.onboarding.expect_record_answer().times(1).returning(move |_, _, new| {
        sender.send(new[1].extracted_fields.clone()).unwrap();
        Ok(())
    });
    let turn = answered(store, hearing(understood(heard))).await.0.unwrap();
    (receiver.recv().unwrap(), turn)
}

#[tokio::test]
async fn only_news_is_stored_and_told() {
    let news = ExtractedFields { location: Some("Osaka".to_owned()), ..ExtractedFields::default() };
    let heard = ExtractedFields { location: Some(" Osaka ".to_owned()), ..named("Noor") };
    let (stored, turn) = extracted_from(heard).await;
    assert_eq!((stored.as_ref(), &turn.extracted_fields), (Some(&news), &news));
    assert_eq!(*turn.collected.fields(), ExtractedFields { location: news.location, ..named("Noor") });
}

#[tokio::test]
async fn a_later_answer_corrects_an_earlier_one() {
    let (stored, turn) = extracted_from(named("Nora")).await;
    assert_eq!((stored, turn.collected.fields()), (Some(named("Nora")), &named("Nora")));
}

fn wishing(wish: &str) -> ExtractedFields {
    ExtractedFields { extra_preferences: Some(wish.to_owned()), ..ExtractedFields::default() }
}

#[rstest]
#[case::nothing_at_all(ExtractedFields::default())]
#[case::what_is_known(named("Noor"))]
#[case::what_no_column_could_hold(ExtractedFields { role: Some("x".repeat(256)), ..ExtractedFields::default() })]
#[case::wishes_longer_than_an_answer(wishing(&"x".repeat(4001)))]
#[tokio::test]
async fn an_answer_that_holds_nothing_usable_extracts_nothing_and_asks_again(#[case] heard: ExtractedFields) {
    let (stored, turn) = extracted_from(heard).await;
    assert_eq!((stored, turn.extracted_fields.is_empty(), turn.next_field), (None, true, Some(Field::Role)));
}

#[tokio::test]
async fn any_question_but_the_last_is_asked_again_when_declined() {
    let mut store = store_with(conversation(3, named("Noor")));
    expect_exchange(&mut store, SessionStatus::InProgress, 5);
    let declining = Understood { declined: true, ..understood(ExtractedFields::default()) };
    let turn = answered(store, hearing(declining)).await.0.unwrap();
    assert_eq!((turn.next_field, turn.progress.collected), (Some(Field::Role), 1));
}

// Answers that arrive at once

/// Finds each of `conversations` in turn.
fn store_with_each(conversations: [Conversation; 2]) -> MockStore {
    let mut store = MockStore::default();
    for conversation in conversations {
        store.onboarding.expect_conversation().times(1).return_once(|_, _| Ok(Some(conversation)));
    }
    store
}

#[tokio::test]
async fn an_answer_that_came_second_is_understood_again_with_what_is_known_by_then() {
    let mut store = store_with_each([conversation(1, ExtractedFields::default()), conversation(3, named("Noor"))]);
    let mut order = Sequence::new();
    let losing = store.onboarding.expect_record_answer().withf(|_, before, _| *before == 1);
    losing.times(1).in_sequence(&mut order).returning(|_, _, _| Err(StoreError::Stale));
    let winning = store.onboarding.expect_record_answer().withf(|_, before, new| (*before, new[0].sequence) == (3, 3));
    winning.times(1).in_sequence(&mut order).returning(|_, _, _| Ok(()));

    let role = ExtractedFields { role: Some("QA analyst".to_owned()), ..ExtractedFields::default() };
    let mut interviewer = MockInterviewer::new();
    let hearing = interviewer.expect_hear().withf(|heard| heard.asked == Field::Name).times(1);
    hearing.returning(|_| Ok(understood(named("Noor"))));
    let hearing = interviewer.expect_hear().withf(|heard| heard.asked == Field::Role).times(1);
    hearing.return_once({
        let role = role.clone();
        |_| Ok(understood(role))
    });

    let turn = answered(store, interviewer).await.0.unwrap();
    assert_eq!((turn.extracted_fields, turn.progress.collected), (role, 2));
}

#[tokio::test]
async fn an_answer_that_came_after_the_session_was_closed_is_refused() {
    let abandoned = Conversation { session: closed(SessionStatus::Abandoned), ..conversation(3, named("Noor")) };
    let mut store = store_with_each([conversation(1, ExtractedFields::default()), abandoned]);
    store.onboarding.expect_record_answer().times(1).returning(|_, _, _| Err(StoreError::Stale));
    let (outcome, committed) = answered(store, hearing(understood(named("Noor")))).await;
    assert_eq!((code(outcome), committed), ("session_closed", 0));
}

#[tokio::test]
async fn an_answer_that_always_comes_second_is_given_up() {
    let mut store = MockStore::default();
    store.onboarding.expect_conversation().returning(|_, _| Ok(Some(conversation(1, ExtractedFields::default()))));
    let recording = store.onboarding.expect_record_answer().times(Onboarding::ATTEMPTS);
    recording.returning(|_, _, _| Err(StoreError::Stale));
    let mut interviewer = MockInterviewer::new();
    interviewer.expect_hear().times(Onboarding::ATTEMPTS).returning(|_| Ok(understood(named("Noor"))));
    let (outcome, committed) = answered(store, interviewer).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Conflict, "session_busy", 0));
}

// What the command accepts

#[rstest]
#[case("", false)]
#[case(" \n\t", false)]
#[case("é", true)]
#[case(&"é".repeat(4000), true)]
#[case(&"é".repeat(4001), false)]
fn an_answer_says_something_in_4000_characters(#[case] answer: &str, #[case] fine: bool) {
    let command = AnswerQuestion { session_id: session().id, answer: answer.to_owned() };
    assert_eq!(command.validate().is_ok(), fine);
}
