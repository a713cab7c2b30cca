//! What holds for every answer, checked on each one that any test gets.

use std::sync::LazyLock;

use reqwest::Method;
use serde_json::Value;

use super::Answer;

/// The document that this very program serves.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&api_actix::server::document_json()).expect("the document is JSON"));

#[track_caller]
pub fn check(method: &Method, path: &str, answer: &Answer) {
    let call = format!("{method} {path} -> {answer:?}");
    let request_id = answer.header("x-request-id");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{call}");
    if path.starts_with("/api/") {
        assert_eq!(answer.header("cache-control"), "no-store", "{call}");
    }
    // Health reports an outage in its own words.
    if answer.status >= 400 && !path.starts_with("/api/v1/health") {
        check_problem(&call, request_id, answer);
    }
    if answer.status == 401 {
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{call}");
    }
    if let Some(operation) = operation(method, path) {
        assert!(operation["responses"].get(answer.status.to_string()).is_some(), "not in the document: {call}");
    }
}

#[track_caller]
fn check_problem(call: &str, request_id: &str, answer: &Answer) {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{call}");
    let problem = &answer.json;
    let code = problem["code"].as_str().unwrap_or_else(|| panic!("no code: {call}"));
    assert_eq!(problem["type"], format!("urn:careerbase:problem:{code}"), "{call}");
    assert_eq!(problem["status"], answer.status, "{call}");
    assert_eq!(problem["request_id"], request_id, "{call}");
    for text in ["title", "detail"] {
        assert!(problem[text].as_str().is_some_and(|text| !text.is_empty()), "no {text}: {call}");
    }
    assert_eq!(problem.get("errors").is_some(), code == "validation_failed", "{call}");
}

/// The documented operation that serves a path, if any does.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let item =
        paths.get(path).or_else(|| paths.iter().find(|(template, _)| fits(template, path)).map(|(_, item)| item));
    item?.get(method.as_str().to_lowercase())
}

fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(expected), Some(found)) if expected == found || expected.starts_with('{') => {}
            _ => return false,
        }
    }
}
