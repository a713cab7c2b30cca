//! Changing what is noted of an application.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, TestApp, unknown_id};

#[rstest]
#[tokio::test]
async fn a_patch_changes_what_it_names_and_null_clears(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let resume = member.add_document("resume").await;
    let changed = member.patch(&path, json!({"notes": "By mail", "resume_version_id": resume})).await.is(200);
    assert_eq!((&changed["notes"], &changed["resume_version_id"]), (&json!("By mail"), &json!(resume)));
    assert_eq!(changed["applied_at"], made["applied_at"]);
    assert_ne!(changed["updated_at"], made["updated_at"]);
    assert_eq!(member.get(&path).await.is(200), changed);

    let cleared = member.patch(&path, json!({"notes": null, "applied_at": "2025-12-24T00:00:00Z"})).await.is(200);
    assert_eq!((&cleared["notes"], &cleared["resume_version_id"]), (&Value::Null, &json!(resume)));
    assert_eq!(cleared["applied_at"], "2025-12-24T00:00:00Z");
    // Changing it is no event.
    assert_eq!(member.get(&format!("{path}/events")).await.is(200)["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_patch_keeps_to_the_rules(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    member.patch(&path, json!({})).await.refuses(&[("", "empty_patch")]);
    for (body, field, code) in [
        (json!({"notes": " "}), "notes", "blank"),
        (json!({"notes": "a".repeat(5_001)}), "notes", "length"),
        (json!({"applied_at": null}), "applied_at", "invalid"),
        (json!({"applied_at": "2026-02-01T00:00:00Z"}), "applied_at", "in_the_future"),
        (json!({"status": "offer"}), "status", "unknown_field"),
        (json!({"job_id": unknown_id()}), "job_id", "unknown_field"),
    ] {
        member.patch(&path, body).await.refuses(&[(field, code)]);
    }
    for document in [other.add_document("resume").await, member.add_document("cover_letter").await, unknown_id()] {
        member.patch(&path, json!({"resume_version_id": document})).await.problem(404, "document_not_found");
    }
    assert_eq!(member.get(&path).await.is(200), made);
}

#[rstest]
#[tokio::test]
async fn what_was_changed_since_it_was_read_is_not_changed(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let old = member.get(&path).await.header("etag").to_owned();
    member.patch(&format!("{path}/status"), json!({"status": "offer"})).await.is(200);
    let with = |method: Method, path: &str, tag: &str| member.request(method, path).header("If-Match", tag.to_owned());
    let new = member.get(&path).await.header("etag").to_owned();
    assert_ne!(old, new);
    app.send(with(Method::PATCH, &path, &old).json(&json!({"notes": "n"}))).await.problem(412, "precondition_failed");
    let status = format!("{path}/status");
    app.send(with(Method::PATCH, &status, &old).json(&json!({"status": "closed"})))
        .await
        .problem(412, "precondition_failed");
    app.send(with(Method::DELETE, &path, &old)).await.problem(412, "precondition_failed");
    app.send(with(Method::DELETE, &path, &new)).await.is(204);
}
