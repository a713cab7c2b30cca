//! Where applications and their events are kept.

use async_trait::async_trait;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait ApplicationRepository: Send + Sync {}
