//! Starting, resuming and starting anew.

mod as_caller;
mod as_guest;
mod restart;
mod resume;

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
    interviewer.expect_greet().times(1).returning(move || Ok(greeting.clone()));
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

/// Finds each of these in turn.
fn expect_open(store: &mut MockStore, conversations: impl IntoIterator<Item = Option<Conversation>>) {
    for conversation in conversations {
        let finding = store.onboarding.expect_open_conversation().with(eq(OWNER));
        finding.times(1).return_once(|_| Ok(conversation));
    }
}

fn store_with_open(conversation: Conversation) -> MockStore {
    let mut store = MockStore::default();
    expect_open(&mut store, [Some(conversation)]);
    store
}
