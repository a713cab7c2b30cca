//! Many at the same time.

use std::collections::HashSet;

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use super::{add_sample, column, patch_if, path_of, write};
use crate::support::{Actor, Backend, TestApp};

/// The numbers of all versions of a document, highest first.
async fn versions(person: &Actor<'_>, path: &str) -> Vec<Value> {
    column(&person.get(&format!("{path}/versions?limit=100")).await.is(200), "version")
}

fn counting_down(from: u32) -> Vec<Value> {
    (1..=from).rev().map(Value::from).collect()
}

#[rstest]
#[tokio::test]
async fn of_fifty_revisions_of_what_was_seen_one_wins(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let seen = member.get(&path).await.header("etag").to_owned();
    let bodies: Vec<_> = (0..50).map(|number| json!({"content": format!("by {number}")})).collect();
    let answers = join_all(bodies.iter().map(|body| patch_if(&member, &path, &seen, body))).await;
    let with = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((with(200), with(412)), (1, 49));
    assert_eq!(versions(&member, &path).await, counting_down(2));
}

#[rstest]
#[tokio::test]
async fn of_fifty_titles_for_what_was_seen_one_wins(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let seen = member.get(&path).await.header("etag").to_owned();
    let bodies: Vec<_> = (0..50).map(|number| json!({"title": format!("by {number}")})).collect();
    let answers = join_all(bodies.iter().map(|body| patch_if(&member, &path, &seen, body))).await;
    let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert!(answers.iter().all(|answer| [200, 412].contains(&answer.status)), "{answers:?}");
    assert_eq!(won.len(), 1);
    assert_eq!(member.get(&path).await.is(200), won[0].json);
}

#[rstest]
#[tokio::test]
async fn fifty_revisions_make_fifty_versions(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = path_of("documents", &write(&member, "one").await);
    let bodies: Vec<_> = (0..50).map(|number| json!({"content": format!("by {number}")})).collect();
    let answers = join_all(bodies.iter().map(|body| member.patch(&path, body.clone()))).await;
    let revised: Vec<_> = answers.into_iter().map(|answer| answer.is(200)).collect();
    let ids: HashSet<_> = revised.iter().map(|version| version["id"].to_string()).collect();
    assert_eq!(ids.len(), 50);
    assert_eq!(versions(&member, &path).await, counting_down(51));
    for (version, body) in revised.iter().zip(&bodies) {
        assert_eq!(version["content"], body["content"]);
    }
    assert_eq!(column(&member.get("/documents?latest=true").await.is(200), "version"), [json!(51)]);
}

#[rstest]
#[tokio::test]
async fn fifty_documents_at_the_same_time_are_numbered_without_gaps(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let contents: Vec<_> = (0..50).map(|number| format!("by {number}")).collect();
    let written = join_all(contents.iter().map(|content| write(&member, content))).await;
    assert_eq!(versions(&member, &path_of("documents", &written[0])).await, counting_down(50));
}

#[rstest]
#[tokio::test]
async fn of_fifty_samples_at_the_same_time_one_is_active(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let texts: Vec<_> = (0..50).map(|number| format!("by {number}")).collect();
    join_all(texts.iter().map(|text| add_sample(&member, text))).await;
    let all = member.get("/samples?limit=100").await.is(200);
    assert_eq!(column(&all, "id").len(), 50);
    let archived = column(&all, "archived_at").iter().filter(|time| time.is_string()).count();
    assert_eq!(archived, 49);
    assert_eq!(column(&member.get("/samples?is_active=true").await.is(200), "archived_at"), [Value::Null]);
}
