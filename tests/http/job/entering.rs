//! Jobs by their fields.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{enter, path, plain};
use crate::support::{Backend, TestApp, unknown_id};

fn full() -> Value {
    json!({
        "source": "linkedin", "url": "https://example.com/jobs/1?a=b", "title": "Senior Engineer", "company": "Łódź Mills",
        "location": "Kraków", "description": "Everything 🦀\nand \"more\"", "parsed_keywords": ["Rust", "SQL"],
        "requirements": ["5+ years"], "benefits": ["Lunch"], "salary_range": "100–120k", "salary_min": 100_000,
        "salary_max": 120_000, "salary_currency": "PLN", "remote": true, "employment_type": "contract", "company_size": 40,
        "industry": "Mills", "travel_percent": 10, "on_call": false, "status": "draft", "h1b_sponsor_status": "verified",
        "posted_at": "2026-10-01T10:00:00.123456Z",
    })
}

#[rstest]
#[tokio::test]
async fn a_job_is_shown_as_it_was_entered(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let answer = member.post("/jobs", full()).await;
    let (location, etag) = (answer.header("location").to_owned(), answer.header("etag").to_owned());
    let made = answer.is(201);
    assert_eq!(location, format!("/api/v1{}", path(&made)));
    for (field, value) in full().as_object().unwrap() {
        assert_eq!(&made[field], value, "{field}");
    }
    assert_eq!(made["user_id"], member.arrival["user"]["id"]);
    assert_eq!(
        (&made["application_status"], &made["raw_text"], &made["raw_data"]),
        (&json!("not_applied"), &Value::Null, &Value::Null)
    );
    let answer = member.get(&path(&made)).await;
    assert_eq!(answer.header("etag"), etag);
    assert_eq!(answer.is(200), made);
}

#[rstest]
#[tokio::test]
async fn a_job_needs_no_more_than_a_title_and_a_company(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = enter(&member, plain("Engineer")).await;
    let defaults = json!({
        "source": "user_created", "url": null, "location": null, "description": null, "parsed_keywords": [],
        "requirements": [], "benefits": [], "salary_range": null, "salary_min": null, "salary_max": null,
        "salary_currency": null, "remote": false, "employment_type": "full_time", "company_size": null, "industry": null,
        "travel_percent": null, "on_call": null, "status": "active", "h1b_sponsor_status": "unknown", "posted_at": null,
    });
    for (field, value) in defaults.as_object().unwrap() {
        assert_eq!(&made[field], value, "{field}");
    }
    assert_eq!(member.get(&path(&made)).await.is(200), made);
    // Null is the same as nothing.
    enter(&member, json!({"title": "Engineer", "company": "Acme", "url": null, "raw_text": null, "remote": null}))
        .await;
}

#[rstest]
#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_name(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let with = |field: &str, value: Value| {
        let mut body = plain("Engineer");
        body[field] = value;
        body
    };
    for (body, field, code) in [
        (json!({"company": "Acme"}), "title", "required"),
        (with("title", json!("x".repeat(201))), "title", "length"),
        (with("url", json!("javascript:alert(1)")), "url", "url"),
        (with("salary_currency", json!("euro")), "salary_currency", "currency"),
        (with("requirements", json!(["x".repeat(501)])), "requirements", "item_too_long"),
        (with("travel_percent", json!(101)), "travel_percent", "range"),
        (with("tier", json!("pro")), "tier", "unknown_field"),
        (with("application_status", json!("offer")), "application_status", "unknown_field"),
        (with("job_posting", json!(true)), "job_posting", "invalid"),
    ] {
        member.post("/jobs", body).await.refuses(&[(field, code)]);
    }
    member.post("/jobs", json!({})).await.refuses(&[("title", "required"), ("company", "required")]);
    let turned = json!({"title": "T", "company": "C", "salary_min": 2, "salary_max": 1});
    member.post("/jobs", turned).await.refuses(&[("salary_max", "below_minimum")]);
    assert_eq!(member.get("/jobs").await.is(200)["items"], json!([]));
}

#[rstest]
#[tokio::test]
async fn a_url_is_entered_once_by_each_person(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    enter(&member, full()).await;
    member.post("/jobs", full()).await.problem(409, "job_exists");
    enter(&other, full()).await;
}

#[rstest]
#[tokio::test]
async fn the_longest_job_is_entered_and_found(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let description: String = (0..10_000).map(|n| format!("é{:03} ", n % 1_000)).collect::<Vec<_>>().concat();
    let mut body = plain("Engineer");
    body["description"] = json!(description.chars().take(50_000).collect::<String>());
    body["requirements"] = json!(vec!["𐐨".repeat(500); 100]);
    body["url"] = json!(format!("https://example.com/{}", "x".repeat(1_980)));
    let made = enter(&member, body).await;
    assert_eq!(member.get("/jobs?q=E999").await.is(200)["items"][0]["id"], made["id"]);
}

#[rstest]
#[tokio::test]
async fn the_job_of_another_person_is_not_seen(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (owner, stranger) = (app.as_member().await, app.as_member().await);
    let job = enter(&owner, plain("Engineer")).await;
    let unknown = stranger.get(&format!("/jobs/{}", unknown_id())).await;
    let of_another = stranger.get(&path(&job)).await;
    assert_eq!((of_another.status, unknown.status), (404, 404));
    assert_eq!(of_another.same_for_everybody(), unknown.same_for_everybody());
    assert_eq!(stranger.get("/jobs?q=engineer").await.is(200)["items"], json!([]));
}
