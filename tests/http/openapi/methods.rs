//! Methods that a path lacks, whatever other path would match it too.

use std::collections::{BTreeMap, BTreeSet};

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use super::schema::example_text;
use super::{OPERATIONS, Operation};
use crate::support::{Backend, TestApp};

const METHODS: [Method; 5] = [Method::GET, Method::PUT, Method::POST, Method::DELETE, Method::PATCH];

#[rstest]
#[tokio::test]
async fn a_method_that_the_document_does_not_have_is_answered_with_those_that_it_has(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let mut paths: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in OPERATIONS.iter() {
        paths.entry(operation.path).or_default().push(operation);
    }
    for operations in paths.values() {
        let path = operations[0].path_with(|_, schema| example_text(schema));
        let mut allowed: BTreeSet<&str> = operations.iter().map(|operation| operation.method.as_str()).collect();
        if allowed.contains("GET") {
            allowed.insert("HEAD");
        }
        for method in METHODS.into_iter().filter(|method| !allowed.contains(method.as_str())) {
            let place = format!("{method} {path}");
            let answer = app.send(member.request(method, &path).json(&json!({}))).await;
            assert_eq!(answer.status, 405, "{place}: {answer:?}");
            assert_eq!(answer.header("allow").split(", ").collect::<BTreeSet<_>>(), allowed, "{place}");
        }
    }
}
