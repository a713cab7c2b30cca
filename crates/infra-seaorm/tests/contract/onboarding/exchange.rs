//! An answer with its reply: both are kept with the session, or nothing is.

use std::sync::Arc;

use domain::ids::SessionId;
use domain::onboarding::{ConversationMessage, MessageRole, OnboardingSession, SessionStatus};
use ports::paging::PageRequest;
use ports::store::{Repositories, Store, StoreError};
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_message, a_session, an_extraction, answered, at, id, metadata, name};
use crate::support::{Opened, TestResult, assert_stale, fault, open};

fn exchange(session: &OnboardingSession) -> [ConversationMessage; 2] {
    let answer = ConversationMessage {
        role: MessageRole::User,
        content: "I'm Zoë 🦀\n\t'quoted' \"twice\" \\ %_ $1 ?".to_owned(),
        ..a_message(1, session, 1)
    };
    let reply =
        ConversationMessage { llm_metadata: Some(metadata()), ..an_extraction(2, session, 2, name("Zoë 🦀")) };
    [answer, reply]
}

async fn stored(opened: &Opened, session: &OnboardingSession) -> (OnboardingSession, Vec<ConversationMessage>) {
    let onboarding = opened.store.onboarding();
    let found = onboarding.find(session.user_id, session.id).await.expect("an answer").expect("a session");
    let all = PageRequest { after: None, limit: 100 };
    let messages = onboarding.messages(session.user_id, session.id, all).await.expect("an answer");
    (found, messages.items)
}

#[rstest]
#[tokio::test]
async fn an_answer_is_recorded_with_its_reply_and_its_session(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(false, true)] in_transaction: bool,
) -> TestResult {
    let opened = open(backend).await;
    let (_, other, session) = two_people_and_a_session(&opened).await;
    let others = a_session(11, &other);
    opened.store.onboarding().insert(&others).await?;
    let changed = OnboardingSession {
        status: SessionStatus::Completed,
        llm_provider_used: None,
        total_messages_count: 3,
        ip_address: Some("192.0.2.1".to_owned()),
        user_agent: Some("Mozilla/5.0".to_owned()),
        completed_at: Some(at(5)),
        created_at: at(6),
        updated_at: at(7),
        ..session.clone()
    };
    if in_transaction {
        let tx = opened.store.begin().await?;
        tx.onboarding().record_answer(&changed, 1, &exchange(&session)).await?;
        tx.commit().await?;
    } else {
        opened.store.onboarding().record_answer(&changed, 1, &exchange(&session)).await?;
    }
    let expected = OnboardingSession { created_at: session.created_at, ..changed };
    assert_eq!(stored(&opened, &session).await, (expected, exchange(&session).into()));
    assert_eq!(stored(&opened, &others).await, (others, Vec::new()), "nobody else is touched");
    let conversation = opened.store.onboarding().conversation(session.user_id, session.id).await?;
    assert_eq!(conversation.expect("a session").collected.fields(), &name("Zoë 🦀"));
    Ok(())
}

#[rstest]
#[case::of_fewer_messages(0, 10)]
#[case::of_more_messages(3, 10)]
#[case::of_no_session(1, 99)]
#[tokio::test]
async fn an_answer_to_another_state_is_stale_and_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(false, true)] in_transaction: bool,
    #[case] messages_before: u32,
    #[case] number: u128,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let answer = OnboardingSession { id: SessionId(id(number)), ..answered(&session) };
    if in_transaction {
        let tx = opened.store.begin().await?;
        assert_stale(tx.onboarding().record_answer(&answer, messages_before, &exchange(&answer)).await);
        // The transaction is as good as before.
        tx.onboarding().record_answer(&answered(&session), 1, &exchange(&session)).await?;
        drop(tx);
    } else {
        assert_stale(opened.store.onboarding().record_answer(&answer, messages_before, &exchange(&answer)).await);
    }
    assert_eq!(stored(&opened, &session).await, (session, Vec::new()));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_answer_to_a_closed_session_is_stale_and_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let closed = session.clone().abandon(at(5)).expect("open");
    opened.store.onboarding().update(&closed, 1).await?;
    assert_stale(opened.store.onboarding().record_answer(&answered(&session), 1, &exchange(&session)).await);
    assert_eq!(stored(&opened, &session).await, (closed, Vec::new()));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_answer_to_somebody_elses_session_is_stale_and_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, other, session) = two_people_and_a_session(&opened).await;
    let stolen = OnboardingSession { user_id: other.id, ..answered(&session) };
    assert_stale(opened.store.onboarding().record_answer(&stolen, 1, &exchange(&stolen)).await);
    assert_eq!(stored(&opened, &session).await, (session, Vec::new()));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_answer_whose_messages_cannot_be_inserted_leaves_the_session_as_it_was(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(false, true)] in_transaction: bool,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let [answer, reply] = exchange(&session);
    // The second one stands in the way of the first.
    let twice = [answer.clone(), ConversationMessage { sequence: 1, ..reply }];
    if in_transaction {
        let tx = opened.store.begin().await?;
        fault(tx.onboarding().record_answer(&answered(&session), 1, &twice).await);
        fault(tx.commit().await);
    } else {
        fault(opened.store.onboarding().record_answer(&answered(&session), 1, &twice).await);
    }
    assert_eq!(stored(&opened, &session).await, (session.clone(), Vec::new()));
    // Neither a lock nor an open transaction is left behind.
    opened.store.onboarding().record_answer(&answered(&session), 1, &exchange(&session)).await
}

/// As 200 answers to the same question would: each read a session with one message.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_answers_at_once_one_is_recorded(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(false, true)] in_transactions: bool,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let answers: Vec<_> = (0..200_u128)
        .map(|number| {
            let (store, session) = (Arc::clone(&opened.store), session.clone());
            tokio::spawn(async move {
                let next = answered(&session);
                let exchange =
                    [1, 2].map(|sequence| a_message(1_000 + number * 2 + u128::from(sequence), &session, sequence));
                if !in_transactions {
                    return store.onboarding().record_answer(&next, 1, &exchange).await;
                }
                let tx = store.begin().await?;
                tx.onboarding().record_answer(&next, 1, &exchange).await?;
                tx.commit().await
            })
        })
        .collect();
    let mut won = 0;
    for answer in answers {
        match answer.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(StoreError::Stale) => {}
            Err(other) => panic!("{other}"),
        }
    }
    let (found, messages) = stored(&opened, &session).await;
    assert_eq!((won, found, messages.len()), (1, answered(&session), 2));
    Ok(())
}
