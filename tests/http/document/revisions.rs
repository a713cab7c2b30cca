//! PATCH: another content is another version.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use super::{column, patch_if, path_of, write};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn another_content_makes_the_next_version_and_leaves_the_old_one(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let body = json!({"type": "cover_letter", "title": "Mine", "content": "one", "structured": {"a": 1}});
    let first = member.post("/documents", body).await.is(201);
    let path = path_of("documents", &first);
    let answer = member.patch(&path, json!({"content": "two", "structured": {"b": 2}})).await;
    let (location, etag) = (answer.header("location").to_owned(), answer.header("etag").to_owned());
    let second = answer.is(200);
    assert_ne!(second["id"], first["id"]);
    assert_eq!(location, format!("/api/v1{}", path_of("documents", &second)));
    assert_eq!((&second["version"], &second["is_latest"]), (&json!(2), &json!(true)));
    assert_eq!((&second["title"], &second["type"]), (&json!("Mine"), &json!("cover_letter")));
    assert_eq!((&second["content"], &second["structured"]), (&json!("two"), &json!({"b": 2})));
    let read = member.get(&path_of("documents", &second)).await;
    assert_eq!(read.header("etag"), etag);
    assert_eq!(read.is(200), second);

    let mut superseded = first.clone();
    superseded["is_latest"] = json!(false);
    assert_eq!(member.get(&path).await.is(200), superseded);
}

#[rstest]
#[tokio::test]
async fn a_generated_score_and_origin_do_not_go_over_to_what_a_person_wrote(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    app.execute("UPDATE documents SET ats_score = 87.5, generation_id = id").await;
    let scored = member.get(&path).await.is(200);
    assert_eq!(scored["ats_score"], 87.5);
    assert!(scored["generation_id"].is_string());
    let titled = member.patch(&path, json!({"title": "Mine"})).await.is(200);
    assert_eq!((&titled["ats_score"], &titled["generation_id"]), (&scored["ats_score"], &scored["generation_id"]));
    let second = member.patch(&path, json!({"content": "two"})).await.is(200);
    assert!(second["ats_score"].is_null() && second["generation_id"].is_null());
}

#[rstest]
#[tokio::test]
async fn another_title_or_structure_is_the_same_version_in_another_state(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = write(&member, "one").await;
    let path = path_of("documents", &first);
    let seen = member.get(&path).await.header("etag").to_owned();
    let answer = member.patch(&path, json!({"title": "Mine", "content": "one"})).await;
    assert_eq!(answer.header("location"), format!("/api/v1{path}"));
    assert_ne!(answer.header("etag"), seen);
    let titled = answer.is(200);
    assert_eq!((&titled["id"], &titled["version"]), (&first["id"], &json!(1)));
    let structured = member.patch(&path, json!({"structured": {"a": 1}})).await.is(200);
    assert_eq!((&structured["title"], &structured["structured"]), (&json!("Mine"), &json!({"a": 1})));
    let cleared = member.patch(&path, json!({"title": null, "structured": null})).await.is(200);
    assert!(cleared["title"].is_null() && cleared["structured"].is_null());
    assert_eq!(member.get("/documents").await.is(200)["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn what_changes_nothing_leaves_everything_as_it_is(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let before = member.get(&path).await;
    let answer = member.patch(&path, json!({"content": "one", "title": null})).await;
    assert_eq!(answer.header("etag"), before.header("etag"));
    assert_eq!(answer.is(200), before.json);
}

#[rstest]
#[tokio::test]
async fn an_old_version_is_revised_into_the_newest(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = write(&member, "one").await;
    let path = path_of("documents", &first);
    member.patch(&path, json!({"title": "Of the first"})).await.is(200);
    let second = member.patch(&path, json!({"content": "two", "title": "Of the second"})).await.is(200);
    let third = member.patch(&path, json!({"content": "two"})).await.is(200);
    assert_eq!((&third["version"], &third["title"]), (&json!(3), &json!("Of the first")));
    let versions = member.get(&format!("{}/versions", path_of("documents", &second))).await.is(200);
    assert_eq!(column(&versions, "version"), [json!(3), json!(2), json!(1)]);
    assert_eq!(column(&versions, "is_latest"), [json!(true), json!(false), json!(false)]);
}

#[rstest]
#[tokio::test]
async fn a_version_that_was_superseded_since_it_was_seen_is_not_revised(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let seen = member.get(&path).await.header("etag").to_owned();
    let second = patch_if(&member, &path, &seen, &json!({"content": "two"})).await.is(200);
    for late in [json!({"content": "three"}), json!({"title": "Late"}), json!({"content": "one"})] {
        patch_if(&member, &path, &seen, &late).await.problem(412, "precondition_failed");
    }
    // The tag that the old version has now says that it is old: whoever knows that may go on from it.
    let known = member.get(&path).await.header("etag").to_owned();
    patch_if(&member, &path, &known, &json!({"content": "three"})).await.is(200);
    let second = member.get(&path_of("documents", &second)).await.is(200);
    assert_eq!(second["is_latest"], false);
}

#[rstest]
#[tokio::test]
async fn a_revision_is_bounded_and_changes_something(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    for (patch, field, code) in [
        (json!({}), "", "empty_patch"),
        (json!({"content": null}), "content", "invalid"),
        (json!({"content": ""}), "content", "length"),
        (json!({"content": "x".repeat(100_001)}), "content", "length"),
        (json!({"title": ""}), "title", "blank"),
        (json!({"title": "x".repeat(201)}), "title", "length"),
        (json!({"structured": {"a": "x".repeat(128 * 1024)}}), "structured", "too_large"),
        (json!({"type": "resume"}), "type", "unknown_field"),
        (json!({"job_id": null}), "job_id", "unknown_field"),
    ] {
        member.patch(&path, patch).await.refuses(&[(field, code)]);
    }
    assert_eq!(member.get("/documents").await.is(200)["items"].as_array().unwrap().len(), 1);
}
