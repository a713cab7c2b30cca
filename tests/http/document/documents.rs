//! Storing, reading, deleting and restoring documents.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{delete, delete_if, path_of, write};
use crate::support::{Actor, Backend, TestApp, unknown_id};

async fn new_job(person: &Actor<'_>) -> Value {
    let job = json!({"title": "Engineer", "company": "Acme"});
    person.post("/jobs", job).await.is(201)["id"].clone()
}

#[rstest]
#[tokio::test]
async fn a_document_is_stored_as_the_next_version_and_read_back(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let body = json!({
        "type": "cover_letter",
        "job_id": new_job(&member).await,
        "title": "To Acme",
        "content": "# Zoë 🦀\r\n\n- naïve\n",
        "structured": {"to": {"name": "Acme"}, "paragraphs": [1, null, "two"]},
    });
    let created = member.post("/documents", body.clone()).await;
    let (location, etag) = (created.header("location").to_owned(), created.header("etag").to_owned());
    let document = created.is(201);
    assert_eq!(location, format!("/api/v1{}", path_of("documents", &document)));
    for field in ["type", "job_id", "title", "content", "structured"] {
        assert_eq!(document[field], body[field], "{field}");
    }
    assert_eq!((&document["version"], &document["is_latest"]), (&json!(1), &json!(true)));
    assert_eq!((&document["generation_id"], &document["ats_score"]), (&Value::Null, &Value::Null));

    let read = member.get(&path_of("documents", &document)).await;
    assert_eq!(read.header("etag"), etag);
    assert_eq!(read.is(200), document);
    assert_eq!(member.post("/documents", body).await.is(201)["version"], 2, "even with the same content");
}

#[rstest]
#[tokio::test]
async fn versions_are_counted_for_each_person_type_and_job(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (ada, ben) = (app.as_member().await, app.as_guest().await);
    let (job, another) = (new_job(&ada).await, new_job(&ada).await);
    for (person, kind, job, version) in [
        (&ada, "resume", &Value::Null, 1),
        (&ada, "resume", &Value::Null, 2),
        (&ada, "cover_letter", &Value::Null, 1),
        (&ada, "resume", &job, 1),
        (&ada, "resume", &another, 1),
        (&ada, "resume", &job, 2),
        (&ben, "resume", &Value::Null, 1),
    ] {
        let document = json!({"type": kind, "job_id": job, "content": "x"});
        let document = person.post("/documents", document).await.is(201);
        assert_eq!(document["version"], version, "{document}");
    }
}

#[rstest]
#[tokio::test]
async fn a_document_is_for_a_job_that_its_owner_sees(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (owner, stranger) = (app.as_member().await, app.as_member().await);
    let job = new_job(&owner).await;
    let for_job = |job: &Value| json!({"type": "resume", "job_id": job, "content": "x"});
    let of_others = stranger.post("/documents", for_job(&job)).await;
    assert_eq!(of_others.status, 404);
    let unknown = stranger.post("/documents", for_job(&json!(unknown_id()))).await;
    assert_eq!(of_others.same_for_everybody(), unknown.same_for_everybody());
    assert_eq!(stranger.get("/documents").await.is(200)["items"], json!([]));

    app.execute("UPDATE jobs SET user_id = NULL").await;
    stranger.post("/documents", for_job(&job)).await.is(201);
}

#[rstest]
#[tokio::test]
async fn what_a_document_holds_is_bounded(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let document = |field: &str, value: Value| {
        let mut document = json!({"type": "resume", "content": "x"});
        document[field] = value;
        document
    };
    for (field, value, code) in [
        ("content", json!(""), "length"),
        ("content", json!("é".repeat(100_001)), "length"),
        ("content", json!("a\u{0}b"), "nul"),
        ("content", json!(null), "invalid"),
        ("title", json!("é".repeat(201)), "length"),
        ("title", json!(" "), "blank"),
        ("structured", json!({"a": "x".repeat(128 * 1024)}), "too_large"),
        ("structured", json!([]), "invalid"),
        ("type", json!("letter"), "invalid"),
        ("job_id", json!("mine"), "invalid"),
        ("version", json!(7), "unknown_field"),
        ("ats_score", json!(100), "unknown_field"),
    ] {
        member.post("/documents", document(field, value)).await.refuses(&[(field, code)]);
    }
    member.post("/documents", json!({"type": "resume"})).await.refuses(&[("content", "required")]);
    let longest = document("content", json!("日".repeat(100_000)));
    assert_eq!(member.post("/documents", longest.clone()).await.is(201)["content"], longest["content"]);
}

#[rstest]
#[tokio::test]
async fn a_deleted_document_is_gone_until_it_is_restored_and_its_number_is_not_given_again(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (first, second) = (write(&member, "one").await, write(&member, "two").await);
    let path = path_of("documents", &second);
    assert_eq!(delete(&member, &format!("{path}?reason=Too%20long")).await.status, 204);
    delete(&member, &path).await.problem(404, "not_found");
    member.get(&path).await.problem(404, "not_found");
    member.get(&format!("{path}/versions")).await.problem(404, "not_found");
    member.get(&format!("{path}/diff")).await.problem(404, "not_found");
    member.patch(&path, json!({"content": "three"})).await.problem(404, "not_found");
    let stored = app.rows("SELECT deletion_reason FROM documents WHERE deleted_at IS NOT NULL").await;
    assert_eq!(stored, [json!({"deletion_reason": "Too long"})]);
    assert_eq!(member.get(&path_of("documents", &first)).await.is(200)["is_latest"], true);

    let third = write(&member, "three").await;
    assert_eq!(third["version"], 3);
    let restored = member.post(&format!("{path}/restore"), json!({})).await;
    let etag = restored.header("etag").to_owned();
    let restored = restored.is(200);
    assert_eq!((&restored["content"], &restored["version"]), (&json!("two"), &json!(2)));
    assert_eq!(restored["is_latest"], false);
    assert_eq!(member.get(&path).await.header("etag"), etag);
    member.post(&format!("{path}/restore"), json!({})).await.problem(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_deletion_is_refused_when_another_version_came_since(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let seen = member.get(&path).await.header("etag").to_owned();
    write(&member, "two").await;
    delete_if(&member, &path, &seen).await.problem(412, "precondition_failed");
    let seen = member.get(&path).await.header("etag").to_owned();
    assert_eq!(delete_if(&member, &path, &seen).await.status, 204);
}

#[rstest]
#[tokio::test]
async fn a_reason_is_bounded(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let long = "x".repeat(501);
    delete(&member, &format!("{path}?reason={long}")).await.refuses(&[("reason", "length")]);
    delete(&member, &format!("{path}?why=x")).await.problem(400, "invalid_query");
    assert_eq!(delete(&member, &format!("{path}?reason={}", &long[1..])).await.status, 204);
}

#[rstest]
#[tokio::test]
async fn a_document_that_is_known_already_is_not_sent_again(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let seen = member.get(&path).await.header("etag").to_owned();
    let again = || member.request(reqwest::Method::GET, &path).header("If-None-Match", &seen);
    assert_eq!(app.send(again()).await.status, 304);
    write(&member, "two").await;
    assert_eq!(app.send(again()).await.is(200)["is_latest"], false);
}
