//! Onboarding: where its conversations are kept, and who leads them.

mod interviewer;

use async_trait::async_trait;
use domain::identity::User;
use domain::ids::{SessionId, UserId};
use domain::onboarding::{Collected, ConversationMessage, OnboardingProfile, OnboardingSession};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

#[cfg(feature = "testing")]
pub use interviewer::MockInterviewer;
pub use interviewer::{Greeting, Heard, Interviewer, InterviewerError, Understood};

/// A session with all that its messages have collected.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    pub session: OnboardingSession,
    pub collected: Collected,
}

/// Where somebody stands in onboarding.
#[derive(Debug, Clone, PartialEq)]
pub struct OnboardingOverview {
    pub user: User,
    pub latest_session: Option<OnboardingSession>,
    pub profile: Option<OnboardingProfile>,
}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait OnboardingRepository: Send + Sync {
    /// `Conflict("session_in_progress")` when the owner has one already: of two starts at the same instant one wins.
    async fn insert(&self, session: &OnboardingSession) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: SessionId) -> Result<Option<OnboardingSession>, StoreError>;

    /// The session and what it has collected, in one statement.
    async fn conversation(&self, owner: UserId, id: SessionId) -> Result<Option<Conversation>, StoreError>;

    /// The owner's session in progress, in one statement.
    async fn open_conversation(&self, owner: UserId) -> Result<Option<Conversation>, StoreError>;

    /// Writes the session over the state in which it was read: `Stale` when it is no longer in progress, or holds
    /// another number of messages than `messages_before`.
    async fn update(&self, session: &OnboardingSession, messages_before: u32) -> Result<(), StoreError>;

    /// Writes the session as `update` does, and with it the answer and the reply that it counts: all of it or, as when it is
    /// `Stale`, nothing, without a transaction around it.
    async fn record_answer(
        &self,
        session: &OnboardingSession,
        messages_before: u32,
        exchange: &[ConversationMessage; 2],
    ) -> Result<(), StoreError>;

    /// Newest first.
    async fn sessions(
        &self,
        owner: UserId,
        page: PageRequest<SessionId>,
    ) -> Result<Page<OnboardingSession, SessionId>, StoreError>;

    /// Several messages in one statement.
    async fn insert_messages(&self, messages: &[ConversationMessage]) -> Result<(), StoreError>;

    /// Oldest first, by sequence. Empty for a session that is unknown or somebody else's; every session has a greeting.
    async fn messages(
        &self,
        owner: UserId,
        session: SessionId,
        page: PageRequest<u32>,
    ) -> Result<Page<ConversationMessage, u32>, StoreError>;

    /// The words that were said last to the person.
    async fn last_reply(&self, owner: UserId, session: SessionId) -> Result<Option<ConversationMessage>, StoreError>;

    /// Inserts, or replaces what an earlier conversation left.
    async fn save_profile(&self, profile: &OnboardingProfile) -> Result<(), StoreError>;

    /// Account, latest session and outcome in one statement. `None` when there is no such account.
    async fn overview(&self, owner: UserId) -> Result<Option<OnboardingOverview>, StoreError>;
}
