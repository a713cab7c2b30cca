//! Jobs read from texts and postings.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{enter, path};
use crate::support::{Backend, TestApp};

const TEXT: &str = include_str!("../../fixtures/jobs/posting.txt");
const PAGE: &str = include_str!("../../fixtures/jobs/posting.jsonld.html");

/// Fails for the first field that is not as expected.
#[track_caller]
fn assert_holds(job: &Value, expected: &Value) {
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&job[field], value, "{field}");
    }
}

#[rstest]
#[tokio::test]
async fn a_pasted_text_becomes_a_whole_job(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = enter(&member, json!({"raw_text": TEXT})).await;
    assert_holds(
        &job,
        &json!({
            "title": "Senior Backend Engineer", "company": "Helios Grid", "location": "Austin, TX", "remote": false,
            "employment_type": "full_time", "salary_min": 150_000, "salary_max": 185_000, "salary_currency": "USD",
            "requirements": [
                "5+ years building backend systems in Rust, Go or Java",
                "Strong PostgreSQL, and comfort with query plans",
                "Experience with Kafka and Kubernetes",
                "Experience running an on-call rotation",
            ],
            "benefits": ["Health, dental and vision insurance", "401k match of 5%", "Unlimited PTO"],
            "source": "user_created", "on_call": true, "status": "active", "application_status": "not_applied",
            "raw_text": TEXT,
            "raw_data": {"sponsorship": {"offered": false, "sentence": "We are unable to sponsor visas for this role."}},
        }),
    );
    for keyword in ["Rust", "PostgreSQL", "Kafka", "Kubernetes"] {
        assert!(job["parsed_keywords"].as_array().unwrap().contains(&json!(keyword)), "{keyword}: {job}");
    }
    assert!(job["description"].as_str().unwrap().contains("balances power for two million homes"), "{job}");
    assert_eq!(member.get(&path(&job)).await.is(200), job);
    assert_eq!(member.get("/jobs?q=kafka").await.is(200)["items"][0]["id"], job["id"]);
}

#[rstest]
#[tokio::test]
async fn a_page_with_a_posting_becomes_a_whole_job(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = enter(&member, json!({"job_posting": PAGE})).await;
    assert_holds(
        &job,
        &json!({
            "title": "Data Engineer", "company": "Wisła Analytics", "remote": true, "employment_type": "full_time",
            "description": "Streaming pipelines in Python and Spark.", "salary_min": 216_000, "salary_max": 288_000,
            "salary_currency": "PLN", "url": "https://wisla.example.com/jobs/42", "posted_at": "2026-10-30T00:00:00Z",
            "raw_text": null,
        }),
    );
    assert!(job["location"].as_str().unwrap().contains("Kraków"), "{job}");
    for keyword in ["Python", "Spark", "dbt"] {
        assert!(job["parsed_keywords"].as_array().unwrap().contains(&json!(keyword)), "{keyword}: {job}");
    }
    let posting = &job["raw_data"]["job_posting"];
    assert_eq!((&posting["@type"], &posting["identifier"]), (&json!("JobPosting"), &json!("DE-42")));
    assert_eq!(member.get(&path(&job)).await.is(200), job);
    member.post("/jobs", json!({"job_posting": PAGE})).await.problem(409, "job_exists");
}

#[rstest]
#[tokio::test]
async fn a_posting_is_read_from_an_object_a_list_and_a_text_alike(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let posting = json!({"@context": "https://schema.org", "@type": "JobPosting", "title": "Miller",
        "hiringOrganization": {"@type": "Organization", "name": "Mills"}});
    for given in [posting.clone(), json!([{"@type": "WebPage"}, posting]), json!(posting.to_string())] {
        let job = enter(&app.as_member().await, json!({"job_posting": given})).await;
        assert_holds(&job, &json!({"title": "Miller", "company": "Mills", "raw_data": {"job_posting": posting}}));
    }
}

#[rstest]
#[tokio::test]
async fn what_is_given_beside_a_posting_replaces_what_was_read(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let given = json!({"title": "My title", "company": "My company", "url": "https://example.com/mine", "source": "friend",
        "requirements": [], "salary_max": 300_000, "status": "draft"});
    for (source, value) in [("raw_text", TEXT), ("job_posting", PAGE)] {
        let mut body = given.clone();
        body[source] = json!(value);
        body["url"] = json!(format!("https://example.com/{source}"));
        let job = enter(&member, body.clone()).await;
        body.as_object_mut().unwrap().remove("job_posting");
        assert_holds(&job, &body);
        assert!(job["salary_min"].as_i64().unwrap() > 0, "what was read and not given stays");
    }
}

#[rstest]
#[tokio::test]
async fn a_text_that_holds_no_job_is_refused_and_says_what_is_missing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let refused = member.post("/jobs", json!({"raw_text": "Data Engineer\n\nRequirements\n- Python\n- SQL"})).await;
    let refused = refused.refuses(&[("company", "required")]);
    assert!(refused["detail"].as_str().unwrap().contains("give it beside the text"), "{refused}");
    member.post("/jobs", json!({"raw_text": "..........!"})).await.refuses(&[("raw_text", "no_posting")]);
    member.post("/jobs", json!({"job_posting": "<html></html>"})).await.refuses(&[("job_posting", "no_posting")]);
    member.post("/jobs", json!({"job_posting": {"@type": "WebPage"}})).await.refuses(&[("job_posting", "no_posting")]);
    let nameless = json!({"@type": "JobPosting", "title": "Miller"});
    member.post("/jobs", json!({"job_posting": nameless})).await.refuses(&[("company", "required")]);
    enter(&member, json!({"job_posting": nameless, "company": "Mills"})).await;
    member.post("/jobs", json!({"raw_text": "too short"})).await.refuses(&[("raw_text", "length")]);
    let both = json!({"raw_text": TEXT, "job_posting": PAGE});
    member.post("/jobs", both).await.refuses(&[("job_posting", "two_sources")]);
}
