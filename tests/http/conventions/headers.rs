//! What every answer carries, and what is answered where nothing is served.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Backend, TestApp};

async fn with_request_id(app: &TestApp, id: &str) -> Answer {
    app.send(app.request(Method::GET, "/users/me").header("x-request-id", id)).await
}

#[rstest]
#[tokio::test]
async fn a_request_id_is_echoed_and_stands_in_the_problem(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for id in ["a", "trace:1.2_3-4", &"x".repeat(128)] {
        let answer = with_request_id(&app, id).await;
        assert_eq!(answer.header("x-request-id"), id);
        assert_eq!(answer.json["request_id"], id);
    }
}

#[rstest]
#[tokio::test]
async fn a_request_id_is_made_where_none_or_none_that_is_safe_to_log_is_sent(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let mut seen = vec![app.as_visitor().get("/health").await.header("x-request-id").to_owned()];
    for id in ["", "two words", "<script>", &"x".repeat(129)] {
        let made = with_request_id(&app, id).await.header("x-request-id").to_owned();
        assert!(uuid::Uuid::parse_str(&made).is_ok(), "{made}");
        assert!(!seen.contains(&made));
        seen.push(made);
    }
}

#[rstest]
#[tokio::test]
async fn a_path_that_nobody_serves_is_a_problem(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for path in ["/", "/nothing", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/health/", "/api/v2/health", "/%00"]
    {
        let answer = app.send(app.client.get(app.url(path))).await;
        answer.problem(404, "not_found");
    }
    let answer = app.send(app.client.post(app.url("/api/v1/nothing")).body("{")).await;
    answer.problem(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_method_that_a_path_lacks_is_answered_with_those_that_it_has(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let session = format!("/onboarding/sessions/{}", crate::support::unknown_id());
    for (method, path, allowed) in [
        (Method::DELETE, "/users/me", "GET, HEAD, PATCH"),
        (Method::GET, "/auth/login", "POST"),
        (Method::POST, "/health", "GET, HEAD"),
        (Method::POST, "/openapi.json", "GET, HEAD"),
        (Method::PATCH, "/preferences", "GET, HEAD, PUT"),
        (Method::POST, "/preferences/summary", "GET, HEAD"),
        (Method::PATCH, "/preferences/summary", "GET, HEAD"),
        (Method::PATCH, "/applications/board", "GET, HEAD"),
        (Method::GET, "/preferences/salary", "PATCH"),
        (Method::PUT, &session, "GET, HEAD"),
    ] {
        let answer = app.send(app.request(method, path).json(&json!({}))).await;
        assert_eq!(answer.header("allow"), allowed, "{path}");
        answer.problem(405, "method_not_allowed");
    }
}

#[rstest]
#[tokio::test]
async fn answers_to_those_who_are_signed_in_are_not_kept(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for path in ["/users/me", "/onboarding/status", "/onboarding/sessions", "/preferences", "/nothing"] {
        let answer = member.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[rstest]
#[tokio::test]
async fn the_head_of_whatever_can_be_got_comes_without_its_body(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let answer = app.request(Method::HEAD, "/health").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_ne!(answer.headers()["content-length"], "0");
    assert_eq!(answer.text().await.unwrap(), "");
    assert_eq!(app.request(Method::HEAD, "/auth/login").send().await.unwrap().status(), 405);
}
