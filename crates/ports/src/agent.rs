//! Where it is kept what agents did and made.

use async_trait::async_trait;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait AgentRepository: Send + Sync {}
