//! The open database: its pool, its repositories, and its transactions.

use std::sync::Arc;

use async_trait::async_trait;
use ports::store::{Repositories, Store, StoreError, Transaction, UnitOfWork};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};

use crate::lending::{Home, Lending};
use crate::sea_orm_store::{SeaOrm, Writing};
use crate::settings::DatabaseSettings;
use crate::unit_of_work::Unit;
use crate::writers::Writers;

/// One database, shared by the whole program.
pub struct Database {
    /// The driver's pool, as the mapper knows it.
    pool: DatabaseConnection,
    repositories: Arc<SeaOrm<Lending>>,
}

/// How many connections there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStats {
    /// Open, at work or not.
    pub size: usize,
    /// Open and waiting for work.
    pub idle: usize,
    /// The most that may be at work for requests.
    pub max: usize,
}

impl Database {
    /// What `home` has more than `lent` is left for [`Self::connection`].
    pub(crate) fn new(home: Home, lent: u32, settings: &DatabaseSettings) -> Self {
        let pool: DatabaseConnection = match &home {
            Home::Sqlite(pool) => pool.clone().into(),
            Home::Postgres(pool) => pool.clone().into(),
        };
        let lending = Lending::new(home, lent as usize, settings);
        let writing = match lending.get_database_backend() {
            DbBackend::Sqlite => Writing::Queued(Writers::new(lending.clone(), settings.acquire_timeout)),
            _ => Writing::Free,
        };
        Self { pool, repositories: Arc::new(SeaOrm::new(lending, writing)) }
    }

    /// A connection beside those of the repositories, for migrations and for questions about the schema.
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        &self.pool
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.connection().get_database_backend()
    }

    #[must_use]
    pub fn pool_stats(&self) -> PoolStats {
        self.repositories.connection().stats()
    }

    /// What the database takes on the disk, its indexes included.
    pub async fn size_bytes(&self) -> Result<u64, StoreError> {
        let sql = match self.backend() {
            DbBackend::Sqlite => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            _ => "SELECT pg_database_size(current_database())",
        };
        let statement = self.repositories.statement(sql, []);
        let row = self.repositories.read(self.repositories.connection().query_one_raw(statement)).await?;
        let size: Option<i64> = row.and_then(|row| row.try_get_by_index(0).ok());
        let size = size.and_then(|size| u64::try_from(size).ok());
        size.ok_or_else(|| StoreError::Backend("the database does not say how large it is".to_owned()))
    }

    /// Lets what is under way come to its end, and refuses everything else.
    pub async fn close(&self) {
        if let Writing::Queued(writers) = self.repositories.writing() {
            writers.close();
        }
        self.repositories.connection().close().await;
    }
}

macro_rules! implement {
    ($($name:ident: $module:ident::$repository:ident, $mock:ident;)+) => {
        impl Repositories for Database {
            $(fn $name(&self) -> &dyn ports::$module::$repository {
                &*self.repositories
            })+
        }
    };
}

ports::each_repository!(implement);

#[async_trait]
impl Store for Database {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        Ok(Box::new(self.repositories.begin().await?))
    }

    fn unit_of_work(&self) -> Arc<dyn UnitOfWork> {
        Arc::new(Unit::over(self.repositories.clone()))
    }
}
