use std::time::Duration;

use infra_seaorm::{ConnectError, Database, DatabaseSettings, connect};
use ports::store::Repositories;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use test_database::{Backend, TestDatabase};

use crate::support::builders::a_guest;
use crate::support::{TestResult, open, open_with, settings};

async fn refusal(url: &str) -> ConnectError {
    let settings = DatabaseSettings { connect_timeout: Duration::from_secs(2), ..DatabaseSettings::new(url) };
    connect(&settings).await.map(|_: Database| ()).expect_err(url)
}

#[rstest]
#[tokio::test]
async fn the_pool_opens_connections_as_they_are_needed_up_to_its_bound(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open_with(backend, |settings| DatabaseSettings { max_connections: Some(3), ..settings }).await;
    assert_eq!(opened.store.pool_stats().max, 3);
    opened.store.users().find(a_guest(1).id).await?;
    let stats = opened.store.pool_stats();
    assert!(stats.size >= 1 && stats.idle <= stats.size, "{stats:?}");
    opened.store.close().await;
    assert_eq!(opened.store.pool_stats().size, 0);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite, DbBackend::Sqlite)]
#[case::postgres(Backend::Postgres, DbBackend::Postgres)]
#[tokio::test]
async fn the_backend_follows_from_the_url(#[case] backend: Backend, #[case] expected: DbBackend) {
    assert_eq!(open(backend).await.store.backend(), expected);
}

#[tokio::test]
async fn sqlite_creates_the_file_with_or_without_slashes_in_the_url() {
    let database = TestDatabase::empty(Backend::Sqlite).await;
    let path = database.url().trim_start_matches("sqlite://").split('?').next().expect("a path").to_owned();
    for url in [format!("sqlite:{path}"), format!("sqlite://{path}")] {
        connect(&DatabaseSettings::new(url)).await.expect("a database").close().await;
        std::fs::remove_file(&path).expect("the file is there");
    }
}

#[tokio::test]
async fn postgres_is_reached_by_either_name_and_knows_who_is_calling() {
    let database = TestDatabase::create(Backend::Postgres).await;
    let longer = database.url().replacen("postgres://", "postgresql://", 1);
    let store = connect(&DatabaseSettings::new(longer)).await.expect("a database");
    let opened = crate::support::Opened { store: std::sync::Arc::new(store), database };
    assert_eq!(opened.value::<String>("SELECT current_setting('application_name')").await, "careerbase");
}

#[tokio::test]
async fn long_texts_are_compressed_by_the_faster_method_where_the_server_has_it() {
    let opened = open(Backend::Postgres).await;
    let fastest = "SELECT CASE WHEN 'lz4' = ANY (enumvals) THEN 'lz4' ELSE setting END FROM pg_settings \
                   WHERE name = 'default_toast_compression'";
    let method = opened.value::<String>("SELECT current_setting('default_toast_compression')").await;
    assert_eq!(method, opened.value::<String>(fastest).await);
}

#[rstest]
#[case("mysql://root@localhost/careerbase")]
#[case("careerbase.db")]
#[case("")]
#[tokio::test]
async fn another_kind_of_database_is_refused_with_the_kinds_there_are(#[case] url: &str) {
    let error = refusal(url).await;
    assert!(matches!(error, ConnectError::UnknownScheme));
    assert_eq!(error.to_string(), "the database's URL must begin with sqlite:, postgres:// or postgresql://");
}

#[rstest]
#[case::no_server("postgres://ada:s3cret@127.0.0.1:1/careerbase")]
#[case::no_directory("sqlite:///nowhere/s3cret/careerbase.db")]
#[case::no_port("postgres://ada:s3cret@127.0.0.1:careerbase/x")]
#[case::no_disk("sqlite::memory:")]
#[tokio::test]
async fn a_database_that_cannot_be_used_is_an_error_without_the_url(#[case] url: &str) {
    let error = refusal(url).await;
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_given_up_in_time() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let settings = DatabaseSettings {
        connect_timeout: Duration::from_millis(200),
        ..DatabaseSettings::new(format!("postgres://ada@127.0.0.1:{port}/careerbase"))
    };
    let error = connect(&settings).await.map(|_: Database| ()).expect_err("no answer");
    assert!(matches!(error, ConnectError::Timeout(_)), "{error}");
}

#[test]
fn settings_do_not_print_the_url() {
    let settings = DatabaseSettings::new("postgres://ada:s3cret@localhost/careerbase");
    assert!(!format!("{settings:?}").contains("s3cret"));
}

#[rstest]
#[case("journal_mode", "wal")]
#[case("synchronous", "2")]
#[case("foreign_keys", "1")]
#[case("busy_timeout", "5000")]
#[tokio::test]
async fn every_sqlite_connection_is_safe(#[case] pragma: &str, #[case] expected: &str) {
    let opened = open(Backend::Sqlite).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        let tx = opened.store.connection().begin().await.expect("a transaction");
        let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"));
        let row = tx.query_one_raw(statement).await.expect("an answer").expect("a row");
        let text = row.try_get_by_index::<String>(0);
        let found = text.or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()));
        assert_eq!(found.expect("a value"), expected);
        held.push(tx);
    }
}

#[tokio::test]
async fn a_busy_timeout_can_be_set() {
    let database = TestDatabase::create(Backend::Sqlite).await;
    let settings = DatabaseSettings { sqlite_busy_timeout: Duration::from_millis(123), ..settings(&database) };
    connect(&settings).await.expect("what is asserted at the start is what was set");
}
