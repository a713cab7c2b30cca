use std::sync::Arc;

use domain::ids::SessionId;
use domain::onboarding::{OnboardingSession, SessionStatus};
use ports::paging::PageRequest;
use ports::store::{Repositories, Store, StoreError};
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_guest, a_session, at, id};
use crate::support::{TestResult, assert_conflict, fault, open};

fn closed(number: u128, status: SessionStatus) -> OnboardingSession {
    let completed_at = (status == SessionStatus::Completed).then(|| at(3));
    OnboardingSession { status, completed_at, ..a_session(number, &a_guest(1)) }
}

#[rstest]
#[tokio::test]
async fn a_session_comes_back_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, session) = two_people_and_a_session(&opened).await;
    assert_eq!(onboarding.find(user.id, session.id).await?, Some(session.clone()));
    assert_eq!(onboarding.find(other.id, session.id).await?, None);
    assert_eq!(onboarding.find(user.id, SessionId(id(11))).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn sessions_of_every_status_come_back_whole(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    for (number, status) in (20..).zip(SessionStatus::ALL) {
        let session = OnboardingSession {
            llm_provider_used: None,
            total_messages_count: i32::MAX.unsigned_abs(),
            ip_address: Some("192.0.2.1".to_owned()),
            user_agent: Some("Mozilla/5.0 🦀".to_owned()),
            updated_at: at(8),
            ..closed(number, *status)
        };
        opened.store.onboarding().insert(&session).await?;
        assert_eq!(opened.store.onboarding().find(user.id, session.id).await?, Some(session));
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_owner_has_one_session_in_progress_at_a_time(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, session) = two_people_and_a_session(&opened).await;
    assert_conflict("session_in_progress", onboarding.insert(&a_session(11, &user)).await);
    onboarding.insert(&a_session(12, &other)).await?;
    onboarding.insert(&closed(13, SessionStatus::Abandoned)).await?;

    onboarding.update(&session.abandon(at(5)).expect("open"), 1).await?;
    onboarding.insert(&a_session(14, &user)).await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_session_belongs_to_an_account(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let opened = open(backend).await;
    fault(opened.store.onboarding().insert(&a_session(1, &a_guest(1))).await);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_starts_at_the_same_instant_one_wins(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    for person in 1..=10 {
        let user = a_guest(person);
        opened.store.users().insert(&user).await?;
        let starts = [100, 200].map(|number| {
            let (store, session) = (Arc::clone(&opened.store), a_session(number + person, &user));
            tokio::spawn(async move {
                let tx = store.begin().await?;
                tx.onboarding().insert(&session).await?;
                tx.commit().await
            })
        });
        let [first, second] = starts;
        let outcomes = [first.await.expect("no panic"), second.await.expect("no panic")];
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let refused = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(StoreError::Conflict("session_in_progress"))))
            .count();
        assert_eq!((won, refused), (1, 1), "{outcomes:?}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn sessions_come_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, _) = two_people_and_a_session(&opened).await;
    for number in 20..24 {
        onboarding.insert(&closed(number, SessionStatus::Completed)).await?;
    }
    onboarding.insert(&a_session(50, &other)).await?;

    let first = onboarding.sessions(user.id, PageRequest { after: None, limit: 2 }).await?;
    assert_eq!(first.items, [closed(23, SessionStatus::Completed), closed(22, SessionStatus::Completed)]);
    assert_eq!(first.next, Some(SessionId(id(22))));

    // Newer ones that come in between shift nothing.
    onboarding.insert(&closed(30, SessionStatus::Abandoned)).await?;
    let second = onboarding.sessions(user.id, PageRequest { after: first.next, limit: 2 }).await?;
    assert_eq!(second.items.iter().map(|session| session.id.0).collect::<Vec<_>>(), [id(21), id(20)]);
    let last = onboarding.sessions(user.id, PageRequest { after: second.next, limit: 2 }).await?;
    assert_eq!(last.items.iter().map(|session| session.id.0).collect::<Vec<_>>(), [id(10)]);
    assert_eq!(last.next, None);

    let nobodys = onboarding.sessions(a_guest(9).id, PageRequest { after: None, limit: 2 }).await?;
    assert!(nobodys.items.is_empty() && nobodys.next.is_none());
    Ok(())
}
