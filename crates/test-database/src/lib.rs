//! A fresh database for each test, SQLite in a temporary file or one of its own on a PostgreSQL server.

mod postgres;

use migration::up;
use sea_orm::{Database, DatabaseConnection};
use tempfile::TempDir;

/// Which of the two databases a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in a temporary directory.
    Sqlite,
    /// A database on the server of `CAREERBASE_TEST_POSTGRES_URL`.
    Postgres,
}

/// A database that nobody else uses, and that goes when this value is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    backend: Backend,
    /// Where it lives; drops it.
    _home: Home,
}

#[derive(Debug)]
enum Home {
    Directory(#[expect(dead_code, reason = "deletes the directory when dropped")] TempDir),
    Server(#[expect(dead_code, reason = "drops the database when dropped")] postgres::Database),
}

impl TestDatabase {
    /// A database with every migration applied.
    ///
    /// # Panics
    /// If it cannot be made, above all without a PostgreSQL server; the message says how to get one.
    pub async fn create(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let database = Self::empty(backend).await;
                let connection = connect(&database.url).await;
                up(&connection).await.expect("the migrations apply");
                connection.close().await.expect("the database closes");
                database
            }
            Backend::Postgres => Self::on_server(postgres::Database::migrated().await),
        }
    }

    /// A database with nothing in it.
    ///
    /// # Panics
    /// As [`create`](Self::create) does.
    pub async fn empty(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let directory = TempDir::with_prefix("careerbase-test-").expect("a directory");
                let file = directory.path().join("careerbase.db");
                Self {
                    url: format!("sqlite://{}?mode=rwc", file.display()),
                    backend,
                    _home: Home::Directory(directory),
                }
            }
            Backend::Postgres => Self::on_server(postgres::Database::empty().await),
        }
    }

    /// What to connect to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which kind it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    fn on_server(database: postgres::Database) -> Self {
        Self { url: database.url(), backend: Backend::Postgres, _home: Home::Server(database) }
    }
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    // One connection is enough, and the session's lock stays on it.
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the test database answers")
}
