//! Databases on the test server, copied from a template that is migrated once.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

use crate::connect;

const URL_VARIABLE: &str = "CAREERBASE_TEST_POSTGRES_URL";

/// Named after what is in it.
const TEMPLATE: &str = concat!("careerbase_template_", env!("MIGRATION_FINGERPRINT"));

/// Any number that every test process takes.
const TEMPLATE_LOCK: i64 = 0x7465_6d70_6c61_7465;

/// One database on the server, dropped with this value.
#[derive(Debug)]
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    pub(crate) async fn empty() -> Self {
        let server = server_url();
        let admin = connect(&server).await;
        Self::copied(server, admin, "template0").await
    }

    pub(crate) async fn migrated() -> Self {
        let server = server_url();
        let admin = connect(&server).await;
        ensure_template(&server, &admin).await.expect("the template database can be made");
        Self::copied(server, admin, TEMPLATE).await
    }

    pub(crate) fn url(&self) -> String {
        url_of(&self.server, &self.name)
    }

    async fn copied(server: String, admin: DatabaseConnection, template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH);
        let nanoseconds = since_epoch.map_or(0, |time| time.subsec_nanos());
        let process = std::process::id();
        let name = format!("careerbase_test_{process}_{count}_{nanoseconds}");
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
            .await
            .expect("the server makes a database");
        admin.close().await.expect("the connection closes");
        Self { server, name }
    }
}

impl Drop for Database {
    /// As well as it can: a test that failed may have failed because the server is gone.
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let server = self.server.clone();
        // A thread, since a test's own runtime must not be blocked on from within.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(async {
                    if let Ok(admin) = sea_orm::Database::connect(server).await {
                        drop(admin.execute_unprepared(&statement).await);
                    }
                });
            }
        });
        drop(dropping.join());
    }
}

/// Makes the template unless it is there, once however many processes ask for it.
async fn ensure_template(server: &str, admin: &DatabaseConnection) -> Result<(), DbErr> {
    if has_template(admin).await? {
        return Ok(());
    }
    // Held by the session, so that it ends with the connection if this process dies.
    admin.execute_unprepared(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await?;
    if !has_template(admin).await? {
        make_template(server, admin).await?;
    }
    admin.execute_unprepared(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await.map(|_| ())
}

/// The mark `is_template` comes last: what carries it is whole.
async fn has_template(admin: &DatabaseConnection) -> Result<bool, DbErr> {
    let statement = Statement::from_string(
        admin.get_database_backend(),
        format!("SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}' AND datistemplate"),
    );
    Ok(admin.query_one_raw(statement).await?.is_some())
}

async fn make_template(server: &str, admin: &DatabaseConnection) -> Result<(), DbErr> {
    // What a process left that died half-way.
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")).await?;
    admin.execute_unprepared(&format!("CREATE DATABASE {TEMPLATE} TEMPLATE template0")).await?;
    let template = connect(&url_of(server, TEMPLATE)).await;
    migration::up(&template).await?;
    // A database cannot be copied while someone is connected to it: from now on nobody can be.
    template.close().await?;
    admin
        .execute_unprepared(&format!("ALTER DATABASE {TEMPLATE} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true"))
        .await
        .map(|_| ())
}

/// The URL with another database's name, whatever parameters follow.
fn url_of(server: &str, database: &str) -> String {
    let (address, parameters) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = address.rsplit_once('/').expect("a URL with a database");
    let separator = if parameters.is_empty() { "" } else { "?" };
    format!("{host}/{database}{separator}{parameters}")
}

#[allow(
    clippy::disallowed_methods,
    reason = "tests have no configuration: the script that starts the server says where it is"
)]
fn server_url() -> String {
    std::env::var(URL_VARIABLE).unwrap_or_else(|_| {
        panic!(
            "no PostgreSQL to test on, {URL_VARIABLE} is not set: run `make test`, or \
             `scripts/with-postgres cargo nextest run --workspace`"
        )
    })
}
