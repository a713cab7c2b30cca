//! Health, metrics, and the documentation that the program carries.

use std::path::Path;

use Backend::{Postgres, Sqlite};
use rstest::rstest;

use crate::support::{Answer, Backend, TestApp};

async fn get(app: &TestApp, path: &str) -> Answer {
    app.send(app.client.get(app.url(path))).await
}

#[rstest]
#[tokio::test]
async fn health_tells_of_the_database_and_its_schema(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for path in ["/health", "/health/ready"] {
        let health = app.as_visitor().get(path).await.is(200);
        assert_eq!((&health["status"], &health["database"]), (&"healthy".into(), &"connected".into()));
        assert_eq!(health["migrations"]["pending"], 0);
        assert!(health["migrations"]["applied"].as_u64().unwrap() > 0);
        let embeddings = health["embeddings"].as_str().unwrap();
        match backend {
            Sqlite => assert_eq!(embeddings, "plain"),
            // As the server has it.
            Postgres => assert!(["plain", "vector"].contains(&embeddings)),
        }
        assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
        assert!(health["timestamp"].as_str().unwrap().starts_with("2026-01-01T00:00:00"));
    }
}

#[rstest]
#[tokio::test]
async fn a_schema_that_is_behind_is_degraded_and_not_ready(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.forget_latest_migration().await;
    let health = app.as_visitor().get("/health").await.is(200);
    assert_eq!((&health["status"], &health["migrations"]["pending"]), (&"degraded".into(), &1.into()));
    assert_eq!(app.as_visitor().get("/health/ready").await.is(503)["status"], "degraded");
}

#[rstest]
#[tokio::test]
async fn liveness_asks_nothing_else(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let answer = app.as_visitor().get("/health/live").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"status":"alive"}"#));
}

#[rstest]
#[tokio::test]
async fn metrics_count_requests_by_route_and_status(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    let before = get(&app, "/metrics").await.text;
    guest.get(&format!("/onboarding/sessions/{}", guest.session())).await.is(200);
    guest.get(&format!("/onboarding/sessions/{}", crate::support::unknown_id())).await.is(404);
    let answer = get(&app, "/metrics").await;
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    assert_eq!(answer.status, 200);
    for status in [200, 404] {
        let labels = format!(r#"method="GET",route="/api/v1/onboarding/sessions/{{id}}",status="{status}""#);
        let series = format!("http_requests_total{{{labels}}} ");
        // Tests that run in the same process count together.
        assert!(count(&answer.text, &series) > count(&before, &series), "{series}in {}", answer.text);
    }
    assert!(answer.text.contains("http_request_duration_seconds_bucket"), "{}", answer.text);
    assert!(answer.text.contains(r#"database_pool_connections{state="open"}"#), "{}", answer.text);
    assert!(!answer.text.contains(guest.session()), "ids would make a series each");
}

fn count(metrics: &str, series: &str) -> u64 {
    metrics.lines().find_map(|line| line.strip_prefix(series)?.parse().ok()).unwrap_or(0)
}

fn is_asset(text: &str) -> bool {
    Path::new(text).extension().is_some_and(|extension| extension == "js" || extension == "css")
}

#[rstest]
#[tokio::test]
async fn the_documentation_comes_with_everything_it_needs(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let redirect = get(&app, "/docs").await;
    assert_eq!((redirect.status, redirect.header("location")), (308, "/docs/"));
    let page = get(&app, "/docs/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"));
    let assets: Vec<&str> = page.text.split('"').filter(|text| is_asset(text)).collect();
    assert!(assets.len() >= 3, "{}", page.text);
    for asset in assets {
        assert!(!asset.contains("//"), "{asset} comes from elsewhere");
        let answer = get(&app, &format!("/docs/{}", asset.trim_start_matches("./"))).await;
        assert_eq!(answer.status, 200, "{asset}");
        assert!(!answer.text.is_empty(), "{asset}");
    }
    let start = get(&app, "/docs/swagger-initializer.js").await;
    assert!(start.text.contains("/api/v1/openapi.json"), "{}", start.text);
    assert_eq!(app.client.get(app.url("/docs/nothing.js")).send().await.unwrap().status(), 404);
}

#[rstest]
#[tokio::test]
async fn the_document_is_served(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let answer = get(&app, "/api/v1/openapi.json").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert_eq!(answer.text, api_actix::server::document_json());
}

#[rstest]
#[tokio::test]
async fn invented_methods_make_no_series_of_their_own(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for method in ["BREW", "WHISK"] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        assert_eq!(app.request(method, "/health").send().await.unwrap().status(), 405);
    }
    let metrics = get(&app, "/metrics").await.text;
    assert!(metrics.contains(r#"method="OTHER""#), "{metrics}");
    assert!(!metrics.contains("BREW") && !metrics.contains("WHISK"), "{metrics}");
}
