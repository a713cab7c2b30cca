//! Ids of others, wherever the document says that an id is taken.

use Backend::{Postgres, Sqlite};
use reqwest::RequestBuilder;
use rstest::rstest;
use serde_json::{Value, json};

use super::{OPERATIONS, Operation, schema};
use crate::support::{Actor, Answer, Backend, TestApp, unknown_id};

/// Somebody who owns at least one of everything. A new kind of thing that has an id needs a line here; the test below says
/// so when it is missing.
pub async fn owner_of_everything(app: &TestApp) -> Actor<'_> {
    let owner = app.as_member().await;
    owner.start().await;
    let (job, resume) = (owner.add_job("Engineer").await, owner.add_document("resume").await);
    let letter = owner.add_document("cover_letter").await;
    owner.add_match(&job, 80.0, "new").await;
    let other = owner.add_job("Clerk").await;
    owner.add_match(&other, 70.0, "saved").await;
    let application = json!({"job_id": job, "resume_version_id": resume, "cover_letter_id": letter});
    owner.post("/applications", application).await.is(201);
    owner.post("/documents", json!({"type": "resume", "content": "Mine"})).await.is(201);
    owner.post("/samples", json!({"document_type": "resume", "text": "Mine"})).await.is(201);
    crate::profile::full_profile(&owner).await;
    owner
}

/// Where the owner's own ids of a kind are listed: the part of the path before the id, or for an id in a body the list of
/// its kind, with the place of the id in an item.
fn list_of(operation: &Operation, parameter: &str) -> (String, String) {
    if let Some((list, _)) = operation.path.split_once(&format!("/{{{parameter}}}")) {
        return (list.to_owned(), "id".to_owned());
    }
    match parameter {
        "session_id" => ("/onboarding/sessions".to_owned(), "id".to_owned()),
        "job_id" | "resume_version_id" | "cover_letter_id" => ("/applications".to_owned(), parameter.to_owned()),
        other => panic!("{}: say here where ids for `{other}` are listed", operation.name()),
    }
}

pub async fn id_of(owner: &Actor<'_>, operation: &Operation, parameter: &str) -> String {
    let (mut list, place) = list_of(operation, parameter);
    // A list of something that is listed itself.
    while let Some((_, rest)) = list.split_once('{') {
        let (outer, _) = rest.split_once('}').expect("a parameter");
        let outer_id = Box::pin(id_of(owner, operation, outer)).await;
        list = list.replace(&format!("{{{outer}}}"), &outer_id);
    }
    let page = owner.get(&list).await.is(200);
    let id = page["items"][0][place].as_str();
    id.unwrap_or_else(|| panic!("`owner_of_everything` owns nothing in {list}: make one there")).to_owned()
}

/// The names of the ids that an operation takes, in its path and in its body.
fn ids_of(operation: &Operation) -> (Vec<&'static str>, Vec<&'static str>) {
    let in_path = operation.path_parameters().into_iter().filter(|(_, schema)| schema::is_id(schema));
    let fields = operation.body().map(|body| &schema::resolved(body)["properties"]).and_then(Value::as_object);
    let in_body = fields.into_iter().flatten().filter(|(_, schema)| schema::is_id(schema));
    (in_path.map(|(name, _)| name).collect(), in_body.map(|(name, _)| name.as_str()).collect())
}

/// The operation with these ids in its path and in its body, and examples for everything else.
fn request(person: &Actor<'_>, operation: &Operation, ids: &Value) -> RequestBuilder {
    let path = operation.path_with(|name, schema| match ids[name].as_str() {
        Some(id) => id.to_owned(),
        None => schema::example_text(schema),
    });
    let request = person.request(operation.method.clone(), &path);
    let Some(body) = operation.body() else { return request };
    let mut body = schema::example(body);
    for name in ids_of(operation).1 {
        body[name] = ids[name].clone();
    }
    request.json(&body)
}

async fn call(person: &Actor<'_>, operation: &Operation, ids: &Value) -> Answer {
    person.app.send(request(person, operation, ids)).await
}

/// The operation on something that the owner has.
pub async fn fill_in(owner: &Actor<'_>, operation: &Operation) -> RequestBuilder {
    let (in_path, in_body) = ids_of(operation);
    let mut ids = json!({});
    for name in [in_path, in_body].concat() {
        ids[name] = json!(id_of(owner, operation, name).await);
    }
    request(owner, operation, &ids)
}

#[rstest]
#[tokio::test]
async fn every_operation_that_takes_an_id_knows_neither_those_of_others_nor_unknown_ones(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let (owner, stranger) = (owner_of_everything(&app).await, app.as_member().await);
    let mut checked = 0;
    for operation in OPERATIONS.iter() {
        let (in_path, in_body) = ids_of(operation);
        let names = [in_path, in_body].concat();
        if names.is_empty() {
            continue;
        }
        let (mut owned, mut unknown) = (json!({}), json!({}));
        for name in names {
            owned[name] = json!(id_of(&owner, operation, name).await);
            unknown[name] = json!(unknown_id());
        }
        let of_others = call(&stranger, operation, &owned).await;
        let unknown = call(&stranger, operation, &unknown).await;
        assert_eq!((of_others.status, unknown.status), (404, 404), "{}: {of_others:?}", operation.name());
        assert_eq!(of_others.same_for_everybody(), unknown.same_for_everybody(), "{}", operation.name());
        checked += 1;
    }
    assert!(checked >= 4, "{checked}");
}

#[rstest]
#[tokio::test]
async fn every_id_in_a_path_that_is_none_is_a_bad_request(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for operation in OPERATIONS.iter() {
        let (in_path, _) = ids_of(operation);
        if !in_path.is_empty() {
            let ids: Value = in_path.into_iter().map(|name| (name.to_owned(), json!("none"))).collect();
            call(&member, operation, &ids).await.problem(400, "invalid_path");
        }
    }
}
