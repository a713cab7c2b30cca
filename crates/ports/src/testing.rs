//! What tests put in the place of the outside: a store made of mocks, a clock that stands still, ids that count.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::identity::{MockRefreshTokenRepository, MockUserRepository, RefreshTokenRepository, UserRepository};
use crate::onboarding::{MockOnboardingRepository, OnboardingRepository};
use crate::preferences::{MockPreferencesRepository, PreferencesRepository};
use crate::profile::{MockProfileRepository, ProfileRepository};
use crate::store::{Repositories, Store, StoreError, Transaction};
use crate::system::{Clock, Ids};

/// Set the expectations, then hand it over as an `Arc<dyn Store>`. Pool and transactions share the same mocks.
#[derive(Default)]
pub struct MockStore {
    pub users: MockUserRepository,
    pub refresh_tokens: MockRefreshTokenRepository,
    pub onboarding: MockOnboardingRepository,
    pub preferences: MockPreferencesRepository,
    pub profiles: MockProfileRepository,
    /// Makes every commit fail with `Unavailable`.
    pub commit_fails: bool,
}

/// Says what became of the store's transactions.
#[derive(Clone)]
pub struct Committed(Arc<AtomicBool>);

impl Committed {
    #[must_use]
    pub fn get(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl MockStore {
    #[must_use]
    pub fn build(self) -> (Arc<dyn Store>, Committed) {
        let committed = Committed(Arc::default());
        (Arc::new(Shared { mocks: Arc::new(self), committed: committed.clone() }), committed)
    }
}

#[derive(Clone)]
struct Shared {
    mocks: Arc<MockStore>,
    committed: Committed,
}

impl Repositories for Shared {
    fn users(&self) -> &dyn UserRepository {
        &self.mocks.users
    }
    fn refresh_tokens(&self) -> &dyn RefreshTokenRepository {
        &self.mocks.refresh_tokens
    }
    fn onboarding(&self) -> &dyn OnboardingRepository {
        &self.mocks.onboarding
    }
    fn preferences(&self) -> &dyn PreferencesRepository {
        &self.mocks.preferences
    }
    fn profiles(&self) -> &dyn ProfileRepository {
        &self.mocks.profiles
    }
}

#[async_trait]
impl Store for Shared {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        Ok(Box::new(self.clone()))
    }
}

#[async_trait]
impl Transaction for Shared {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if self.mocks.commit_fails {
            return Err(StoreError::Unavailable);
        }
        self.committed.0.store(true, Ordering::SeqCst);
        Ok(())
    }
}

/// Always the same time.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub DateTime<Utc>);

impl Default for FixedClock {
    fn default() -> Self {
        Self(DateTime::from_timestamp(1_767_225_600, 0).unwrap_or_default())
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// 1, 2, 3 …
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl Ids for CountingIds {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(0, self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}
