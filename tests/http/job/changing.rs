//! Changing a job of one's own.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use super::{enter, path, plain, publish};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_patch_changes_what_it_names_and_null_clears(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = enter(&member, json!({"title": "Old", "company": "Acme", "location": "Rome", "salary_min": 5})).await;
    app.clock.advance(chrono::TimeDelta::seconds(5));
    let patch = json!({"title": "New", "location": null, "salary_max": 7, "status": "archived", "benefits": ["Lunch"],
        "url": "https://example.com/1", "posted_at": "2026-01-01T00:00:00.123456789Z", "on_call": true});
    let changed = member.patch(&path(&job), patch).await.is(200);
    let expected = json!({"title": "New", "company": "Acme", "location": null, "salary_min": 5, "salary_max": 7,
        "status": "archived", "benefits": ["Lunch"], "url": "https://example.com/1", "on_call": true,
        "posted_at": "2026-01-01T00:00:00.123456Z", "created_at": job["created_at"]});
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&changed[field], value, "{field}");
    }
    assert_ne!(changed["updated_at"], job["updated_at"]);
    assert_eq!(member.get(&path(&job)).await.is(200), changed);
    for (word, found) in [("new", 1), ("lunch", 1), ("old", 0), ("rome", 0)] {
        let page = member.get(&format!("/jobs?q={word}")).await.is(200);
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{word}");
    }
}

#[rstest]
#[tokio::test]
async fn a_patch_that_breaks_a_rule_changes_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    enter(&member, json!({"title": "First", "company": "Acme", "url": "https://example.com/1"})).await;
    let job = enter(&member, json!({"title": "Second", "company": "Acme", "salary_min": 5})).await;
    for (patch, field, code) in [
        (json!({}), "", "empty_patch"),
        (json!({"title": null}), "title", "invalid"),
        (json!({"title": " "}), "title", "blank"),
        (json!({"salary_max": 4}), "salary_max", "below_minimum"),
        (json!({"raw_text": "another text"}), "raw_text", "unknown_field"),
        (json!({"user_id": null}), "user_id", "unknown_field"),
    ] {
        member.patch(&path(&job), patch).await.refuses(&[(field, code)]);
    }
    member.patch(&path(&job), json!({"url": "https://example.com/1"})).await.problem(409, "job_exists");
    assert_eq!(member.get(&path(&job)).await.is(200), job);
}

#[rstest]
#[tokio::test]
async fn a_public_job_is_seen_by_everybody_and_changed_by_nobody(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    let job = enter(&member, plain("Engineer")).await;
    publish(&app, &job).await;
    for person in [&member, &other] {
        person.get(&path(&job)).await.is(200);
        person.patch(&path(&job), json!({"title": "Mine"})).await.problem(403, "public_job");
        person.send_text(Method::DELETE, &path(&job), "").await.problem(403, "public_job");
    }
}

#[rstest]
#[tokio::test]
async fn a_change_to_a_state_that_is_no_more_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let answer = member.post("/jobs", plain("First")).await;
    let (old, path) = (answer.header("etag").to_owned(), path(&answer.json));
    let send = async |method: Method, body: Value, tag: &str| {
        app.send(member.request(method, &path).header("If-Match", tag).json(&body)).await
    };
    let answer = send(Method::PATCH, json!({"title": "Second"}), &old).await;
    let new = answer.header("etag").to_owned();
    answer.is(200);
    send(Method::PATCH, json!({"title": "Third"}), &old).await.problem(412, "precondition_failed");
    send(Method::DELETE, json!({}), &old).await.problem(412, "precondition_failed");
    assert_eq!(member.get(&path).await.is(200)["title"], "Second");
    send(Method::DELETE, json!({}), &new).await.is(204);
}

#[rstest]
#[tokio::test]
async fn changes_at_the_same_time_lose_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = path(&enter(&member, plain("Engineer")).await);
    let patches = [
        json!({"title": "Miller"}),
        json!({"location": "Rome"}),
        json!({"industry": "Mills"}),
        json!({"on_call": true}),
        json!({"travel_percent": 5}),
        json!({"status": "draft"}),
    ];
    for answer in join_all(patches.iter().map(|patch| member.patch(&job, patch.clone()))).await {
        answer.is(200);
    }
    let changed = member.get(&job).await.is(200);
    for patch in &patches {
        for (key, value) in patch.as_object().unwrap() {
            assert_eq!(&changed[key], value, "{key}");
        }
    }
}
