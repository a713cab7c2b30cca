//! Where memories are kept.

#![cfg_attr(feature = "testing", allow(clippy::ref_option_ref, reason = "the mock is written by mockall"))]

use async_trait::async_trait;
use domain::ids::{MemoryId, UserId};
use domain::memory::{Embedding, Memory};

use crate::paging::{Page, PageRequest};
use crate::store::StoreError;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait MemoryRepository: Send + Sync {
    /// With what its text means, unless nothing has made that out.
    async fn insert<'a>(&self, memory: &'a Memory, embedding: Option<&'a Embedding>) -> Result<(), StoreError>;

    async fn find(&self, owner: UserId, id: MemoryId) -> Result<Option<Memory>, StoreError>;

    /// What was given with the memory, to the bit. `None` also when there is no such memory.
    async fn embedding(&self, owner: UserId, id: MemoryId) -> Result<Option<Embedding>, StoreError>;

    /// Newest first.
    async fn list(&self, owner: UserId, page: PageRequest<MemoryId>) -> Result<Page<Memory, MemoryId>, StoreError>;

    /// For good. Tells whether there was one.
    async fn delete(&self, owner: UserId, id: MemoryId) -> Result<bool, StoreError>;
}
