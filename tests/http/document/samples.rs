//! Samples as JSON.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{add_sample, column, delete, delete_if, path_of};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_sample_is_counted_stored_and_read_back(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let body =
        json!({"document_type": "cover_letter", "text": "\u{feff}Dear Zoë,\r\n\r\n🦀", "original_filename": "a.txt"});
    let created = member.post("/samples", body).await;
    let (location, etag) = (created.header("location").to_owned(), created.header("etag").to_owned());
    let sample = created.is(201);
    assert_eq!(location, format!("/api/v1{}", path_of("samples", &sample)));
    assert_eq!(sample["original_text"], "Dear Zoë,\r\n\r\n🦀");
    assert_eq!((&sample["document_type"], &sample["original_filename"]), (&json!("cover_letter"), &json!("a.txt")));
    let counts = ["word_count", "character_count", "line_count"].map(|count| sample[count].clone());
    assert_eq!(counts, [json!(3), json!(14), json!(3)]);
    assert_eq!((&sample["is_active"], &sample["archived_at"]), (&json!(true), &Value::Null));
    let read = member.get(&path_of("samples", &sample)).await;
    assert_eq!(read.header("etag"), etag);
    assert_eq!(read.is(200), sample);
}

#[rstest]
#[tokio::test]
async fn a_new_sample_archives_the_active_one_of_its_type(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, stranger) = (app.as_member().await, app.as_member().await);
    let of_another = add_sample(&stranger, "mine").await;
    let first = add_sample(&member, "one").await;
    let letter = json!({"document_type": "cover_letter", "text": "Dear"});
    let letter = member.post("/samples", letter).await.is(201);
    let second = add_sample(&member, "two").await;

    let archived = member.get(&path_of("samples", &first)).await.is(200);
    assert_eq!(archived["is_active"], false);
    assert_eq!(archived["archived_at"], second["created_at"]);
    for (person, active) in [(&member, &letter), (&member, &second), (&stranger, &of_another)] {
        assert_eq!(person.get(&path_of("samples", active)).await.is(200), *active);
    }
    let ids = |samples: &[&Value]| samples.iter().map(|sample| sample["id"].clone()).collect::<Vec<_>>();
    for (query, expected) in [
        ("", ids(&[&second, &letter, &first])),
        ("?document_type=resume", ids(&[&second, &first])),
        ("?is_active=true", ids(&[&second, &letter])),
        ("?is_active=false", ids(&[&first])),
        ("?is_active=false&document_type=cover_letter", vec![]),
    ] {
        let list = member.get(&format!("/samples{query}")).await.is(200);
        assert_eq!(column(&list, "id"), expected, "{query}");
        assert!(list["items"].as_array().unwrap().iter().all(|item| item.get("original_text").is_none()));
    }
    member.get("/samples?is_active=maybe").await.problem(400, "invalid_query");
}

#[rstest]
#[tokio::test]
async fn a_deleted_sample_is_gone_for_good(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = add_sample(&member, "one").await;
    let seen = member.get(&path_of("samples", &first)).await.header("etag").to_owned();
    let second = add_sample(&member, "two").await;
    delete_if(&member, &path_of("samples", &first), &seen).await.problem(412, "precondition_failed");
    for sample in [&second, &first] {
        assert_eq!(delete(&member, &path_of("samples", sample)).await.status, 204);
        delete(&member, &path_of("samples", sample)).await.problem(404, "not_found");
        member.get(&path_of("samples", sample)).await.problem(404, "not_found");
        assert_eq!(member.get("/samples?is_active=true").await.is(200)["items"], json!([]));
    }
    assert!(app.rows("SELECT id FROM sample_documents").await.is_empty());
    assert_eq!(add_sample(&member, "three").await["is_active"], true);
}

#[rstest]
#[tokio::test]
async fn what_a_sample_holds_is_bounded(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for (sample, field, code) in [
        (json!({"document_type": "resume"}), "text", "required"),
        (json!({"text": "x"}), "document_type", "required"),
        (json!({"document_type": "poem", "text": "x"}), "document_type", "invalid"),
        (json!({"document_type": "resume", "text": "\u{feff} \n"}), "text", "blank"),
        (json!({"document_type": "resume", "text": "a\u{0}"}), "text", "nul"),
        (json!({"document_type": "resume", "text": "x", "original_filename": ""}), "original_filename", "blank"),
        (
            json!({"document_type": "resume", "text": "x", "original_filename": "x".repeat(256)}),
            "original_filename",
            "length",
        ),
        (json!({"document_type": "resume", "text": "x", "is_active": false}), "is_active", "unknown_field"),
    ] {
        member.post("/samples", sample).await.refuses(&[(field, code)]);
    }
    let too_much = json!({"document_type": "resume", "text": "x".repeat(1024 * 1024)});
    member.post("/samples", too_much).await.problem(413, "body_too_large");
    assert_eq!(member.get("/samples").await.is(200)["items"], json!([]));
}
