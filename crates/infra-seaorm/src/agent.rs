//! What agents did and made, in `agent_actions` and `agent_outputs`.

use async_trait::async_trait;
use ports::agent::AgentRepository;
use sea_orm::ConnectionTrait;

use crate::sea_orm_store::SeaOrm;

#[async_trait]
impl<C: ConnectionTrait + Send> AgentRepository for SeaOrm<C> {}
