//! Matches in `matches`.

use async_trait::async_trait;
use ports::matching::MatchRepository;
use sea_orm::ConnectionTrait;

use crate::sea_orm_store::SeaOrm;

#[async_trait]
impl<C: ConnectionTrait + Send> MatchRepository for SeaOrm<C> {}
