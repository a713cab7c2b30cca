//! Jobs: entered, read from postings, looked for, changed and removed.

mod changing;
mod entering;
mod listing;
mod postings;
mod removing;

use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

/// The smallest job there is.
fn plain(title: &str) -> Value {
    json!({"title": title, "company": "Acme"})
}

async fn enter(person: &Actor<'_>, body: Value) -> Value {
    person.post("/jobs", body).await.is(201)
}

fn path(job: &Value) -> String {
    format!("/jobs/{}", job["id"].as_str().expect("an id"))
}

/// Makes a job of somebody's public, as an import would have it.
async fn publish(app: &TestApp, job: &Value) {
    let id = job["id"].as_str().expect("an id");
    let condition = format!("replace(lower(CAST({} AS text)), '-', '') = '{}'", hex_of_id(app), id.replace('-', ""));
    app.execute(&format!("UPDATE jobs SET user_id = NULL WHERE {condition}")).await;
}

/// An application of the person for a job, which no endpoint makes yet.
async fn apply(app: &TestApp, person: &Actor<'_>, job: &Value, status: &str) {
    let email = person.email();
    let id = job["id"].as_str().expect("an id").replace('-', "");
    let new_id = if app.database.url().starts_with("sqlite") { "randomblob(16)" } else { "gen_random_uuid()" };
    app.execute(&format!(
        "INSERT INTO applications (id, user_id, job_id, status) SELECT {new_id}, u.id, j.id, '{status}' FROM users u, jobs j \
         WHERE u.email = '{email}' AND replace(lower(CAST({} AS text)), '-', '') = '{id}'",
        hex_of_id(app).replace("id", "j.id")
    ))
    .await;
}

/// How an id of `jobs` is written out on this database.
fn hex_of_id(app: &TestApp) -> &'static str {
    if app.database.url().starts_with("sqlite") { "hex(id)" } else { "id" }
}
