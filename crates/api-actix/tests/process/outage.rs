//! PostgreSQL goes away under a running server, and comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use reqwest::Client;

use crate::cluster::Cluster;
use crate::person::{Person, wait_for_health};
use crate::program::{PATIENCE, Program, home};

async fn wait_until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_postgres_is_survived_without_a_restart_and_without_a_loss() {
    let (home, cluster) = (home(), Cluster::start());
    let url = cluster.url();
    let settings = [("DATABASE_URL", url.as_str()), ("CAREERBASE_DB_ACQUIRE_TIMEOUT", "2")];
    let server = Program::serve(home.path(), &settings);
    let client = Client::new();

    let answered = Arc::new(AtomicU32::new(0));
    let mut writers = Vec::new();
    for _ in 0..6 {
        let mut person = Person::start(&client, &server.url).await;
        let (url, answered) = (server.url.clone(), answered.clone());
        writers.push(tokio::spawn(async move {
            // A refusal may stand for an answer that was stored all the same, so nobody goes on after one.
            loop {
                let (status, body) = person.answer(&url, "???").await.expect("the server itself stays");
                match (status, body["code"].as_str()) {
                    (200, _) => drop(answered.fetch_add(1, Ordering::SeqCst)),
                    (503, Some("database_unavailable")) => return person,
                    _ => panic!("{status}: {body}"),
                }
            }
        }));
    }
    wait_until("the writers do not get on", || answered.load(Ordering::SeqCst) >= 60).await;
    cluster.crash();
    let health = wait_for_health(&client, &server.url, 503).await;
    assert_eq!((&health["status"], &health["database"]), (&"unhealthy".into(), &"disconnected".into()));
    let live = client.get(format!("{}/api/v1/health/live", server.url)).send().await.expect("an answer");
    assert_eq!(live.status(), 200, "an outage of the database restarts nobody");
    let start = client.post(format!("{}/api/v1/onboarding/start", server.url)).json(&serde_json::json!({}));
    let refused = start.send().await.expect("an answer");
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    assert!(refused.headers().contains_key("retry-after"));
    let mut people = Vec::new();
    for writer in writers {
        people.push(writer.await.expect("a writer"));
    }

    cluster.up();
    assert_eq!(wait_for_health(&client, &server.url, 200).await["status"], "healthy");
    for mut person in people {
        person.assert_nothing_is_lost(&server.url).await;
        assert_eq!(person.answer(&server.url, "Rahul Sharma").await.expect("an answer").0, 200);
    }
    Person::start(&client, &server.url).await;
}
