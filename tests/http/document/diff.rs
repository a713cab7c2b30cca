//! What differs between two versions.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use super::{delete, path_of, write};
use crate::support::{Backend, TestApp, unknown_id};

#[rstest]
#[tokio::test]
async fn a_version_is_compared_with_the_one_before(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = write(&member, "1\n2\n3\n4\n5\n6\n7\n8\n9").await;
    let path = path_of("documents", &first);
    let second = member.patch(&path, json!({"content": "1\n2\n3\n4\nfive\n6\n7\n8\n9"})).await.is(200);
    let diff = member.get(&format!("{}/diff", path_of("documents", &second))).await.is(200);
    let line = |kind: &str, text: &str| json!({"kind": kind, "text": text});
    let expected = json!({
        "from": {"id": first["id"], "version": 1},
        "to": {"id": second["id"], "version": 2},
        "hunks": [{
            "old_start": 2, "old_lines": 7, "new_start": 2, "new_lines": 7,
            "lines": [
                line("context", "2"), line("context", "3"), line("context", "4"),
                line("removed", "5"), line("added", "five"),
                line("context", "6"), line("context", "7"), line("context", "8"),
            ],
        }],
        "added": 1,
        "removed": 1,
    });
    assert_eq!(diff, expected);
}

#[rstest]
#[tokio::test]
async fn any_two_documents_of_ones_own_are_compared(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (first, second) = (write(&member, "one").await, write(&member, "one\ntwo").await);
    let letter = member.post("/documents", json!({"type": "cover_letter", "content": "two"})).await.is(201);
    let diff = async |to: &serde_json::Value, from: &serde_json::Value| {
        let path = format!("{}/diff?against={}", path_of("documents", to), from["id"].as_str().unwrap());
        let diff = member.get(&path).await.is(200);
        (diff["added"].clone(), diff["removed"].clone())
    };
    assert_eq!(diff(&second, &first).await, (json!(1), json!(0)));
    assert_eq!(diff(&first, &second).await, (json!(0), json!(1)));
    assert_eq!(diff(&letter, &second).await, (json!(0), json!(1)));
    assert_eq!(diff(&letter, &letter).await, (json!(0), json!(0)));
}

#[rstest]
#[tokio::test]
async fn without_an_earlier_version_there_is_nothing_to_compare_with(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (first, second) = (write(&member, "one").await, write(&member, "two").await);
    let diff = |document| format!("{}/diff", path_of("documents", document));
    member.get(&diff(&first)).await.problem(404, "no_earlier_version");
    member.get(&diff(&second)).await.is(200);
    assert_eq!(delete(&member, &path_of("documents", &first)).await.status, 204);
    member.get(&diff(&second)).await.problem(404, "no_earlier_version");
}

#[rstest]
#[tokio::test]
async fn a_document_of_others_is_compared_like_one_that_is_not_there(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (owner, stranger) = (app.as_member().await, app.as_member().await);
    let (of_others, own) = (write(&owner, "one").await, write(&stranger, "one").await);
    let diff = format!("{}/diff", path_of("documents", &own));
    let known = stranger.get(&format!("{diff}?against={}", of_others["id"].as_str().unwrap())).await;
    let unknown = stranger.get(&format!("{diff}?against={}", unknown_id())).await;
    assert_eq!((known.status, unknown.status), (404, 404));
    assert_eq!(known.same_for_everybody(), unknown.same_for_everybody());
    stranger.get(&format!("{diff}?against=mine")).await.problem(400, "invalid_query");
    stranger.get(&format!("{diff}?with={}", unknown_id())).await.problem(400, "invalid_query");
}

/// Which of them has what line follows from its number, but not in any order.
fn scattered(seed: u64) -> String {
    let (mut text, mut state) = (String::new(), seed);
    for _ in 0..50_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        writeln!(text, "{}", (state >> 33) % 10).unwrap();
    }
    text
}

#[rstest]
#[tokio::test]
async fn the_longest_texts_are_compared_while_others_are_served(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    write(&member, &scattered(1)).await;
    let second = write(&member, &scattered(2)).await;
    let path = format!("{}/diff", path_of("documents", &second));
    let started = Instant::now();
    let diff = member.get(&path).await.is(200);
    assert!(diff["added"].as_u64().unwrap() > 0);
    // Two texts of 100,000 characters without order: minutes, if the shortest way were looked for.
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
