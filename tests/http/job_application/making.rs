//! Making applications.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, TestApp, unknown_id};

#[rstest]
#[tokio::test]
async fn an_application_carries_its_job_and_begins_its_timeline(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = app.add_public_job("Engineer").await;
    let answer = member.post("/applications", json!({"job_id": job, "notes": "By mail"})).await;
    let (location, etag) = (answer.header("location").to_owned(), answer.header("etag").to_owned());
    let made = answer.is(201);
    assert_eq!(made["job"], json!({"id": job, "title": "Engineer", "company": "Acme", "location": "Berlin"}));
    assert_eq!((&made["status"], &made["notes"], &made["job_id"]), (&json!("applied"), &json!("By mail"), &json!(job)));
    assert_eq!(made["applied_at"], made["created_at"]);

    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    assert_eq!(location, format!("/api/v1{path}"));
    let read = member.get(&path).await;
    assert_eq!(read.header("etag"), etag);
    assert_eq!(read.is(200), made);

    let events = member.get(&format!("{path}/events")).await.is(200);
    let [first] = events["items"].as_array().unwrap().as_slice() else { panic!("{events}") };
    assert_eq!((&first["kind"], &first["actor"]), (&json!("status_changed"), &json!("user")));
    assert_eq!((&first["old_status"], &first["new_status"]), (&Value::Null, &json!("applied")));
}

#[rstest]
#[tokio::test]
async fn an_application_of_the_past_begins_its_timeline_there(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (job, resume) = (member.add_job("Engineer").await, member.add_document("resume").await);
    let letter = member.add_document("cover_letter").await;
    let body = json!({"job_id": job, "status": "interview", "applied_at": "2025-11-03T09:30:00.1234567+01:00",
        "resume_version_id": resume, "cover_letter_id": letter});
    let made = member.post("/applications", body).await.is(201);
    assert_eq!(made["applied_at"], "2025-11-03T08:30:00.123456Z");
    assert_eq!((&made["resume_version_id"], &made["cover_letter_id"]), (&json!(resume), &json!(letter)));
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    assert_eq!(member.get(&path).await.is(200), made);
    let first = member.get(&format!("{path}/events")).await.is(200)["items"][0].clone();
    assert_eq!((&first["new_status"], &first["occurred_at"]), (&json!("interview"), &made["applied_at"]));
}

#[rstest]
#[tokio::test]
async fn a_job_is_applied_for_once_by_each_person(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let job = app.add_public_job("Engineer").await;
    for person in [app.as_member().await, app.as_guest().await] {
        person.post("/applications", json!({"job_id": job})).await.is(201);
        person.post("/applications", json!({"job_id": job})).await.problem(409, "application_exists");
    }
}

#[rstest]
#[tokio::test]
async fn what_is_not_ones_own_cannot_be_referred_to(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (owner, stranger) = (app.as_member().await, app.as_member().await);
    let (theirs, own) = (owner.add_job("Engineer").await, stranger.add_job("Engineer").await);
    for job in [theirs, unknown_id()] {
        stranger.post("/applications", json!({"job_id": job})).await.problem(404, "job_not_found");
    }
    let (resume, letter) = (owner.add_document("resume").await, stranger.add_document("cover_letter").await);
    for (kind, document) in
        [("resume_version_id", resume), ("resume_version_id", letter), ("cover_letter_id", unknown_id())]
    {
        let answer = stranger.post("/applications", json!({"job_id": own, kind: document})).await;
        answer.problem(404, "document_not_found");
    }
    assert_eq!(stranger.get("/applications").await.is(200)["items"], json!([]));
}

#[rstest]
#[tokio::test]
async fn input_is_bounded(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = member.add_job("Engineer").await;
    for (field, value, code) in [
        ("notes", json!("ä".repeat(5_001)), "length"),
        ("notes", json!(" "), "blank"),
        ("applied_at", json!("2026-01-02T00:01:00Z"), "in_the_future"),
        ("applied_at", json!("1899-12-31T00:00:00Z"), "time_range"),
        ("status", json!("hired"), "invalid"),
        ("user_id", json!(job), "unknown_field"),
    ] {
        member.post("/applications", json!({"job_id": job, field: value})).await.refuses(&[(field, code)]);
    }
    member.post("/applications", json!({})).await.refuses(&[("job_id", "required")]);
    let most = json!({"job_id": job, "notes": "ä".repeat(5_000), "applied_at": "2026-01-01T23:59:00Z"});
    member.post("/applications", most).await.is(201);
}

#[rstest]
#[tokio::test]
async fn applying_turns_ones_own_match_on_the_job(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    let job = app.add_public_job("Engineer").await;
    let own = member.add_match(&job, 80.0, "dismissed").await;
    let theirs = other.add_match(&job, 80.0, "saved").await;
    member.post("/applications", json!({"job_id": job})).await.is(201);
    assert_eq!(member.get(&format!("/matches/{own}")).await.is(200)["status"], "applied");
    assert_eq!(other.get(&format!("/matches/{theirs}")).await.is(200)["status"], "saved");
}

#[rstest]
#[tokio::test]
async fn an_application_that_is_sent_twice_is_made_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = member.add_job("Engineer").await;
    let send = || {
        let request = member.request(reqwest::Method::POST, "/applications");
        app.send(request.header("Idempotency-Key", "once").json(&json!({"job_id": job})))
    };
    let (first, second) = (send().await, send().await);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(first.is(201), second.is(201));
    assert_eq!(app.rows("SELECT kind FROM application_events").await.len(), 1);
}
