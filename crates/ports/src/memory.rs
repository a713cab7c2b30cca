//! Where memories are kept.

use async_trait::async_trait;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait MemoryRepository: Send + Sync {}
