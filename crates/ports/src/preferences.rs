//! Where preferences are kept.

use async_trait::async_trait;
use domain::ids::UserId;
use domain::preferences::Preferences;

use crate::store::StoreError;

#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait PreferencesRepository: Send + Sync {
    /// `None` for somebody who has never saved any.
    async fn find(&self, owner: UserId) -> Result<Option<Preferences>, StoreError>;

    /// Inserts, or replaces what the owner has; the id of the first save stays.
    async fn save(&self, preferences: &Preferences) -> Result<(), StoreError>;
}
