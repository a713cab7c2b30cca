use std::sync::Arc;

use domain::onboarding::{OnboardingSession, SessionStatus};
use ports::store::{Repositories, Store, StoreError};
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_session, answered, at};
use crate::support::{Opened, TestResult, assert_stale, open};

async fn stored(opened: &Opened, session: &OnboardingSession) -> OnboardingSession {
    let found = opened.store.onboarding().find(session.user_id, session.id).await;
    found.expect("an answer").expect("a session")
}

#[rstest]
#[tokio::test]
async fn an_update_replaces_all_but_id_owner_and_creation(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, other, session) = two_people_and_a_session(&opened).await;
    opened.store.onboarding().insert(&a_session(11, &other)).await?;
    let changed = OnboardingSession {
        status: SessionStatus::Completed,
        llm_provider_used: Some("another".to_owned()),
        total_messages_count: 3,
        ip_address: Some("192.0.2.1".to_owned()),
        user_agent: Some("Mozilla/5.0".to_owned()),
        completed_at: Some(at(5)),
        created_at: at(6),
        updated_at: at(7),
        ..session.clone()
    };
    opened.store.onboarding().update(&changed, 1).await?;
    assert_eq!(stored(&opened, &session).await, OnboardingSession { created_at: session.created_at, ..changed });
    assert_eq!(stored(&opened, &a_session(11, &other)).await, a_session(11, &other), "nobody else is touched");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_update_over_another_number_of_messages_is_stale(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    assert_stale(opened.store.onboarding().update(&answered(&session), 0).await);
    assert_stale(opened.store.onboarding().update(&answered(&session), 3).await);
    assert_eq!(stored(&opened, &session).await, session);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_update_of_a_closed_session_is_stale(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let closed = session.clone().abandon(at(5)).expect("open");
    opened.store.onboarding().update(&closed, 1).await?;
    assert_stale(opened.store.onboarding().update(&answered(&session), 1).await);
    assert_stale(opened.store.onboarding().update(&closed, 1).await);
    assert_eq!(stored(&opened, &session).await, closed);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_update_of_somebody_elses_session_is_stale(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, other, session) = two_people_and_a_session(&opened).await;
    let stolen = OnboardingSession { user_id: other.id, ..answered(&session) };
    assert_stale(opened.store.onboarding().update(&stolen, 1).await);
    assert_eq!(stored(&opened, &session).await, session);
    Ok(())
}

/// As 200 answers to the same question would: each read a session with one message.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_updates_over_the_same_number_of_messages_one_wins(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(false, true)] in_transactions: bool,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let updates: Vec<_> = (0..200)
        .map(|_| {
            let (store, update) = (Arc::clone(&opened.store), answered(&session));
            tokio::spawn(async move {
                if !in_transactions {
                    return store.onboarding().update(&update, 1).await;
                }
                let tx = store.begin().await?;
                tx.onboarding().update(&update, 1).await?;
                tx.commit().await
            })
        })
        .collect();
    let mut won = 0;
    for update in updates {
        match update.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(StoreError::Stale) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(stored(&opened, &session).await, answered(&session));
    Ok(())
}
