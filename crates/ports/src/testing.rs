//! What tests put in the place of the outside: a store made of mocks, a clock that stands still, ids that count.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::identity::{Email, Timezone, TokenHash, User};
use domain::ids::{SessionId, UserId};
use domain::onboarding::OnboardingSession;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::identity::MockTokens;
use crate::store::{Repositories, Store, StoreError, Transaction, UnitOfWork};
use crate::system::{Clock, Ids};

macro_rules! mocks {
    ($($name:ident: $module:ident::$repository:ident, $mock:ident;)+) => {
        /// Set the expectations, then hand it over as an `Arc<dyn Store>`. Pool and transactions share the same mocks.
        ///
        /// Stricter than a database: one transaction at a time, and nothing beside it. Whatever bypasses an open transaction
        /// panics; on SQLite it would wait for itself.
        #[derive(Default)]
        pub struct MockStore {
            $(pub $name: crate::$module::$mock,)+
            /// Makes every commit fail with `Unavailable`.
            pub commit_fails: bool,
        }

        impl Repositories for Connection {
            $(fn $name(&self) -> &dyn crate::$module::$repository {
                &self.mocks().$name
            })+
        }
    };
}

crate::each_repository!(mocks);

/// Says what became of the store's transactions.
#[derive(Clone)]
pub struct Committed(Arc<AtomicUsize>);

impl Committed {
    /// How many of them were committed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl MockStore {
    #[must_use]
    pub fn build(self) -> (Arc<dyn Store>, Committed) {
        let committed = Committed(Arc::default());
        let shared = Arc::new(Shared { mocks: self, committed: committed.clone(), is_open: AtomicBool::new(false) });
        (Arc::new(Connection { shared, in_transaction: false }), committed)
    }
}

struct Shared {
    mocks: MockStore,
    committed: Committed,
    /// Whether there is a transaction that has not ended.
    is_open: AtomicBool,
}

impl Shared {
    fn commit(&self) -> Result<(), StoreError> {
        if self.mocks.commit_fails {
            return Err(StoreError::Unavailable);
        }
        self.committed.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// The pool, or a transaction.
struct Connection {
    shared: Arc<Shared>,
    in_transaction: bool,
}

impl Connection {
    fn mocks(&self) -> &MockStore {
        let bypasses = !self.in_transaction && self.shared.is_open.load(Ordering::SeqCst);
        assert!(!bypasses, "the pool was used while a transaction was open");
        &self.shared.mocks
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.in_transaction {
            self.shared.is_open.store(false, Ordering::SeqCst);
        }
    }
}

#[async_trait]
impl Store for Connection {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        let was_open = self.shared.is_open.swap(true, Ordering::SeqCst);
        assert!(!was_open, "a second transaction was begun while one was open");
        Ok(Box::new(Self { shared: self.shared.clone(), in_transaction: true }))
    }

    fn unit_of_work(&self) -> Arc<dyn UnitOfWork> {
        Arc::new(Self { shared: self.shared.clone(), in_transaction: false })
    }
}

/// Counts as one more commit.
#[async_trait]
impl UnitOfWork for Connection {
    async fn finish(&self) -> Result<(), StoreError> {
        self.shared.commit()
    }
}

#[async_trait]
impl Transaction for Connection {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.shared.commit()
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

/// The id that [`CountingIds`] gives as its `n`th.
#[must_use]
pub const fn nth_id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// The owner of whatever the builders below make; far from what [`CountingIds`] gives.
pub const OWNER: UserId = UserId(Uuid::from_u128(0xa11ce));

/// The owner as a guest who has done nothing yet.
#[must_use]
pub fn guest() -> User {
    User::guest(OWNER, Timezone::utc(), None, FixedClock::default().0)
}

/// The owner as a member, `ada@example.com`.
#[must_use]
pub fn member() -> User {
    User { email: Email::try_from("ada@example.com".to_owned()).ok(), ..guest() }
}

/// The owner's conversation after its greeting.
#[must_use]
pub fn session() -> OnboardingSession {
    let id = SessionId(Uuid::from_u128(0x5e55));
    OnboardingSession::start(id, OWNER, "offline".to_owned(), FixedClock::default().0)
}

/// What [`signing_tokens`] hashes a refresh token to.
#[must_use]
pub fn hash_of(refresh_token: &str) -> TokenHash {
    TokenHash::new(format!("hash of {refresh_token}"))
}

/// Tokens that can be told apart: `access of {user}`, and `new refresh token` with its [`hash_of`].
#[must_use]
pub fn signing_tokens() -> MockTokens {
    let mut tokens = MockTokens::new();
    tokens.expect_sign().returning(|claims| Ok(format!("access of {}", claims.user_id)));
    tokens.expect_new_refresh_token().returning(|| "new refresh token".into());
    tokens.expect_hash().returning(|token| hash_of(token.expose_secret()));
    tokens
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// What the mock store is asked for is there at once.
    fn ready<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("not ready"),
        }
    }

    fn empty() -> (Arc<dyn Store>, Committed) {
        MockStore::default().build()
    }

    #[test]
    #[should_panic(expected = "the pool was used while a transaction was open")]
    fn the_pool_is_closed_while_a_transaction_is_open() {
        let (store, _) = empty();
        let _tx = ready(store.begin()).unwrap();
        store.users();
    }

    #[test]
    #[should_panic(expected = "a second transaction was begun while one was open")]
    fn one_transaction_is_open_at_a_time() {
        let (store, _) = empty();
        let _tx = ready(store.begin()).unwrap();
        let _ = ready(store.begin());
    }

    #[test]
    fn commits_are_counted_and_what_is_dropped_is_not() {
        let (store, committed) = empty();
        for _ in 0..2 {
            let tx = ready(store.begin()).unwrap();
            tx.users();
            ready(tx.commit()).unwrap();
            store.users();
        }
        drop(ready(store.begin()).unwrap());
        store.users();
        assert_eq!(committed.count(), 2);
    }

    #[test]
    fn a_commit_that_fails_ends_its_transaction_and_does_not_count() {
        let (store, committed) = MockStore { commit_fails: true, ..MockStore::default() }.build();
        assert!(ready(ready(store.begin()).unwrap().commit()).is_err());
        store.users();
        assert_eq!(committed.count(), 0);
    }
}
