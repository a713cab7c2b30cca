//! The document by itself: committed, complete, and consistent.

use std::collections::HashSet;
use std::path::Path;

use serde_json::Value;

use super::{OPERATIONS, schema};
use crate::support::contract::DOCUMENT;

#[test]
fn the_committed_document_is_the_one_that_the_code_describes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == api_actix::server::document_json(), "openapi.json is not up to date: run `make openapi`");
}

#[test]
fn every_operation_has_a_name_of_its_own_a_tag_and_a_description() {
    let mut names = HashSet::new();
    for operation in OPERATIONS.iter() {
        let id = operation.spec["operationId"].as_str().unwrap_or_default();
        assert!(!id.is_empty() && names.insert(id), "{}: operationId {id:?}", operation.name());
        let tags = operation.spec["tags"].as_array().map_or(0, Vec::len);
        assert_eq!(tags, 1, "{}: tags", operation.name());
        assert!(operation.spec["summary"].is_string(), "{}: no summary", operation.name());
    }
    assert!(names.len() >= 22);
}

#[test]
fn every_parameter_of_a_path_is_declared() {
    for operation in OPERATIONS.iter() {
        let in_path: Vec<&str> =
            operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let declared: Vec<&str> = operation.path_parameters().into_iter().map(|(name, _)| name).collect();
        assert_eq!(declared, in_path, "{}", operation.name());
    }
}

#[test]
fn every_operation_says_how_it_succeeds_and_how_it_fails() {
    for operation in OPERATIONS.iter() {
        let responses = operation.spec["responses"].as_object().expect("responses");
        let some = |class: char| responses.keys().any(|status| status.starts_with(class));
        assert!(some('2'), "{}: no success", operation.name());
        assert!(operation.spec["tags"][0] == "system" || some('5'), "{}: no failure", operation.name());
        for (status, response) in responses {
            let place = format!("{} {status}", operation.name());
            assert!(response["description"].is_string(), "{place}: no description");
            if matches!(status.as_str(), "200" | "201") {
                let content = response["content"].as_object().expect("content");
                assert!(content.values().any(|kind| kind["schema"].is_object()), "{place}: no body");
            }
        }
    }
}

#[test]
fn every_refusal_is_a_problem() {
    for operation in OPERATIONS.iter() {
        for (status, response) in operation.spec["responses"].as_object().expect("responses") {
            let health = operation.spec["tags"][0] == "system" && status == "503";
            if status.starts_with(['4', '5']) && !health {
                let kinds: Vec<&String> =
                    response["content"].as_object().into_iter().flat_map(|map| map.keys()).collect();
                assert_eq!(kinds, ["application/problem+json"], "{} {status}", operation.name());
                let schema = &response["content"]["application/problem+json"]["schema"];
                assert_eq!(schema["$ref"], "#/components/schemas/Problem", "{} {status}", operation.name());
            }
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn follow(value: &'static Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("$ref") {
                    schema::resolved(value);
                }
                fields.values().for_each(follow);
            }
            Value::Array(items) => items.iter().for_each(follow),
            _ => {}
        }
    }
    follow(&DOCUMENT);
}

#[test]
fn every_scheme_of_security_is_declared() {
    let schemes = &DOCUMENT["components"]["securitySchemes"];
    for operation in OPERATIONS.iter() {
        for scheme in operation.spec["security"].as_array().into_iter().flatten() {
            for name in scheme.as_object().expect("a scheme").keys() {
                assert!(schemes[name].is_object(), "{}: {name}", operation.name());
            }
        }
    }
}
