mod answer;
mod complete;
mod look_back;
mod start;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::identity::Client;
use domain::ids::FamilyId;
use domain::onboarding::{
    Collected, ExperienceLevel, ExtractedFields, LlmMetadata, OnboardingSession, SessionStatus, StartupStage,
};
use mockall::predicate::eq;
use ports::onboarding::{Conversation, Heard, InterviewerError, MockInterviewer, Understood};
use ports::testing::{Committed, CountingIds, FixedClock, MockStore, OWNER, session, signing_tokens};

use super::{AnswerQuestion, Onboarding, OnboardingError, Turn};
use crate::error::Classify;
use crate::identity::SignIns;

fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn onboarding_with(store: MockStore, interviewer: MockInterviewer, sign_ins: SignIns) -> (Onboarding, Committed) {
    let (store, committed) = store.build();
    let onboarding = Onboarding {
        store,
        interviewer: Arc::new(interviewer),
        ids: sign_ins.ids.clone(),
        sign_ins: Arc::new(sign_ins),
        clock: Arc::new(FixedClock::default()),
    };
    (onboarding, committed)
}

fn onboarding(store: MockStore, interviewer: MockInterviewer) -> (Onboarding, Committed) {
    let sign_ins = SignIns { tokens: Arc::new(signing_tokens()), ids: Arc::new(CountingIds::default()) };
    onboarding_with(store, interviewer, sign_ins)
}

fn client() -> Client {
    Client { ip_address: Some("192.0.2.7".to_owned()), user_agent: Some("curl".to_owned()) }
}

fn llm(provider: &str) -> LlmMetadata {
    LlmMetadata {
        provider: provider.to_owned(),
        model: "rules-1".to_owned(),
        tokens_used: 7,
        latency_ms: 12,
        cost_usd: 0.5,
    }
}

fn code<T: std::fmt::Debug>(outcome: Result<T, OnboardingError>) -> &'static str {
    outcome.unwrap_err().code()
}

fn named(name: &str) -> ExtractedFields {
    ExtractedFields { name: Some(name.to_owned()), ..ExtractedFields::default() }
}

fn all_but_the_last() -> ExtractedFields {
    ExtractedFields {
        role: Some("UX researcher".to_owned()),
        experience_level: Some(ExperienceLevel::Mid),
        location: Some("Osaka".to_owned()),
        startup_stage: Some(StartupStage::Early),
        ..named("Noor")
    }
}

/// The owner's session when it holds `messages` messages and knows what they extracted.
fn conversation(messages: u32, known: ExtractedFields) -> Conversation {
    let session = OnboardingSession { total_messages_count: messages, ..session() };
    Conversation { session, collected: Collected::replay([known]) }
}

fn closed(status: SessionStatus) -> OnboardingSession {
    OnboardingSession { status, ..session() }
}

fn understood(extracted: ExtractedFields) -> Understood {
    Understood { extracted, declined: false, reply: "And then?".to_owned(), llm: llm("claude") }
}

/// Hears one answer only.
fn hearing(understood: Understood) -> MockInterviewer {
    let mut interviewer = MockInterviewer::new();
    interviewer.expect_hear().times(1).return_once(|_| Ok(understood));
    interviewer
}

fn unreachable() -> MockInterviewer {
    let mut interviewer = MockInterviewer::new();
    interviewer.expect_greet().returning(|| Err(InterviewerError::Unavailable));
    interviewer.expect_hear().returning(|_: &Heard| Err(InterviewerError::Unavailable));
    interviewer
}

fn store_with(conversation: Conversation) -> MockStore {
    let mut store = MockStore::default();
    let finding = store.onboarding.expect_conversation().with(eq(OWNER), eq(session().id));
    finding.times(1).return_once(|_, _| Ok(Some(conversation)));
    store
}

/// Takes the session once it stands at `status` with `messages` messages, and two new ones.
fn expect_exchange(store: &mut MockStore, status: SessionStatus, messages: u32) {
    let is_next =
        move |session: &OnboardingSession| (session.status, session.total_messages_count) == (status, messages);
    let recording = store.onboarding.expect_record_answer();
    let recording = recording.withf(move |session, before, _| is_next(session) && *before == messages - 2);
    recording.times(1).returning(|_, _, _| Ok(()));
}

async fn answered(store: MockStore, interviewer: MockInterviewer) -> (Result<Turn, OnboardingError>, usize) {
    let (onboarding, committed) = onboarding(store, interviewer);
    let command = AnswerQuestion { session_id: session().id, answer: "I am Noor".to_owned() };
    let outcome = onboarding.answer(OWNER, command).await;
    (outcome, committed.count())
}
