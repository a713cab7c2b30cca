//! A server of its own for each test, through the production wiring, on a database of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;

use api_actix::config::{Environment, Settings};
use api_actix::server::{self, Listening};
use api_actix::wiring::{Outside, wire};
use ports::onboarding::Interviewer;
use reqwest::Method;
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Statement};
use serde_json::{Value, json};
use test_database::{Backend, TestDatabase};
use tokio::sync::oneshot;
use use_cases::identity::KnownCallers;

use super::clock::TestClock;
use super::{Actor, Answer, contract};

/// What signs the tokens of the servers under test.
pub const SECRET: &str = "a secret that only the tests know and sign with";

/// The password of every member that [`TestApp::as_member`] makes.
pub const PASSWORD: &str = "correct horse battery staple";

/// What a test may have otherwise than the rest.
#[derive(Default)]
pub struct Options {
    /// Beside or over the harness's own, by the names of the environment.
    pub settings: Vec<(&'static str, &'static str)>,
    pub interviewer: Option<Arc<dyn Interviewer>>,
}

pub struct TestApp {
    pub clock: Arc<TestClock>,
    pub address: SocketAddr,
    pub client: reqwest::Client,
    pub database: TestDatabase,
    people: AtomicU32,
    server: Option<Running>,
}

struct Running {
    handle: Box<dyn Fn() + Send + Sync>,
    thread: JoinHandle<()>,
}

impl TestApp {
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, Options::default()).await
    }

    pub async fn start_with(backend: Backend, options: Options) -> Self {
        let database = TestDatabase::create(backend).await;
        let url = database.url().to_owned();
        let mut variables = vec![
            ("DATABASE_URL", url.as_str()),
            ("CAREERBASE_BIND", "127.0.0.1:0"),
            ("CAREERBASE_WORKERS", "2"),
            ("CAREERBASE_JWT_SECRET", SECRET),
            ("CAREERBASE_BCRYPT_COST", "4"),
            ("CAREERBASE_RATE_LIMIT", "off"),
            // A machine that is busy building must not look like a database that is out.
            ("CAREERBASE_DB_ACQUIRE_TIMEOUT", "30"),
        ];
        variables.extend(options.settings);
        let settings = Settings::read(&Environment::of(variables)).expect("the settings of a test are right");
        let clock = Arc::new(TestClock::default());
        let mut outside = Outside { clock: clock.clone(), ..Outside::default() };
        if let Some(interviewer) = options.interviewer {
            outside.interviewer = interviewer;
        }
        let (server, address) = serve(settings, outside).await;
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Self {
            clock,
            address,
            client: client.expect("an HTTP client"),
            database,
            people: AtomicU32::new(0),
            server: Some(server),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sends a request whole, and checks the answer against what every answer must keep to.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.build().expect("a request");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let answer = Answer::read(self.client.execute(request).await.expect("the server answers")).await;
        contract::check(&method, &path, &answer);
        answer
    }

    /// Somebody without a token.
    pub fn as_visitor(&self) -> Actor<'_> {
        Actor::new(self, Value::Null)
    }

    /// Somebody who has just started the conversation, without an account of their own.
    pub async fn as_guest(&self) -> Actor<'_> {
        let started = self.as_visitor().post("/onboarding/start", json!({})).await.is(201);
        Actor::new(self, started)
    }

    /// Somebody with an account, who has done nothing yet.
    pub async fn as_member(&self) -> Actor<'_> {
        let email = self.new_email();
        let registration = json!({"email": email, "password": PASSWORD});
        let signed_in = self.as_visitor().post("/auth/register", registration).await.is(201);
        Actor::new(self, signed_in)
    }

    /// A member with the role `admin`.
    pub async fn as_admin(&self) -> Actor<'_> {
        let member = self.as_member().await;
        self.execute(&format!("UPDATE users SET role = 'admin' WHERE email = '{}'", member.email())).await;
        member
    }

    /// An address that nobody has yet.
    pub fn new_email(&self) -> String {
        format!("person{}@example.com", self.people.fetch_add(1, Ordering::Relaxed))
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, self.url(&format!("/api/v1{path}")))
    }

    /// Runs a statement past the server, for what no endpoint does, as another server would. What this one remembers is too old
    /// afterwards.
    pub async fn execute(&self, sql: &str) {
        self.execute_unnoticed(sql).await;
        self.clock.advance(KnownCallers::LIFETIME);
    }

    /// The same, at the very moment of the request before.
    pub async fn execute_unnoticed(&self, sql: &str) {
        let connection = self.connection().await;
        connection.execute_unprepared(sql).await.expect("the statement runs");
        connection.close().await.expect("the connection closes");
    }

    /// Makes the schema look as if the latest change were not applied yet.
    pub async fn forget_latest_migration(&self) {
        let latest = "SELECT MAX(version) FROM seaql_migrations";
        self.execute(&format!("DELETE FROM seaql_migrations WHERE version = ({latest})")).await;
    }

    /// Reads rows past the server, for what no endpoint shows.
    pub async fn rows(&self, sql: &str) -> Vec<Value> {
        let connection = self.connection().await;
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let rows = JsonValue::find_by_statement(statement).all(&connection).await.expect("the query runs");
        connection.close().await.expect("the connection closes");
        rows
    }

    async fn connection(&self) -> sea_orm::DatabaseConnection {
        sea_orm::Database::connect(self.database.url()).await.expect("the test's database answers")
    }
}

/// On a thread of its own, so that it can be stopped and waited for whatever became of the test.
async fn serve(settings: Settings, outside: Outside) -> (Running, SocketAddr) {
    let (ready, started) = oneshot::channel();
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let database = Arc::new(infra_seaorm::connect(&settings.database).await.expect("the database answers"));
            let api = wire(&settings, database, outside).expect("everything is wired");
            let Listening { address, handle, running } =
                server::listen(api, &settings.server).expect("the server listens");
            let stop = move || drop(handle.stop(false));
            if ready.send((Box::new(stop) as Box<dyn Fn() + Send + Sync>, address)).is_ok() {
                running.await.expect("the server runs until it is stopped");
            }
        });
    });
    let (handle, address) = started.await.expect("the server starts");
    (Running { handle, thread }, address)
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(Running { handle, thread }) = self.server.take() {
            handle();
            drop(thread.join());
        }
    }
}
