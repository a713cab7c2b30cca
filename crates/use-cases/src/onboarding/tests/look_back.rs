//! Where somebody stands, what was said, and giving up.

use domain::identity::{NextStep, OnboardingStatus, User};
use domain::ids::MessageId;
use domain::onboarding::{ConversationMessage, MessageRole};
use ports::onboarding::OnboardingOverview;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use ports::testing::{guest, nth_id};
use rstest::rstest;

use super::*;
use crate::error::ErrorKind;

fn of(store: MockStore) -> Onboarding {
    onboarding(store, MockInterviewer::new()).0
}

#[tokio::test]
async fn the_state_follows_from_account_and_latest_session() {
    let overview = OnboardingOverview {
        user: User { onboarding_status: OnboardingStatus::ProfilePending, ..guest() },
        latest_session: Some(session()),
        profile: None,
    };
    let mut store = MockStore::default();
    store.onboarding.expect_overview().with(eq(OWNER)).times(1).return_once(|_| Ok(Some(overview)));
    let state = of(store).state(OWNER).await.unwrap();
    assert_eq!((state.next_step, state.onboarding_completed), (NextStep::Answer, false));
    assert_eq!(state.latest_session, Some(session()));
}

#[tokio::test]
async fn an_unknown_account_has_no_state() {
    let mut store = MockStore::default();
    store.onboarding.expect_overview().times(1).returning(|_| Ok(None));
    assert_eq!(code(of(store).state(OWNER).await), "not_found");
}

#[tokio::test]
async fn sessions_are_listed_page_by_page_for_their_owner() {
    let request = PageRequest { after: Some(session().id), limit: 7 };
    let mut store = MockStore::default();
    let listing = store.onboarding.expect_sessions().with(eq(OWNER), eq(request)).times(1);
    listing.returning(|_, _| Ok(Page { items: vec![session()], next: Some(session().id) }));
    let page = of(store).sessions(OWNER, request).await.unwrap();
    assert_eq!((page.items, page.next), (vec![session()], Some(session().id)));
}

#[rstest]
#[case::own(Some(session()), true)]
#[case::unknown_or_somebody_elses(None, false)]
#[tokio::test]
async fn a_session_is_shown_to_its_owner(#[case] found: Option<OnboardingSession>, #[case] shown: bool) {
    let mut store = MockStore::default();
    store.onboarding.expect_find().with(eq(OWNER), eq(session().id)).times(1).return_once(|_, _| Ok(found));
    match of(store).session(OWNER, session().id).await {
        Ok(found) => assert!(shown && found == session()),
        Err(error) => assert_eq!((error.code(), shown), ("not_found", false)),
    }
}

fn greeted() -> ConversationMessage {
    ConversationMessage {
        id: MessageId(nth_id(0x3e55)),
        user_id: OWNER,
        session_id: session().id,
        sequence: 0,
        role: MessageRole::Assistant,
        content: "Hello!".to_owned(),
        extracted_fields: None,
        llm_metadata: Some(llm("offline")),
        created_at: now(),
    }
}

async fn messages_after(
    after: Option<u32>,
    items: Vec<ConversationMessage>,
) -> Result<Page<ConversationMessage, u32>, OnboardingError> {
    let request = PageRequest { after, limit: 20 };
    let mut store = MockStore::default();
    let listing = store.onboarding.expect_messages().with(eq(OWNER), eq(session().id), eq(request)).times(1);
    listing.return_once(|_, _, _| Ok(Page { items, next: None }));
    of(store).messages(OWNER, session().id, request).await
}

#[tokio::test]
async fn messages_are_those_of_the_owners_session() {
    assert_eq!(messages_after(None, vec![greeted()]).await.unwrap().items, [greeted()]);
}

#[tokio::test]
async fn a_session_without_even_a_greeting_is_not_found() {
    assert_eq!(code(messages_after(None, vec![]).await), "not_found");
}

#[tokio::test]
async fn a_later_page_may_be_empty() {
    assert!(messages_after(Some(12), vec![]).await.unwrap().items.is_empty());
}

// Giving up

/// Finds the session with `messages` messages.
fn expect_find(store: &mut MockStore, messages: u32) {
    let found = OnboardingSession { total_messages_count: messages, ..session() };
    let finding = store.onboarding.expect_find().with(eq(OWNER), eq(session().id)).times(1);
    finding.return_once(|_, _| Ok(Some(found)));
}

/// Takes the abandoned session over its `messages` messages.
fn expect_abandoning(store: &mut MockStore, messages: u32, outcome: Result<(), StoreError>) {
    let abandons =
        move |one: &OnboardingSession, before: &u32| (one.status, *before) == (SessionStatus::Abandoned, messages);
    store.onboarding.expect_update().withf(abandons).times(1).return_once(|_, _| outcome);
}

#[tokio::test]
async fn a_session_in_progress_can_be_abandoned() {
    let mut store = MockStore::default();
    expect_find(&mut store, 5);
    expect_abandoning(&mut store, 5, Ok(()));
    assert!(of(store).abandon(OWNER, session().id).await.is_ok());
}

#[tokio::test]
async fn a_session_that_was_answered_meanwhile_is_abandoned_with_that_answer() {
    let mut store = MockStore::default();
    expect_find(&mut store, 5);
    expect_abandoning(&mut store, 5, Err(StoreError::Stale));
    expect_find(&mut store, 7);
    expect_abandoning(&mut store, 7, Ok(()));
    assert!(of(store).abandon(OWNER, session().id).await.is_ok());
}

#[tokio::test]
async fn a_session_that_was_completed_meanwhile_is_not_abandoned() {
    let mut store = MockStore::default();
    expect_find(&mut store, 5);
    expect_abandoning(&mut store, 5, Err(StoreError::Stale));
    store.onboarding.expect_find().times(1).returning(|_, _| Ok(Some(closed(SessionStatus::Completed))));
    assert_eq!(code(of(store).abandon(OWNER, session().id).await), "session_closed");
}

#[tokio::test]
async fn a_session_that_is_always_answered_meanwhile_is_given_up() {
    let mut store = MockStore::default();
    store.onboarding.expect_find().times(Onboarding::ATTEMPTS).returning(|_, _| Ok(Some(session())));
    store.onboarding.expect_update().times(Onboarding::ATTEMPTS).returning(|_, _| Err(StoreError::Stale));
    assert_eq!(code(of(store).abandon(OWNER, session().id).await), "session_busy");
}

#[rstest]
#[case(SessionStatus::Completed)]
#[case(SessionStatus::Abandoned)]
#[tokio::test]
async fn a_closed_session_cannot_be_abandoned(#[case] status: SessionStatus) {
    let mut store = MockStore::default();
    store.onboarding.expect_find().times(1).returning(move |_, _| Ok(Some(closed(status))));
    let error = of(store).abandon(OWNER, session().id).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "session_closed"));
}

#[tokio::test]
async fn an_unknown_session_cannot_be_abandoned() {
    let mut store = MockStore::default();
    store.onboarding.expect_find().times(1).returning(|_, _| Ok(None));
    assert_eq!(code(of(store).abandon(OWNER, session().id).await), "not_found");
}

#[tokio::test]
async fn an_abandonment_that_is_not_stored_is_not_told_as_done() {
    let mut store = MockStore::default();
    expect_find(&mut store, 5);
    expect_abandoning(&mut store, 5, Err(StoreError::Unavailable));
    assert_eq!(code(of(store).abandon(OWNER, session().id).await), "database_unavailable");
}
