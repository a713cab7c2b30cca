//! Where documents and samples are kept.

use async_trait::async_trait;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait DocumentRepository: Send + Sync {}

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait SampleRepository: Send + Sync {}
