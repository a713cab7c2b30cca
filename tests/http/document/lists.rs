//! Lists of documents, and of the versions of one.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use super::{column, path_of, write};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn documents_are_listed_newest_first_without_what_they_say(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, stranger) = (app.as_member().await, app.as_member().await);
    write(&stranger, "not yours").await;
    let (first, second) = (write(&member, "one").await, write(&member, "two").await);
    let list = member.get("/documents").await.is(200);
    assert_eq!(column(&list, "id"), [second["id"].clone(), first["id"].clone()]);
    assert_eq!(column(&list, "is_latest"), [json!(true), json!(false)]);
    let mut expected = second;
    for left_out in ["content", "structured"] {
        expected.as_object_mut().unwrap().remove(left_out);
    }
    assert_eq!(list["items"][0], expected);
}

#[rstest]
#[tokio::test]
async fn lists_are_narrowed_by_type_job_and_being_the_latest(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = member.post("/jobs", json!({"title": "Engineer", "company": "Acme"})).await.is(201)["id"].clone();
    for (kind, job) in [("resume", None), ("resume", None), ("cover_letter", Some(&job)), ("resume", Some(&job))] {
        member.post("/documents", json!({"type": kind, "job_id": job, "content": "x"})).await.is(201);
    }
    let job = job.as_str().unwrap();
    for (query, count) in [
        (String::new(), 4),
        ("type=resume".to_owned(), 3),
        (format!("job_id={job}"), 2),
        (format!("job_id={job}&type=resume"), 1),
        ("latest=true".to_owned(), 3),
        ("latest=true&type=resume".to_owned(), 2),
        ("latest=false".to_owned(), 4),
    ] {
        let list = member.get(&format!("/documents?{query}")).await.is(200);
        assert_eq!(list["items"].as_array().unwrap().len(), count, "{query}");
    }
    for query in ["type=letter", "job_id=mine", "latest=yes", "version=1", "type=resume&type=resume"] {
        member.get(&format!("/documents?{query}")).await.problem(400, "invalid_query");
    }
}

#[rstest]
#[tokio::test]
async fn the_pages_of_the_versions_follow_each_other(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = write(&member, "1").await;
    for content in ["2", "3", "4", "5"] {
        write(&member, content).await;
    }
    let versions = format!("{}/versions?limit=2", path_of("documents", &first));
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = member.get(&format!("{versions}{cursor}")).await.is(200);
        found.extend(column(&page, "version"));
        // A version that comes in between is on no page that follows.
        write(&member, "later").await;
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(found, [json!(5), json!(4), json!(3), json!(2), json!(1)]);
}

#[rstest]
#[tokio::test]
async fn a_cursor_fits_its_filters_alone(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    write(&member, "1").await;
    write(&member, "2").await;
    let page = member.get("/documents?limit=1&type=resume").await.is(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest = member.get(&format!("/documents?type=resume&cursor={cursor}")).await.is(200);
    assert_eq!(column(&rest, "version"), [json!(1)]);
    member.get(&format!("/documents?cursor={cursor}")).await.problem(400, "invalid_cursor");
    member.get(&format!("/documents?type=cover_letter&cursor={cursor}")).await.problem(400, "invalid_cursor");
}
