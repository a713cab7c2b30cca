//! Samples as files.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use rstest::rstest;
use serde_json::json;

use super::column;
use crate::support::{Actor, Answer, Backend, TestApp};

const BOUNDARY: &str = "the-end-of-a-part";

/// The fields of a form, each with its header's parameters after the name and its bytes.
fn form(fields: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, rest, bytes) in fields {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n");
        body.extend(head.bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

fn request(person: &Actor<'_>, body: Vec<u8>) -> reqwest::RequestBuilder {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    person.request(Method::POST, "/samples").header(CONTENT_TYPE, kind).body(body)
}

async fn send(person: &Actor<'_>, fields: &[(&str, &str, &[u8])]) -> Answer {
    person.app.send(request(person, form(fields))).await
}

async fn upload(person: &Actor<'_>, name: &str, bytes: &[u8]) -> Answer {
    let file_name = format!("; filename=\"{name}\"");
    send(person, &[("document_type", "", b"resume"), ("file", &file_name, bytes)]).await
}

#[rstest]
#[tokio::test]
async fn a_text_file_becomes_the_active_sample(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let answer = upload(&member, "My résumé.TXT", "\u{feff}Zoë,\r\nfrom --the-end-of".as_bytes()).await;
    let location = answer.header("location").to_owned();
    let sample = answer.is(201);
    assert_eq!(sample["original_text"], "Zoë,\r\nfrom --the-end-of");
    assert_eq!((&sample["original_filename"], &sample["document_type"]), (&json!("My résumé.TXT"), &json!("resume")));
    assert_eq!((&sample["word_count"], &sample["line_count"]), (&json!(3), &json!(2)));
    let read = member.get(location.strip_prefix("/api/v1").unwrap()).await;
    assert_eq!(read.is(200), sample);

    let second = upload(&member, r"C:\\letters\\second.txt", b"two").await.is(201);
    assert_eq!(second["original_filename"], "second.txt");
    let active = member.get("/samples?is_active=true").await.is(200);
    assert_eq!(column(&active, "id"), [second["id"].clone()]);
}

#[rstest]
#[tokio::test]
async fn a_file_may_have_a_megabyte_and_no_more(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let full = vec![b'x'; 1024 * 1024];
    let sample = upload(&member, "full.txt", &full).await.is(201);
    assert_eq!(sample["character_count"], 1024 * 1024);
    for more in [1, 70 * 1024, 2 * 1024 * 1024] {
        let too_much = vec![b'x'; 1024 * 1024 + more];
        upload(&member, "full.txt", &too_much).await.problem(413, "body_too_large");
    }
}

#[rstest]
#[tokio::test]
async fn only_text_in_utf_8_is_taken(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for name in ["resume.pdf", "resume", "txt", "resume.txt.exe", ""] {
        upload(&member, name, b"Words").await.problem(415, "unsupported_file_type");
    }
    upload(&member, "a.txt", b"na\xefve").await.problem(422, "not_utf8");
    upload(&member, "a.txt", b"\xff\xfeW\0o\0").await.problem(422, "not_utf8");
    upload(&member, "a.txt", b"a\0b").await.refuses(&[("file", "nul")]);
    for blank in [&b""[..], b" \r\n", b"\xef\xbb\xbf "] {
        upload(&member, "a.txt", blank).await.refuses(&[("file", "blank")]);
    }
    let long = format!("{}.txt", "x".repeat(252));
    upload(&member, &long, b"Words").await.refuses(&[("file", "length")]);
    assert_eq!(member.get("/samples").await.is(200)["items"], json!([]));
}

#[rstest]
#[tokio::test]
async fn a_form_has_a_file_and_a_type_and_nothing_else(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let file = ("file", "; filename=\"a.txt\"", &b"Words"[..]);
    let kind = ("document_type", "", &b"resume"[..]);
    for (fields, field, code) in [
        (vec![kind], "file", "required"),
        (vec![file], "document_type", "required"),
        (vec![("document_type", "", &b"poem"[..]), file], "document_type", "invalid"),
        (vec![("document_type", "", &b"\xff"[..]), file], "document_type", "not_utf8"),
        (vec![kind, file, file], "file", "duplicate_field"),
        (vec![kind, kind, file], "document_type", "duplicate_field"),
        (vec![kind, file, ("note", "", &b"x"[..])], "note", "unknown_field"),
    ] {
        send(&member, &fields).await.refuses(&[(field, code)]);
    }
    let long = "x".repeat(5_000);
    send(&member, &[kind, file, ("note", "", long.as_bytes())]).await.refuses(&[("note", "length")]);
    assert_eq!(member.get("/samples").await.is(200)["items"], json!([]));
}

#[rstest]
#[tokio::test]
async fn what_is_no_form_is_a_bad_request(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let whole = form(&[("document_type", "", b"resume"), ("file", "; filename=\"a.txt\"", b"Words")]);
    for body in [Vec::new(), b"{}".to_vec(), whole[..whole.len() / 2].to_vec(), form(&[("", "", b"x")])] {
        let answer = app.send(request(&member, body.clone())).await;
        assert!([400, 422].contains(&answer.status), "{answer:?}");
    }
    let without_boundary = member.request(Method::POST, "/samples").header(CONTENT_TYPE, "multipart/form-data");
    app.send(without_boundary.body(whole.clone())).await.problem(400, "malformed_form");
    let encoded = request(&member, whole.clone()).header("Content-Encoding", "gzip");
    app.send(encoded).await.problem(415, "unsupported_content_encoding");
    let mixed = member.request(Method::POST, "/samples").header(CONTENT_TYPE, "text/plain");
    app.send(mixed.body("Words")).await.problem(415, "unsupported_media_type");
}

#[rstest]
#[tokio::test]
async fn a_file_that_is_sent_again_with_its_key_is_added_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let body = form(&[("document_type", "", b"resume"), ("file", "; filename=\"a.txt\"", b"Words")]);
    let sent = async || app.send(request(&member, body.clone()).header("Idempotency-Key", "once")).await.is(201);
    assert_eq!(sent().await, sent().await);
    assert_eq!(member.get("/samples").await.is(200)["items"].as_array().unwrap().len(), 1);
}
