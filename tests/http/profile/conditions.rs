//! Changing only what one has seen.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use reqwest::Method;
use reqwest::header::IF_MATCH;
use rstest::rstest;
use serde_json::json;

use super::{full_profile, job, path};
use crate::support::{Answer, Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_profile_that_lists_something_new_is_not_the_one_that_was_seen(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let at = path(&full_profile(&member).await);
    let seen = member.get(&at).await.header("etag").to_owned();
    let patch = async |tag: &str| -> Answer {
        let request = member.request(Method::PATCH, &at).header(IF_MATCH, tag);
        app.send(request.json(&json!({"headline": "Lead"}))).await
    };
    app.clock.advance(TimeDelta::seconds(1));
    member.post(&format!("{at}/experiences"), job()).await.is(201);
    patch(&seen).await.problem(412, "precondition_failed");
    let seen = member.get(&at).await.header("etag").to_owned();
    let changed = patch(&seen).await;
    assert_eq!(changed.header("etag"), member.get(&at).await.header("etag"));
    changed.is(200);
    patch(&seen).await.problem(412, "precondition_failed");
    let delete = |tag: &str| app.send(member.request(Method::DELETE, &at).header(IF_MATCH, tag));
    delete(&seen).await.problem(412, "precondition_failed");
    let seen = member.get(&at).await.header("etag").to_owned();
    delete(&seen).await.is(204);
}

#[rstest]
#[tokio::test]
async fn numbers_are_answered_as_they_are_read_later(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let at = path(&full_profile(&member).await);
    for number in [
        "1e16",
        "-1e16",
        "1.8446744073709551e19",
        "1e20",
        "-1e19",
        "-0.0",
        "-0",
        "1.0",
        "1e-7",
        "0.1",
        "5e-324",
        "1e308",
    ] {
        let body = format!(r#"{{"custom_fields": {{"number": {number}}}}}"#);
        let request = member.request(Method::PATCH, &at).header("content-type", "application/json");
        let changed = app.send(request.body(body)).await;
        assert_eq!(changed.header("etag"), member.get(&at).await.header("etag"), "{number}");
        changed.is(200);
    }
}

#[rstest]
#[tokio::test]
async fn of_two_changes_to_the_same_state_one_is_made(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = full_profile(&member).await;
    let at = path(&made);
    let job = format!("{at}/experiences/{}", made["experiences"][0]["id"].as_str().unwrap());
    for (path, field) in [(&at, "headline"), (&job, "title")] {
        let seen = member.get(path).await.header("etag").to_owned();
        let change = |word: String| {
            let request = member.request(Method::PATCH, path).header(IF_MATCH, &seen);
            app.send(request.json(&json!({field: word})))
        };
        let changes = (0..6).map(|number| change(format!("Word {number}")));
        let answers = futures_util::future::join_all(changes).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412, 412, 412], "{path}");
        let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
        assert_eq!(member.get(path).await.is(200), winner.json);
    }
}
