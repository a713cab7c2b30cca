//! `Idempotency-Key`.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Backend, TestApp};

async fn start_anew(person: &Actor<'_>, key: &str, body: Value) -> Answer {
    let request = person.request(Method::POST, "/onboarding/start").header("Idempotency-Key", key).json(&body);
    person.app.send(request).await
}

fn restart() -> Value {
    json!({"restart": true})
}

async fn sessions(person: &Actor<'_>) -> usize {
    let page = person.get("/onboarding/sessions?limit=100").await.is(200);
    page["items"].as_array().expect("sessions").len()
}

#[rstest]
#[tokio::test]
async fn a_request_that_is_sent_again_is_answered_the_same_and_done_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = start_anew(&member, "once", restart()).await;
    let again = start_anew(&member, "once", restart()).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text, again.text, "to the byte");
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("content-type"), again.header("content-type"));
    assert!(first.headers.get("idempotency-replayed").is_none());
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_ne!(first.header("x-request-id"), again.header("x-request-id"));
    assert_eq!(sessions(&member).await, 1);

    start_anew(&member, "twice", restart()).await.is(201);
    assert_eq!(sessions(&member).await, 2);
}

#[rstest]
#[tokio::test]
async fn a_key_belongs_to_one_request_of_one_person(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    start_anew(&member, "key", restart()).await.is(201);
    start_anew(&member, "key", json!({})).await.problem(422, "idempotency_key_reused");
    let session = member.start().await;
    let elsewhere = member.request(Method::POST, &format!("/onboarding/sessions/{session}/abandon"));
    app.send(elsewhere.header("Idempotency-Key", "key")).await.problem(422, "idempotency_key_reused");
    start_anew(&other, "key", restart()).await.is(201);
    assert_eq!((sessions(&member).await, sessions(&other).await), (1, 1));
}

#[rstest]
#[tokio::test]
async fn a_key_can_be_used_anew_after_a_day(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    start_anew(&member, "key", restart()).await.is(201);
    app.clock.advance(TimeDelta::hours(24));
    let signed_in = app.as_visitor().post("/auth/refresh", json!({"refresh_token": member.refresh_token()})).await;
    let member = member.with_token(signed_in.is(200)["access_token"].as_str().expect("a token"));
    start_anew(&member, "key", json!({})).await.is(200);
    start_anew(&member, "key", restart()).await.problem(422, "idempotency_key_reused");
}

#[rstest]
#[tokio::test]
async fn a_refusal_is_not_kept(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    start_anew(&member, "key", json!({"restart": 1})).await.problem(422, "validation_failed");
    start_anew(&member, "key", restart()).await.is(201);
    // Refused inside the use case, after its transaction had begun.
    let session = member.start().await;
    let abandon = || {
        let path = format!("/onboarding/sessions/{session}/abandon");
        app.send(member.request(Method::POST, &path).header("Idempotency-Key", "abandon"))
    };
    abandon().await.is(204);
    let again = abandon().await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (204, "true"));
    let twice = member.post(&format!("/onboarding/sessions/{session}/abandon"), json!({})).await;
    twice.problem(409, "session_closed");
}

#[rstest]
#[tokio::test]
async fn of_fifty_at_once_one_is_carried_out(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let all = (0..50).map(|_| start_anew(&member, "key", restart()));
    let mut done = Vec::new();
    for answer in futures_util::future::join_all(all).await {
        match answer.status {
            201 => done.push(answer.text),
            _ => drop(answer.problem(409, "idempotency_key_in_use")),
        }
    }
    assert!(!done.is_empty() && done.iter().all(|text| *text == done[0]), "{done:?}");
    assert_eq!(sessions(&member).await, 1);
    assert_eq!(start_anew(&member, "key", restart()).await.text, done[0]);
}

#[rstest]
#[case::empty("")]
#[case::with_a_space("a b")]
#[case::too_long(
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
)]
#[tokio::test]
async fn a_key_that_is_none_is_refused(#[values(Sqlite, Postgres)] backend: Backend, #[case] key: &str) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    start_anew(&member, key, restart()).await.problem(400, "invalid_idempotency_key");
    assert_eq!(sessions(&member).await, 0);
}

#[rstest]
#[tokio::test]
async fn those_without_a_valid_token_claim_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let nobody = app.as_visitor().with_token("none");
    start_anew(&nobody, "key", restart()).await.problem(401, "invalid_token");
    // A new guest each time: there is nobody yet whose key it could be.
    let one = start_anew(&app.as_visitor(), "key", json!({})).await.is(201);
    let two = start_anew(&app.as_visitor(), "key", json!({})).await.is(201);
    assert_ne!(one["user_id"], two["user_id"]);
    assert_eq!(app.rows("SELECT id FROM idempotency_keys").await.len(), 0);
}
