//! Jobs in `jobs`.

use async_trait::async_trait;
use ports::job::JobRepository;
use sea_orm::ConnectionTrait;

use crate::sea_orm_store::SeaOrm;

#[async_trait]
impl<C: ConnectionTrait + Send> JobRepository for SeaOrm<C> {}
