//! Deleting applications, and taking it back.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Backend, TestApp};

async fn delete(person: &Actor<'_>, path: &str) -> Answer {
    person.app.send(person.request(Method::DELETE, path)).await
}

#[rstest]
#[tokio::test]
async fn a_deleted_application_is_gone_until_it_is_restored(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    member.post(&format!("{path}/restore"), Value::Null).await.problem(404, "not_found");
    delete(&member, &format!("{path}?reason=Too%20far")).await.is(204);
    let kept = app.rows("SELECT deletion_reason FROM applications").await;
    assert_eq!(kept, [json!({"deletion_reason": "Too far"})]);

    delete(&member, &path).await.problem(404, "not_found");
    member.get(&path).await.problem(404, "not_found");
    member.get(&format!("{path}/events")).await.problem(404, "not_found");
    member.patch(&path, json!({"notes": "n"})).await.problem(404, "not_found");
    member.patch(&format!("{path}/status"), json!({"status": "offer"})).await.problem(404, "not_found");
    member.post(&format!("{path}/events"), json!({"kind": "note"})).await.problem(404, "not_found");
    assert_eq!(member.get("/applications").await.is(200)["items"], json!([]));
    assert_eq!(member.get("/applications/stats").await.is(200)["total"], 0);

    let mut restored = member.post(&format!("{path}/restore"), Value::Null).await.is(200);
    assert_eq!(member.get(&path).await.is(200), restored);
    restored["updated_at"] = made["updated_at"].clone();
    assert_eq!(restored, made);
    member.post(&format!("{path}/restore"), Value::Null).await.problem(404, "not_found");
    assert_eq!(member.get(&format!("{path}/events")).await.is(200)["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn an_application_cannot_come_back_beside_another_for_its_job(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    delete(&member, &path).await.is(204);
    let again = member.post("/applications", json!({"job_id": made["job_id"]})).await.is(201);
    member.post(&format!("{path}/restore"), Value::Null).await.problem(409, "application_exists");
    delete(&member, &format!("/applications/{}", again["id"].as_str().unwrap())).await.is(204);
    member.post(&format!("{path}/restore"), Value::Null).await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_reason_is_bounded(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    delete(&member, &format!("{path}?reason={}", "a".repeat(501))).await.refuses(&[("reason", "length")]);
    delete(&member, &format!("{path}?reason=%00")).await.problem(400, "invalid_query");
    delete(&member, &format!("{path}?why=so")).await.problem(400, "invalid_query");
    delete(&member, &format!("{path}?reason={}", "%C3%A4".repeat(500))).await.is(204);
}
