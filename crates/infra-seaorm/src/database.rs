//! The open database: its pool, its repositories, and its transactions.

use async_trait::async_trait;
use ports::identity::{RefreshTokenRepository, UserRepository};
use ports::onboarding::OnboardingRepository;
use ports::preferences::PreferencesRepository;
use ports::profile::ProfileRepository;
use ports::store::{Repositories, Store, StoreError, Transaction};
use sea_orm::sqlx::{PgPool, SqlitePool};
use sea_orm::{DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use crate::error::store_error;
use crate::sea_orm_store::{SeaOrm, Writing};
use crate::settings::DatabaseSettings;
use crate::writers::Writers;

/// One database, shared by the whole program.
pub struct Database {
    pool: Pool,
    repositories: SeaOrm<DatabaseConnection>,
}

pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// How many connections there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStats {
    /// Open, at work or not.
    pub size: usize,
    /// Open and waiting for work.
    pub idle: usize,
    /// The most that may be open.
    pub max: usize,
}

impl Database {
    pub(crate) fn new(pool: Pool, settings: &DatabaseSettings) -> Self {
        let repositories = match &pool {
            Pool::Sqlite(pool) => {
                SeaOrm::new(pool.clone().into(), Writing::Queued(Writers::new(settings.acquire_timeout)))
            }
            Pool::Postgres(pool) => SeaOrm::new(pool.clone().into(), Writing::Free),
        };
        Self { pool, repositories }
    }

    /// The pool itself, for migrations.
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        self.repositories.connection()
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.connection().get_database_backend()
    }

    #[must_use]
    pub fn pool_stats(&self) -> PoolStats {
        let (size, idle, max) = match &self.pool {
            Pool::Sqlite(pool) => (pool.size(), pool.num_idle(), pool.options().get_max_connections()),
            Pool::Postgres(pool) => (pool.size(), pool.num_idle(), pool.options().get_max_connections()),
        };
        PoolStats { size: size as usize, idle, max: max as usize }
    }

    /// Lets what is under way come to its end, and refuses everything else.
    pub async fn close(&self) {
        if let Writing::Queued(writers) = self.repositories.writing() {
            writers.close();
        }
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

impl Repositories for Database {
    fn users(&self) -> &dyn UserRepository {
        &self.repositories
    }

    fn refresh_tokens(&self) -> &dyn RefreshTokenRepository {
        &self.repositories
    }

    fn onboarding(&self) -> &dyn OnboardingRepository {
        &self.repositories
    }

    fn preferences(&self) -> &dyn PreferencesRepository {
        &self.repositories
    }

    fn profiles(&self) -> &dyn ProfileRepository {
        &self.repositories
    }
}

#[async_trait]
impl Store for Database {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        let writing = match self.repositories.writing() {
            Writing::Queued(writers) => Writing::Held { _turn: writers.turn().await? },
            Writing::Free | Writing::Held { .. } => Writing::Free,
        };
        let options = TransactionOptions {
            // A transaction that reads first would fail at its first write if somebody else wrote in between.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.connection().begin_with_options(options).await;
        Ok(Box::new(SeaOrm::new(transaction.map_err(|error| store_error(&error, &[]))?, writing)))
    }
}
