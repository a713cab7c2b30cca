//! SIGKILL, on SQLite.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use reqwest::Client;

use crate::person::{Person, wait_for_health};
use crate::program::{PATIENCE, Program, home};

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    let home = home();
    let client = Client::new();
    let server = Program::serve(home.path(), &[]);
    let mut person = Person::start(&client, &server.url).await;
    for answer in ["Rahul Sharma", "Backend Developer", "4 years"] {
        assert_eq!(person.answer(&server.url, answer).await.expect("an answer").0, 200);
    }
    server.kill();

    let server = Program::serve(home.path(), &[]);
    assert!(server.announcement.contains("schema up to date"), "{}", server.announcement);
    person.assert_nothing_is_lost(&server.url).await;
    assert_eq!(wait_for_health(&client, &server.url, 200).await["status"], "healthy");
    // The token still holds, and the conversation goes on where it was.
    for answer in ["Bangalore", "Growth"] {
        assert_eq!(person.answer(&server.url, answer).await.expect("an answer").0, 200);
    }
    let (status, turn) = person.answer(&server.url, "no").await.expect("an answer");
    assert_eq!((status, &turn["is_complete"]), (200, &true.into()));
    assert_eq!(turn["profile"]["name"], "Rahul Sharma");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_amid_many_writers_loses_nothing_that_was_acknowledged() {
    let home = home();
    let client = Client::new();
    let server = Program::serve(home.path(), &[]);
    let acknowledged = Arc::new(AtomicU32::new(0));
    let mut writers = Vec::new();
    for _ in 0..12 {
        let mut person = Person::start(&client, &server.url).await;
        let (url, acknowledged) = (server.url.clone(), acknowledged.clone());
        writers.push(tokio::spawn(async move {
            while let Some((status, body)) = person.answer(&url, "???").await {
                assert_eq!(status, 200, "{body}");
                acknowledged.fetch_add(1, Ordering::SeqCst);
            }
            person
        }));
    }
    let deadline = Instant::now() + PATIENCE;
    while acknowledged.load(Ordering::SeqCst) < 100 {
        assert!(Instant::now() < deadline, "the writers do not get on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    server.kill();
    let mut people = Vec::new();
    for writer in writers {
        people.push(writer.await.expect("a writer"));
    }

    let server = Program::serve(home.path(), &[]);
    for mut person in people {
        person.assert_nothing_is_lost(&server.url).await;
        assert_eq!(person.answer(&server.url, "Rahul Sharma").await.expect("an answer").0, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_once_is_answered_again_after_a_kill_and_never_done_twice() {
    let home = home();
    let client = Client::new();
    let server = Program::serve(home.path(), &[]);
    let mut writers = Vec::new();
    for _ in 0..6 {
        let mut person = Person::start(&client, &server.url).await;
        let url = server.url.clone();
        writers.push(tokio::spawn(async move {
            let mut answered = Vec::new();
            while let Some((status, replayed, body)) =
                person.answer_once(&url, "???", &format!("key-{}", answered.len())).await
            {
                assert_eq!((status, replayed), (200, false), "{body}");
                answered.push(body);
            }
            (person, answered)
        }));
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.kill();
    let mut people = Vec::new();
    for writer in writers {
        people.push(writer.await.expect("a writer"));
    }

    let server = Program::serve(home.path(), &[]);
    for (mut person, answered) in people {
        assert!(!answered.is_empty(), "the kill came too early to show anything");
        for (number, before) in answered.iter().enumerate() {
            let again = person.answer_once(&server.url, "???", &format!("key-{number}")).await.expect("an answer");
            assert_eq!(again, (200, true, before.clone()));
        }
        person.assert_nothing_is_lost(&server.url).await;
        // The one that the kill interrupted was stored with its answer, or claimed and not carried out, or never arrived.
        let key = format!("key-{}", answered.len());
        let (status, _, body) = person.answer_once(&server.url, "???", &key).await.expect("an answer");
        assert!(status == 200 || body["code"] == "idempotency_key_in_use", "{body}");
        person.assert_nothing_is_lost(&server.url).await;
    }
}
