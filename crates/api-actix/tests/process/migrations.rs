//! `careerbase migrate`, and a server that may not change the schema by itself.

use std::path::Path;

use Backend::{Postgres, Sqlite};
use reqwest::Client;
use rstest::rstest;
use test_database::{Backend, TestDatabase};

use crate::person::{Person, wait_for_health};
use crate::program::{Program, home, run};

/// What the command said on its standard output, a line each.
fn migrate(home: &Path, url: &str, arguments: &[&str]) -> Vec<String> {
    let ended = run(home, &[&["migrate"], arguments].concat(), &[("DATABASE_URL", url)]);
    assert!(ended.status.success(), "{arguments:?}: {ended:?}");
    ended.stdout.lines().map(str::to_owned).collect()
}

#[track_caller]
fn assert_each_begins(lines: &[String], word: &str, count: usize) {
    assert_eq!(lines.len(), count, "{lines:?}");
    assert!(lines.iter().all(|line| line.starts_with(word)), "{lines:?}");
}

#[rstest]
#[tokio::test]
async fn the_schema_goes_up_and_down_by_command(#[values(Sqlite, Postgres)] backend: Backend) {
    let (home, database) = (home(), TestDatabase::empty(backend).await);
    let migrate = |arguments: &[&str]| migrate(home.path(), database.url(), arguments);
    let all = migrate(&["status"]).len();
    assert!(all >= 8);
    assert_each_begins(&migrate(&["status"]), "pending ", all);
    assert_each_begins(&migrate(&["up"]), "applied ", all);
    assert_each_begins(&migrate(&["status"]), "applied ", all);
    assert_eq!(migrate(&["up"]), ["nothing to do"]);
    assert_each_begins(&migrate(&["down", "--steps", "2"]), "taken back ", 2);
    assert_each_begins(&migrate(&["up"]), "applied ", 2);
    assert_each_begins(&migrate(&["down", "--all"]), "taken back ", all);
    assert_each_begins(&migrate(&["status"]), "pending ", all);
    assert_eq!(migrate(&["down", "--all", "--yes"]), ["nothing to do"]);
    assert_each_begins(&migrate(&["up"]), "applied ", all);
    assert_each_begins(&migrate(&["fresh"]), "applied ", all);
    assert_each_begins(&migrate(&["status"]), "applied ", all);
}

#[rstest]
#[tokio::test]
async fn a_server_that_may_not_migrate_refuses_until_somebody_has(#[values(Sqlite, Postgres)] backend: Backend) {
    let (home, database) = (home(), TestDatabase::empty(backend).await);
    let settings = [("DATABASE_URL", database.url()), ("CAREERBASE_AUTO_MIGRATE", "false")];
    let refused = run(home.path(), &["serve"], &settings);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(refused.stderr.contains("careerbase migrate up"), "{}", refused.stderr);
    assert!(refused.stderr.contains("CAREERBASE_AUTO_MIGRATE"), "{}", refused.stderr);

    migrate(home.path(), database.url(), &["up"]);
    let server = Program::serve(home.path(), &settings);
    Person::start(&Client::new(), &server.url).await;
}

#[tokio::test]
async fn ten_servers_that_start_at_once_on_an_empty_database_all_become_healthy() {
    let database = TestDatabase::empty(Postgres).await;
    let secret = "the one secret of all ten of these servers";
    let settings = [
        ("DATABASE_URL", database.url()),
        ("CAREERBASE_JWT_SECRET", secret),
        ("CAREERBASE_DB_MAX_CONNECTIONS", "3"),
        ("CAREERBASE_DB_CONNECT_TIMEOUT", "30"),
        ("CAREERBASE_WORKERS", "1"),
    ];
    let homes: Vec<_> = (0..10).map(|_| home()).collect();
    let starting: Vec<_> = homes.iter().map(|home| Program::begin(home.path(), &settings)).collect();
    let servers: Vec<_> = starting.into_iter().map(crate::program::Starting::ready).collect();
    let client = Client::new();
    let mut person = Person::start(&client, &servers[0].url).await;
    for server in &servers {
        let health = wait_for_health(&client, &server.url, 200).await;
        assert_eq!((&health["status"], &health["migrations"]["pending"]), (&"healthy".into(), &0.into()));
        // All of them serve the same people.
        assert_eq!(person.answer(&server.url, "???").await.expect("an answer").0, 200);
    }
    person.assert_nothing_is_lost(&servers[9].url).await;
}
