//! How many applications a day has.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use crate::support::{Actor, Answer, Backend, Options, TestApp};

async fn apply(person: &Actor<'_>) -> Answer {
    let job = person.add_job("Engineer").await;
    person.post("/applications", json!({"job_id": job})).await
}

#[rstest]
#[tokio::test]
async fn the_limit_holds_till_midnight_where_the_person_is(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    // Midnight in UTC is 19:00 there; it is midnight in UTC now.
    member.patch("/users/me", json!({"timezone": "America/New_York"})).await.is(200);
    for _ in 0..5 {
        apply(&member).await.is(201);
    }
    let refused = apply(&member).await;
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((5 * 3_600 - 60..=5 * 3_600).contains(&wait), "{wait}");
    refused.problem(429, "daily_limit_reached");

    app.clock.advance(TimeDelta::seconds(wait - 61));
    // A token lives a quarter of an hour.
    let renewal = json!({"refresh_token": member.refresh_token()});
    let renewed = app.as_visitor().post("/auth/refresh", renewal).await.is(200);
    let member = member.with_token(renewed["access_token"].as_str().unwrap());
    apply(&member).await.problem(429, "daily_limit_reached");
    app.clock.advance(TimeDelta::seconds(62));
    apply(&member).await.is(201);
}

#[rstest]
#[tokio::test]
async fn deleting_an_application_makes_no_room_for_another(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for _ in 0..5 {
        let made = apply(&member).await.is(201);
        let path = format!("/applications/{}", made["id"].as_str().unwrap());
        member.send_text(reqwest::Method::DELETE, &path, "").await.is(204);
    }
    apply(&member).await.problem(429, "daily_limit_reached");
}

#[rstest]
#[tokio::test]
async fn the_tier_that_counts_is_the_present_one(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for _ in 0..5 {
        apply(&member).await.is(201);
    }
    apply(&member).await.problem(429, "daily_limit_reached");
    member.has_tier("pro").await;
    for _ in 5..25 {
        apply(&member).await.is(201);
    }
    apply(&member).await.problem(429, "daily_limit_reached");
}

#[rstest]
#[tokio::test]
async fn the_limits_can_be_lifted(#[values(Sqlite, Postgres)] backend: Backend) {
    let settings = vec![("CAREERBASE_DAILY_LIMITS", "off")];
    let app = TestApp::start_with(backend, Options { settings, ..Options::default() }).await;
    let member = app.as_member().await;
    for _ in 0..7 {
        apply(&member).await.is(201);
    }
}
