//! Where career profiles are kept.

use async_trait::async_trait;
use domain::profile::Profile;

use crate::store::StoreError;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait ProfileRepository: Send + Sync {
    /// Inserts a primary profile unless its owner has one; the database decides.
    async fn insert_first_primary(&self, profile: &Profile) -> Result<(), StoreError>;
}
