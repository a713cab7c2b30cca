//! Onboarding by conversation: start or resume, answer, look back, give up.

mod error;
#[cfg(test)]
mod tests;
mod turn;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::identity::{Client, OnboardingStatus, Timezone, User};
use domain::ids::{MessageId, OnboardingProfileId, PreferencesId, ProfileId, SessionId, UserId};
use domain::onboarding::{
    Collected, ConversationMessage, ExtractedFields, LlmMetadata, MessageRole, OnboardingProfile, OnboardingSession,
    prefill_preferences, primary_profile,
};
use domain::preferences::Preferences;
use ports::onboarding::{Conversation, Greeting, Heard, Interviewer, Understood};
use ports::paging::{Page, PageRequest};
use ports::store::{Store, StoreError, Transaction};
use ports::system::{Clock, Ids};
use serde::Deserialize;
use validator::Validate;

use crate::identity::{Caller, SignIns};

pub use error::OnboardingError;
pub use turn::{OnboardingState, Progress, Started, Turn};

/// Starts a conversation, or resumes the one in progress.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartOnboarding {
    /// Abandons the conversation in progress and starts anew.
    pub restart: bool,
    /// Where you came from, for instance `web` or `referral`. Kept for a new guest.
    #[validate(length(max = 100))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub source: Option<String>,
    /// Kept for a new guest.
    pub timezone: Option<Timezone>,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerQuestion {
    pub session_id: SessionId,
    /// Free text in one's own words.
    #[validate(length(max = 4000), custom(function = "domain::validation::not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000, pattern = r"[^\s\x85]"))]
    pub answer: String,
}

pub struct Onboarding {
    pub store: Arc<dyn Store>,
    pub interviewer: Arc<dyn Interviewer>,
    pub sign_ins: Arc<SignIns>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

impl Onboarding {
    /// How often an answer is understood anew because another one to the same session came first.
    const ATTEMPTS: usize = 5;

    /// Without a caller a guest account is made for the conversation.
    pub async fn start(
        &self,
        caller: Option<Caller>,
        command: StartOnboarding,
        client: &Client,
    ) -> Result<Started, OnboardingError> {
        match caller {
            None => self.start_as_guest(command, client).await,
            Some(caller) => self.start_or_resume(caller.user_id, command.restart, client).await,
        }
    }

    async fn start_as_guest(&self, command: StartOnboarding, client: &Client) -> Result<Started, OnboardingError> {
        let greeting = self.interviewer.greet().await?;
        let now = self.clock.now();
        let id = UserId(self.ids.next());
        let user = User::guest(id, command.timezone.unwrap_or_default(), command.source, now)
            .advance(OnboardingStatus::ProfilePending, now);
        let (token, signed_in) = self.sign_ins.open(user.clone(), client, now)?;
        let tx = self.store.begin().await?;
        tx.users().insert(&user).await?;
        tx.refresh_tokens().insert(&token).await?;
        let started = self.open_session(&*tx, id, greeting, client, now).await?;
        tx.commit().await?;
        Ok(Started { tokens: Some(signed_in.tokens), ..started })
    }

    async fn start_or_resume(&self, owner: UserId, restart: bool, client: &Client) -> Result<Started, OnboardingError> {
        let mut greeting = None;
        for _ in 0..Self::ATTEMPTS {
            if !restart && let Some(resumed) = self.resume(owner).await? {
                return Ok(resumed);
            }
            let greeting = match &greeting {
                Some(greeting) => greeting,
                None => greeting.insert(self.interviewer.greet().await?),
            };
            match self.start_anew(owner, restart, greeting.clone(), client).await {
                // Another start or an answer came first; look again.
                Err(OnboardingError::Store(StoreError::Conflict("session_in_progress") | StoreError::Stale)) => {}
                outcome => return outcome,
            }
        }
        Err(OnboardingError::Busy)
    }

    /// The conversation in progress with the words that were said last.
    async fn resume(&self, owner: UserId) -> Result<Option<Started>, OnboardingError> {
        for _ in 0..Self::ATTEMPTS {
            let Some(conversation) = self.store.onboarding().open_conversation(owner).await? else { return Ok(None) };
            let session = &conversation.session;
            let last = self.store.onboarding().last_reply(owner, session.id).await?;
            let corrupt =
                || StoreError::Backend(format!("onboarding_sessions {}: the last reply is missing", session.id));
            let last = last.ok_or_else(corrupt)?;
            let llm = last.llm_metadata.ok_or_else(corrupt)?;
            // An answer may have come between the two reads; then these words belong to a later state.
            if last.sequence + 1 == session.total_messages_count {
                let turn = Turn::new(&conversation, ExtractedFields::default(), last.content, None, llm);
                return Ok(Some(Started { turn, tokens: None, is_new: false }));
            }
        }
        Err(OnboardingError::Busy)
    }

    async fn start_anew(
        &self,
        owner: UserId,
        restart: bool,
        greeting: Greeting,
        client: &Client,
    ) -> Result<Started, OnboardingError> {
        let now = self.clock.now();
        let tx = self.store.begin().await?;
        let user = self.lock_account(&*tx, owner).await?;
        if restart && let Some(open) = tx.onboarding().open_conversation(owner).await? {
            let before = open.session.total_messages_count;
            tx.onboarding().update(&open.session.abandon(now)?, before).await?;
        }
        tx.users().update(&user.advance(OnboardingStatus::ProfilePending, now)).await?;
        let started = self.open_session(&*tx, owner, greeting, client, now).await?;
        tx.commit().await?;
        Ok(started)
    }

    async fn lock_account(&self, tx: &dyn Transaction, owner: UserId) -> Result<User, OnboardingError> {
        tx.users().find_for_update(owner).await?.ok_or(OnboardingError::NotFound)
    }

    async fn open_session(
        &self,
        tx: &dyn Transaction,
        owner: UserId,
        greeting: Greeting,
        client: &Client,
        now: DateTime<Utc>,
    ) -> Result<Started, OnboardingError> {
        let session = OnboardingSession::start(SessionId(self.ids.next()), owner, greeting.llm.provider.clone(), now)
            .from_client(client.ip_address.clone(), client.user_agent.clone());
        tx.onboarding().insert(&session).await?;
        let message =
            self.reply(&session, 0, greeting.message.clone(), &ExtractedFields::default(), &greeting.llm, now);
        tx.onboarding().insert_messages(&[message]).await?;
        let conversation = Conversation { session, collected: Collected::default() };
        let turn = Turn::new(&conversation, ExtractedFields::default(), greeting.message, None, greeting.llm);
        Ok(Started { turn, tokens: None, is_new: true })
    }

    /// Understands one answer and stores it with its reply and all that it changes: everything or nothing.
    ///
    /// The answer is understood outside the transaction. When another answer to the same session was stored meanwhile,
    /// this one is understood again with what is known by then.
    pub async fn answer(&self, owner: UserId, command: AnswerQuestion) -> Result<Turn, OnboardingError> {
        for _ in 0..Self::ATTEMPTS {
            match self.try_answer(owner, &command).await {
                Err(OnboardingError::Store(StoreError::Stale)) => {}
                outcome => return outcome,
            }
        }
        Err(OnboardingError::Busy)
    }

    async fn try_answer(&self, owner: UserId, command: &AnswerQuestion) -> Result<Turn, OnboardingError> {
        let conversation = self.store.onboarding().conversation(owner, command.session_id).await?;
        let Conversation { session, collected } = conversation.ok_or(OnboardingError::NotFound)?;
        session.ensure_open()?;
        let before = session.total_messages_count;
        let (understood, news, collected) = self.understand(&command.answer, before, collected).await?;

        let now = self.clock.now();
        let messages = [
            self.message(&session, before, command.answer.clone(), now),
            self.reply(&session, before + 1, understood.reply.clone(), &news, &understood.llm, now),
        ];
        let mut session = session.record_answer(&understood.llm.provider, now)?;
        let mut profile = None;
        if collected.is_complete() {
            session = session.complete(now)?;
            let tx = self.store.begin().await?;
            // The account's lock comes before any other, or two requests could wait for each other.
            let user = self.lock_account(&*tx, owner).await?;
            tx.onboarding().record_answer(&session, before, &messages).await?;
            profile = self.conclude(&*tx, user, &session, &collected, now).await?;
            tx.commit().await?;
        } else {
            self.store.onboarding().record_answer(&session, before, &messages).await?;
        }
        let conversation = Conversation { session, collected };
        Ok(Turn::new(&conversation, news, understood.reply, profile, understood.llm))
    }

    async fn understand(
        &self,
        answer: &str,
        messages_before: u32,
        known: Collected,
    ) -> Result<(Understood, ExtractedFields, Collected), OnboardingError> {
        let asked = known.next_field().ok_or(OnboardingError::Busy)?;
        let heard = Heard { answer: answer.to_owned(), known, asked, answers_before: messages_before / 2 };
        let mut understood = self.interviewer.hear(&heard).await?;
        let news = std::mem::take(&mut understood.extracted).news_to(heard.known.fields());
        let collected = heard.known.with(news.clone(), understood.declined);
        Ok((understood, news, collected))
    }

    /// Keeps the outcome of a complete conversation and fills in what the person has not set yet.
    async fn conclude(
        &self,
        tx: &dyn Transaction,
        user: User,
        session: &OnboardingSession,
        collected: &Collected,
        now: DateTime<Utc>,
    ) -> Result<Option<OnboardingProfile>, OnboardingError> {
        let id = OnboardingProfileId(self.ids.next());
        let Some(profile) = OnboardingProfile::of(id, session, collected, now) else { return Ok(None) };
        let preferences = tx.preferences().find(user.id).await?;
        let preferences =
            preferences.unwrap_or_else(|| Preferences::unset(PreferencesId(self.ids.next()), user.id, now));
        let preferences = prefill_preferences(preferences, &profile, now);
        // Somebody may have confirmed every section before, and lacked only what was filled in now.
        let done = preferences.is_complete();
        let step = if done { OnboardingStatus::Complete } else { OnboardingStatus::ProfileComplete };
        let user = user.suggest_display_name(&profile.name, now).advance(step, now);
        let career = primary_profile(ProfileId(self.ids.next()), &user, &profile, now);
        tx.users().update(&user).await?;
        tx.preferences().save(&preferences).await?;
        tx.profiles().insert_first_primary(&career).await?;
        tx.onboarding().save_profile(&profile).await?;
        Ok(Some(profile))
    }

    fn message(
        &self,
        session: &OnboardingSession,
        sequence: u32,
        content: String,
        now: DateTime<Utc>,
    ) -> ConversationMessage {
        ConversationMessage {
            id: MessageId(self.ids.next()),
            user_id: session.user_id,
            session_id: session.id,
            sequence,
            role: MessageRole::User,
            content,
            extracted_fields: None,
            llm_metadata: None,
            created_at: now,
        }
    }

    fn reply(
        &self,
        session: &OnboardingSession,
        sequence: u32,
        content: String,
        extracted: &ExtractedFields,
        llm: &LlmMetadata,
        now: DateTime<Utc>,
    ) -> ConversationMessage {
        ConversationMessage {
            role: MessageRole::Assistant,
            extracted_fields: (!extracted.is_empty()).then(|| extracted.clone()),
            llm_metadata: Some(llm.clone()),
            ..self.message(session, sequence, content, now)
        }
    }

    pub async fn state(&self, owner: UserId) -> Result<OnboardingState, OnboardingError> {
        let overview = self.store.onboarding().overview(owner).await?.ok_or(OnboardingError::NotFound)?;
        Ok(overview.into())
    }

    /// Newest first.
    pub async fn sessions(
        &self,
        owner: UserId,
        page: PageRequest<SessionId>,
    ) -> Result<Page<OnboardingSession, SessionId>, OnboardingError> {
        Ok(self.store.onboarding().sessions(owner, page).await?)
    }

    pub async fn session(&self, owner: UserId, id: SessionId) -> Result<OnboardingSession, OnboardingError> {
        self.store.onboarding().find(owner, id).await?.ok_or(OnboardingError::NotFound)
    }

    /// Oldest first.
    pub async fn messages(
        &self,
        owner: UserId,
        id: SessionId,
        request: PageRequest<u32>,
    ) -> Result<Page<ConversationMessage, u32>, OnboardingError> {
        let page = self.store.onboarding().messages(owner, id, request).await?;
        // Every session begins with a greeting: a first page without one belongs to no session of the caller's.
        if page.items.is_empty() && request.after.is_none() {
            return Err(OnboardingError::NotFound);
        }
        Ok(page)
    }

    pub async fn abandon(&self, owner: UserId, id: SessionId) -> Result<(), OnboardingError> {
        for _ in 0..Self::ATTEMPTS {
            let session = self.session(owner, id).await?;
            let before = session.total_messages_count;
            match self.store.onboarding().update(&session.abandon(self.clock.now())?, before).await {
                // An answer came first; look again.
                Err(StoreError::Stale) => {}
                outcome => return Ok(outcome?),
            }
        }
        Err(OnboardingError::Busy)
    }
}
