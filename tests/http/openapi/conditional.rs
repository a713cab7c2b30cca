//! `ETag`, `If-None-Match` and `If-Match`, wherever the document has them.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;

use super::OPERATIONS;
use super::ids::{fill_in, owner_of_everything};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn what_one_has_already_is_not_sent_again(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let owner = owner_of_everything(&app).await;
    let mut checked = 0;
    for operation in OPERATIONS.iter().filter(|operation| operation.spec["responses"].get("304").is_some()) {
        let request = fill_in(&owner, operation).await;
        let send = |known: Option<&str>| {
            let request = request.try_clone().expect("a request that can be sent twice");
            app.send(known.into_iter().fold(request, |request, known| request.header("If-None-Match", known)))
        };
        let first = send(None).await;
        let tag = first.header("etag").to_owned();
        assert_eq!(first.status, 200, "{}: {first:?}", operation.name());
        let again = send(Some(&tag)).await;
        assert_eq!((again.status, again.text.as_str()), (304, ""), "{}: {again:?}", operation.name());
        assert_eq!(again.header("etag"), tag, "{}", operation.name());
        let other = send(Some("\"other\"")).await;
        assert_eq!((other.status, other.text), (200, first.text), "{}", operation.name());
        checked += 1;
    }
    assert!(checked >= 3, "{checked}");
}

#[rstest]
#[tokio::test]
async fn nothing_is_changed_that_was_changed_since_it_was_seen(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let owner = owner_of_everything(&app).await;
    let mut checked = 0;
    for operation in OPERATIONS.iter().filter(|operation| operation.spec["responses"].get("412").is_some()) {
        let request = fill_in(&owner, operation).await.header("If-Match", "\"some other state\"");
        let answer = app.send(request).await;
        assert_eq!(answer.status, 412, "{}: {answer:?}", operation.name());
        answer.problem(412, "precondition_failed");
        checked += 1;
    }
    assert!(checked >= 3, "{checked}");
}

#[test]
fn every_change_of_a_single_thing_can_be_made_conditional() {
    for operation in OPERATIONS.iter() {
        let changes = [Method::PUT, Method::PATCH, Method::DELETE].contains(&operation.method);
        if changes && operation.is_secured() {
            assert!(operation.spec["responses"].get("412").is_some(), "{}: no If-Match", operation.name());
        }
    }
}
