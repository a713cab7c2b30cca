//! What agents did and made, in `agent_actions` and `agent_outputs`.

mod action_row;
mod output_row;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::agent::{AgentAction, AgentOutput};
use domain::ids::{AgentActionId, AgentOutputId, UserId};
use ports::agent::AgentRepository;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::error::stale_unless_changed;
use crate::sea_orm_store::SeaOrm;
use action_row as action;
use output_row as output;

#[async_trait]
impl<C: ConnectionTrait + Send> AgentRepository for SeaOrm<C> {
    async fn insert_action(&self, action: &AgentAction) -> Result<(), StoreError> {
        let statement = action::Entity::insert(action::columns_of(action)?).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn find_action(&self, owner: UserId, id: AgentActionId) -> Result<Option<AgentAction>, StoreError> {
        let query = action::of(owner).filter(action::COLUMN.id.eq(id.0));
        self.read(query.one(self.connection())).await?.map(action::entity_of).transpose()
    }

    async fn actions(
        &self,
        owner: UserId,
        page: PageRequest<AgentActionId>,
    ) -> Result<Page<AgentAction, AgentActionId>, StoreError> {
        let query = action::of(owner)
            .apply_if(page.after, |query, after| query.filter(action::COLUMN.id.lt(after.0)))
            .order_by_desc(action::Column::Id)
            .limit(page.rows());
        let rows = self.read(query.all(self.connection())).await?;
        let actions = rows.into_iter().map(action::entity_of).collect::<Result<_, _>>()?;
        Ok(page.page(actions, |action| action.id))
    }

    async fn update_action(&self, action: &AgentAction, updated_at: DateTime<Utc>) -> Result<(), StoreError> {
        let columns = action::columns_of(action)?;
        let columns = action::ActiveModel { id: NotSet, user_id: NotSet, created_at: NotSet, ..columns };
        let statement = action::Entity::update_many()
            .set(columns)
            .filter(action::COLUMN.user_id.eq(action.user_id.0))
            .filter(action::COLUMN.id.eq(action.id.0))
            .filter(action::COLUMN.updated_at.eq(updated_at))
            .filter(action::COLUMN.deleted_at.is_null())
            .into_query();
        stale_unless_changed(self.write(&statement).await?)
    }

    async fn insert_output(&self, output: &AgentOutput) -> Result<(), StoreError> {
        let statement = output::Entity::insert(output::columns_of(output)?).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn outputs(
        &self,
        owner: UserId,
        page: PageRequest<AgentOutputId>,
    ) -> Result<Page<AgentOutput, AgentOutputId>, StoreError> {
        let query = output::of(owner)
            .apply_if(page.after, |query, after| query.filter(output::COLUMN.id.lt(after.0)))
            .order_by_desc(output::Column::Id)
            .limit(page.rows());
        let rows = self.read(query.all(self.connection())).await?;
        let outputs = rows.into_iter().map(output::entity_of).collect::<Result<_, _>>()?;
        Ok(page.page(outputs, |output| output.id))
    }
}
