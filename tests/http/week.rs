//! A week of somebody's job search, as a front end would live it.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Backend, TestApp};

const POSTING: &str = include_str!("../fixtures/jobs/posting.txt");
const PAGE: &str = include_str!("../fixtures/jobs/posting.jsonld.html");

fn id(of: &Value) -> String {
    of["id"].as_str().expect("an id").to_owned()
}

/// The clock goes on, and the person comes back with fresh tokens, as any client does.
async fn a_day_later<'a>(app: &'a TestApp, person: Actor<'a>) -> Actor<'a> {
    app.clock.advance(TimeDelta::days(1));
    let login = json!({"email": person.email(), "password": crate::support::app::PASSWORD});
    Actor::new(app, app.as_visitor().post("/auth/login", login).await.is(200))
}

async fn patch_if(person: &Actor<'_>, path: &str, tag: &str, body: Value) -> Answer {
    person.app.send(person.request(Method::PATCH, path).header("If-Match", tag).json(&body)).await
}

#[rstest]
#[tokio::test]
async fn a_week_of_searching(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let person = app.as_member().await;

    let profile = set_up_a_profile(&person).await;
    let (pasted, found) = import_two_postings(&person).await;

    let person = a_day_later(&app, person).await;
    let (resume, application) = apply(&person, &pasted).await;
    person.post("/applications", json!({"job_id": id(&found)})).await.is(201);

    let person = a_day_later(&app, person).await;
    move_through_the_stages(&person, &application).await;

    let person = a_day_later(&app, person).await;
    sharpen_the_resume(&person, &resume).await;
    delete_by_mistake_and_restore(&person, &application).await;

    let person = a_day_later(&app, person).await;
    page_through_many_jobs_while_more_come(&person).await;
    look_back(&person, &application).await;

    let complete = person.get(&format!("/profiles/{profile}/completeness")).await.is(200);
    assert_eq!((&complete["score"], &complete["recommendations"][0]["section"]), (&json!(41), &json!("experiences")));
}

async fn set_up_a_profile(person: &Actor<'_>) -> String {
    let info = json!({"full_name": "Ada Lovelace", "email": "ada@example.com", "phone": "+44 20 7946 0000", "location": "London"});
    let created = person
        .post("/profiles", json!({"personal_info": info, "headline": "Backend engineer", "skills": {"technical": ["Rust", "PostgreSQL"]}}))
        .await;
    let path = created.header("location").to_owned();
    let profile = id(&created.is(201));
    assert_eq!(path, format!("/api/v1/profiles/{profile}"));

    let experiences = format!("/profiles/{profile}/experiences");
    let first =
        json!({"title": "Engineer", "company": "Analytical Engines", "start_date": "2019-03", "end_date": "2023"});
    let first = person.post(&experiences, first).await.is(201);
    let now =
        json!({"title": "Senior Engineer", "company": "Babbage & Co", "start_date": "2023-02-01", "is_current": true});
    let now = person.post(&experiences, now).await.is(201);
    person.put(&format!("{experiences}/order"), json!({"ids": [id(&now), id(&first)]})).await;

    let whole = person.get(&format!("/profiles/{profile}")).await;
    let tag = whole.header("etag").to_owned();
    let whole = whole.is(200);
    assert_eq!(whole["is_primary"], true);
    let titles: Vec<_> =
        whole["experiences"].as_array().expect("experiences").iter().map(|one| &one["title"]).collect();
    assert_eq!(titles, ["Senior Engineer", "Engineer"]);

    let summary = json!({"professional_summary": "Ten years of engines."});
    patch_if(person, &format!("/profiles/{profile}"), &tag, summary.clone()).await.is(200);
    patch_if(person, &format!("/profiles/{profile}"), &tag, summary).await.problem(412, "precondition_failed");
    profile
}

async fn import_two_postings(person: &Actor<'_>) -> (Value, Value) {
    let pasted = person.post("/jobs", json!({"raw_text": POSTING})).await.is(201);
    assert_eq!(
        (&pasted["title"], &pasted["company"], &pasted["location"], &pasted["salary_min"], &pasted["salary_max"]),
        (
            &json!("Senior Backend Engineer"),
            &json!("Helios Grid"),
            &json!("Austin, TX"),
            &json!(150_000),
            &json!(185_000)
        )
    );
    let found = person.post("/jobs", json!({"job_posting": PAGE})).await.is(201);
    assert_eq!((&found["company"], &found["remote"]), (&json!("Wisła Analytics"), &json!(true)));
    assert_eq!(found["application_status"], "not_applied");
    (pasted, found)
}

async fn apply(person: &Actor<'_>, job: &Value) -> (Value, String) {
    let resume = json!({"type": "resume", "job_id": id(job), "content": "# Ada Lovelace\n\nEngineer."});
    let resume = person.post("/documents", resume).await.is(201);
    let body = json!({"job_id": id(job), "resume_version_id": id(&resume), "notes": "Heard of it from Mary."});
    let send = || {
        let request = person.request(Method::POST, "/applications").header("Idempotency-Key", "helios");
        person.app.send(request.json(&body))
    };
    let application = send().await.is(201);
    assert_eq!(application["job"]["company"], "Helios Grid");
    assert_eq!(send().await.is(201), application, "a retry is no second application");
    person.post("/applications", body.clone()).await.problem(409, "application_exists");
    let job = person.get(&format!("/jobs/{}", id(job))).await.is(200);
    assert_eq!(job["application_status"], "applied");
    (resume, id(&application))
}

async fn move_through_the_stages(person: &Actor<'_>, application: &str) {
    let path = format!("/applications/{application}");
    for status in ["screening", "interview"] {
        let moved = person.patch(&format!("{path}/status"), json!({"status": status})).await.is(200);
        assert_eq!(moved["status"], status);
    }
    let note = json!({"kind": "interview", "note": "Asked about query plans.", "occurred_at": "2026-01-03T10:00:00Z"});
    person.post(&format!("{path}/events"), note).await.is(201);
    let timeline = person.get(&format!("{path}/events")).await.is(200);
    let kinds: Vec<_> = timeline["items"].as_array().expect("events").iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds.len(), 4, "{timeline}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "status_changed").count(), 3, "{timeline}");
}

async fn sharpen_the_resume(person: &Actor<'_>, resume: &Value) {
    let path = format!("/documents/{}", id(resume));
    let tag = person.get(&path).await.header("etag").to_owned();
    let sharper = json!({"content": "# Ada Lovelace\n\nSenior engineer."});
    let second = patch_if(person, &path, &tag, sharper.clone()).await.is(200);
    assert_eq!(second["version"], 2);
    patch_if(person, &path, &tag, sharper).await.problem(412, "precondition_failed");
    let versions = person.get(&format!("{path}/versions")).await.is(200);
    assert_eq!(versions["items"].as_array().map(Vec::len), Some(2));
    let diff = person.get(&format!("/documents/{}/diff?against={}", id(&second), id(resume))).await.is(200);
    assert_eq!(diff["hunks"].as_array().map(Vec::len), Some(1), "{diff}");
}

async fn delete_by_mistake_and_restore(person: &Actor<'_>, application: &str) {
    let path = format!("/applications/{application}");
    let delete = || person.app.send(person.request(Method::DELETE, &format!("{path}?reason=wrong+button")));
    delete().await.is(204);
    person.get(&path).await.problem(404, "not_found");
    delete().await.problem(404, "not_found");
    let restored = person.app.send(person.request(Method::POST, &format!("{path}/restore"))).await.is(200);
    assert_eq!(restored["status"], "interview");
    assert_eq!(person.get(&path).await.is(200), restored);
}

async fn page_through_many_jobs_while_more_come(person: &Actor<'_>) {
    let make = |number: usize| {
        let job = json!({"title": format!("Clerk {number}"), "company": "Ledger", "source": "bulk"});
        async move { id(&person.post("/jobs", job).await.is(201)) }
    };
    let mut expected = Vec::new();
    for number in 0..500 {
        expected.push(make(number).await);
    }
    expected.reverse();
    let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = person.get(&format!("/jobs?source=bulk&limit=60{cursor}")).await.is(200);
        seen.extend(page["items"].as_array().expect("jobs").iter().map(id));
        pages += 1;
        // Newer than all that the pages are about.
        for number in 0..3 {
            make(1000 + number).await;
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((pages, seen.len()), (9, 500));
    assert!(seen == expected, "no job is skipped or repeated");
    let found = person.get("/jobs?q=clerk%20499").await.is(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");
}

async fn look_back(person: &Actor<'_>, application: &str) {
    let board = person.get("/applications/board").await.is(200);
    let column = |status: &str| {
        let columns = board["columns"].as_array().expect("columns");
        columns.iter().find(|column| column["status"] == status).expect("a column for each status").clone()
    };
    assert_eq!((&column("interview")["count"], &column("applied")["count"]), (&json!(1), &json!(1)));
    assert_eq!(column("interview")["items"][0]["id"], application);
    assert_eq!(person.get("/applications/stats").await.is(200)["total"], 2);

    let csv = person.get("/applications/export.csv").await;
    assert!(csv.header("content-type").starts_with("text/csv"), "{csv:?}");
    assert_eq!(csv.status, 200);
    assert_eq!(csv.text.lines().count(), 3, "{}", csv.text);
    assert!(csv.text.contains("Wisła Analytics"), "{}", csv.text);
}
