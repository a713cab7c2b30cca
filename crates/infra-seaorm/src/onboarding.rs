//! Onboarding conversations in `onboarding_sessions` and `conversation_messages`, what they found out in `onboarding_profiles`.

mod conversation;
mod exchange;
mod message_row;
mod outcome_row;
mod overview;
mod session_row;

use async_trait::async_trait;
use domain::ids::{SessionId, UserId};
use domain::onboarding::{ConversationMessage, MessageRole, OnboardingProfile, OnboardingSession};
use ports::onboarding::{Conversation, OnboardingOverview, OnboardingRepository};
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::column::to_integer;
use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;
use message_row as message;
use outcome_row as outcome;
use session_row as session;

const OPEN_SESSION: Unique = Unique {
    constraint: "onboarding_sessions_unique_user_id",
    sqlite: "onboarding_sessions.user_id",
    conflict: "session_in_progress",
};

fn messages_of(owner: UserId, session: SessionId) -> Select<message::Entity> {
    let column = message::COLUMN;
    message::Entity::find().filter(column.user_id.eq(owner.0)).filter(column.session_id.eq(session.0))
}

#[async_trait]
impl<C: ConnectionTrait + Send> OnboardingRepository for SeaOrm<C> {
    async fn insert(&self, session: &OnboardingSession) -> Result<(), StoreError> {
        let statement = session::Entity::insert(session::columns_of(session)?).into_query();
        self.write_or_conflict(&statement, &[OPEN_SESSION]).await.map(|_| ())
    }

    async fn find(&self, owner: UserId, id: SessionId) -> Result<Option<OnboardingSession>, StoreError> {
        let query = session::of(owner).filter(session::COLUMN.id.eq(id.0));
        self.read(query.one(self.connection())).await?.map(session::entity_of).transpose()
    }

    async fn conversation(&self, owner: UserId, id: SessionId) -> Result<Option<Conversation>, StoreError> {
        conversation::by_id(self, owner, id).await
    }

    async fn open_conversation(&self, owner: UserId) -> Result<Option<Conversation>, StoreError> {
        conversation::open(self, owner).await
    }

    async fn update(&self, session: &OnboardingSession, messages_before: u32) -> Result<(), StoreError> {
        let columns = session::columns_of(session)?;
        let columns = session::ActiveModel { id: NotSet, user_id: NotSet, created_at: NotSet, ..columns };
        let statement = session::Entity::update_many()
            .set(columns)
            .filter(session::COLUMN.user_id.eq(session.user_id.0))
            .filter(session::COLUMN.id.eq(session.id.0))
            .filter(session::is_open())
            .filter(session::COLUMN.total_messages_count.eq(to_integer(messages_before)?))
            .into_query();
        stale_unless_changed(self.write(&statement).await?)
    }

    async fn record_answer(
        &self,
        session: &OnboardingSession,
        messages_before: u32,
        exchange: &[ConversationMessage; 2],
    ) -> Result<(), StoreError> {
        exchange::record(self, session, messages_before, exchange).await
    }

    async fn sessions(
        &self,
        owner: UserId,
        page: PageRequest<SessionId>,
    ) -> Result<Page<OnboardingSession, SessionId>, StoreError> {
        let after = page.after.map(|after| session::COLUMN.id.lt(after.0));
        let query = session::of(owner)
            .apply_if(after, QueryFilter::filter)
            .order_by_desc(session::Column::Id)
            .limit(page.rows());
        let rows = self.read(query.all(self.connection())).await?;
        let sessions = rows.into_iter().map(session::entity_of).collect::<Result<_, _>>()?;
        Ok(page.page(sessions, |session| session.id))
    }

    async fn insert_messages(&self, messages: &[ConversationMessage]) -> Result<(), StoreError> {
        if messages.is_empty() {
            return Ok(());
        }
        let rows = messages.iter().map(message::columns_of).collect::<Result<Vec<_>, _>>()?;
        let statement = message::Entity::insert_many(rows).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn messages(
        &self,
        owner: UserId,
        session: SessionId,
        page: PageRequest<u32>,
    ) -> Result<Page<ConversationMessage, u32>, StoreError> {
        let after = page.after.map(to_integer).transpose()?.map(|after| message::COLUMN.sequence.gt(after));
        let query = messages_of(owner, session)
            .apply_if(after, QueryFilter::filter)
            .order_by_asc(message::Column::Sequence)
            .limit(page.rows());
        let rows = self.read(query.all(self.connection())).await?;
        let messages = rows.into_iter().map(message::entity_of).collect::<Result<_, _>>()?;
        Ok(page.page(messages, |message| message.sequence))
    }

    async fn last_reply(&self, owner: UserId, session: SessionId) -> Result<Option<ConversationMessage>, StoreError> {
        let query = messages_of(owner, session)
            .filter(message::COLUMN.role.eq(MessageRole::Assistant.as_str()))
            .order_by_desc(message::Column::Sequence);
        self.read(query.one(self.connection())).await?.map(message::entity_of).transpose()
    }

    async fn save_profile(&self, profile: &OnboardingProfile) -> Result<(), StoreError> {
        use outcome::Column;
        let replaced =
            Column::iter().filter(|column| !matches!(column, Column::Id | Column::UserId | Column::CreatedAt));
        let replace = OnConflict::column(Column::UserId).update_columns(replaced).to_owned();
        let statement = outcome::Entity::insert(outcome::columns_of(profile)?).on_conflict(replace).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn overview(&self, owner: UserId) -> Result<Option<OnboardingOverview>, StoreError> {
        overview::of(self, owner).await
    }
}
