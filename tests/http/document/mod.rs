//! Documents in all their versions, and samples.

mod concurrency;
mod diff;
mod documents;
mod lists;
mod revisions;
mod sample_files;
mod samples;

use serde_json::{Value, json};

use crate::support::{Actor, Answer};

/// The path of a document or a sample.
pub fn path_of(kind: &str, resource: &Value) -> String {
    format!("/{kind}/{}", resource["id"].as_str().expect("an id"))
}

/// A résumé for no job.
async fn write(person: &Actor<'_>, content: &str) -> Value {
    person.post("/documents", json!({"type": "resume", "content": content})).await.is(201)
}

async fn add_sample(person: &Actor<'_>, text: &str) -> Value {
    person.post("/samples", json!({"document_type": "resume", "text": text})).await.is(201)
}

/// With the `ETag` of something that was seen.
async fn patch_if(person: &Actor<'_>, path: &str, etag: &str, body: &Value) -> Answer {
    let request = person.request(reqwest::Method::PATCH, path).header("If-Match", etag).json(body);
    person.app.send(request).await
}

async fn delete_if(person: &Actor<'_>, path: &str, etag: &str) -> Answer {
    person.app.send(person.request(reqwest::Method::DELETE, path).header("If-Match", etag)).await
}

async fn delete(person: &Actor<'_>, path: &str) -> Answer {
    person.app.send(person.request(reqwest::Method::DELETE, path)).await
}

/// The values of one field of all items of a list.
fn column(page: &Value, field: &str) -> Vec<Value> {
    page["items"].as_array().expect("items").iter().map(|item| item[field].clone()).collect()
}
