//! Who may call what, and what a call must bring.

use Backend::{Postgres, Sqlite};
use reqwest::header::CONTENT_TYPE;
use rstest::rstest;

use super::{OPERATIONS, schema};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn every_secured_operation_refuses_those_without_a_token(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let mut checked = 0;
    for operation in OPERATIONS.iter().filter(|operation| operation.is_secured()) {
        let path = operation.path_with(|_, schema| schema::example_text(schema));
        let answer = app.as_visitor().send_text(operation.method.clone(), &path, "{}").await;
        answer.problem(401, "unauthenticated");
        checked += 1;
    }
    assert!(checked >= 14, "{checked}");
}

#[rstest]
#[tokio::test]
async fn every_other_operation_refuses_a_bad_token_or_looks_at_none(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for operation in OPERATIONS.iter().filter(|operation| !operation.is_secured()) {
        let path = operation.path_with(|_, schema| schema::example_text(schema));
        let person = app.as_visitor().with_token("not a token");
        let answer = person.send_text(operation.method.clone(), &path, "{}").await;
        let optional = operation.spec["security"].is_array();
        assert_eq!(answer.status == 401, optional, "{}: {answer:?}", operation.name());
    }
}

#[rstest]
#[tokio::test]
async fn every_operation_that_takes_json_says_so(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for operation in OPERATIONS.iter() {
        let path = operation.path_with(|_, schema| schema::example_text(schema));
        let request = member.request(operation.method.clone(), &path).header(CONTENT_TYPE, "text/plain").body("-");
        // Past the check that the status is documented: here is where an undocumented one is explained.
        let takes_json = app.client.execute(request.build().unwrap()).await.unwrap().status() == 415;
        assert_eq!(operation.body().is_some(), takes_json, "{}: the document and the server differ", operation.name());
    }
}
