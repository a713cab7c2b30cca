//! Memories in `memories`.

use async_trait::async_trait;
use ports::memory::MemoryRepository;
use sea_orm::ConnectionTrait;

use crate::sea_orm_store::SeaOrm;

#[async_trait]
impl<C: ConnectionTrait + Send> MemoryRepository for SeaOrm<C> {}
