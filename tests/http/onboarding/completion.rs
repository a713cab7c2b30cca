//! What a completed conversation leaves behind, and the status on the way there.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Backend, TestApp};

async fn status(person: &Actor<'_>) -> (Value, Value) {
    let status = person.get("/onboarding/status").await.is(200);
    assert_eq!(status["onboarding_completed"], status["onboarding_status"] == "complete");
    assert_eq!(status["onboarding_completed_at"].is_null(), status["onboarding_status"] != "complete");
    (status["onboarding_status"].clone(), status["next_step"].clone())
}

fn at(status: &str, step: &str) -> (Value, Value) {
    (json!(status), json!(step))
}

#[rstest]
#[tokio::test]
async fn completing_fills_in_what_the_person_has_not_set(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.complete(guest.session()).await;
    let preferences = guest.get("/preferences").await.is(200);
    assert_eq!(preferences["job_type"]["target_titles"], json!(["Backend Developer"]));
    assert_eq!(preferences["job_type"]["seniority_levels"], json!(["Mid-level"]));
    assert_eq!(preferences["location"]["target_locations"], json!(["Bangalore"]));
    assert!(preferences["location"]["work_arrangement"].is_null());
    assert_eq!(preferences["confirmed_sections"], json!([]), "nothing is confirmed by it");
    assert_eq!(preferences["is_complete"], false);
    assert_eq!(guest.get("/users/me").await.is(200)["display_name"], "Rahul Sharma");

    let profiles = app.rows("SELECT headline, personal_info, extraction_source, is_primary FROM profiles").await;
    assert_eq!(profiles.len(), 1, "{profiles:?}");
    let profile = &profiles[0];
    assert_eq!(
        (&profile["headline"], &profile["extraction_source"]),
        (&json!("Backend Developer"), &json!("conversation"))
    );
    assert!(profile["is_primary"] == true || profile["is_primary"] == 1, "{profile}");
    let info = match &profile["personal_info"] {
        Value::String(text) => serde_json::from_str(text).unwrap(),
        object => object.clone(),
    };
    assert_eq!((&info["full_name"], &info["location"]), (&json!("Rahul Sharma"), &json!("Bangalore")));

    let found = guest.get("/onboarding/status").await.is(200);
    assert_eq!(found["profile"]["role"], "Backend Developer");
    assert_eq!(
        (&found["display_name"], &found["latest_session"]["status"]),
        (&json!("Rahul Sharma"), &json!("completed"))
    );
}

#[rstest]
#[tokio::test]
async fn somebody_who_wants_to_work_remotely_gets_that_arrangement(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    for answer in ["Aisha", "frontend engineer", "two years", "Remote", "seed", "no"] {
        guest.answer(guest.session(), answer).await.is(200);
    }
    let location = guest.get("/preferences").await.is(200)["location"].clone();
    assert_eq!((&location["work_arrangement"], &location["target_locations"]), (&json!("remote"), &json!([])));
}

#[rstest]
#[tokio::test]
async fn completing_overwrites_nothing_that_the_person_has_set(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    member.patch("/users/me", json!({"display_name": "R."})).await.is(200);
    let chosen = json!({"job_type": {"target_titles": ["Gardener"]}, "location": {"work_arrangement": "hybrid"}});
    member.put("/preferences", chosen).await.is(200);
    let session = member.start().await;
    member.complete(&session).await;
    let preferences = member.get("/preferences").await.is(200);
    assert_eq!(preferences["job_type"]["target_titles"], json!(["Gardener"]));
    assert_eq!(preferences["job_type"]["seniority_levels"], json!(["Mid-level"]));
    assert_eq!(preferences["location"]["target_locations"], json!([]));
    assert_eq!(preferences["confirmed_sections"], json!(["job_type", "location"]));
    assert_eq!(member.get("/users/me").await.is(200)["display_name"], "R.");
}

#[rstest]
#[tokio::test]
async fn a_second_conversation_replaces_the_outcome_and_keeps_the_profile(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.complete(guest.session()).await;
    let second = guest.start().await;
    for answer in ["Rahul Sharma", "Site reliability engineer", "9 years", "Oslo", "late stage", "no"] {
        guest.answer(&second, answer).await.is(200);
    }
    let status = guest.get("/onboarding/status").await.is(200);
    assert_eq!((&status["profile"]["session_id"], &status["profile"]["location"]), (&json!(second), &json!("Oslo")));
    assert_eq!(app.rows("SELECT headline FROM profiles").await, [json!({"headline": "Backend Developer"})]);
    let preferences = guest.get("/preferences").await.is(200);
    assert_eq!(preferences["location"]["target_locations"], json!(["Bangalore"]));
}

#[rstest]
#[tokio::test]
async fn status_and_next_step_follow_the_whole_way(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    assert_eq!(status(&member).await, at("not_started", "start"));
    let session = member.start().await;
    assert_eq!(status(&member).await, at("profile_pending", "answer"));
    member.post(&format!("/onboarding/sessions/{session}/abandon"), json!({})).await;
    assert_eq!(status(&member).await, at("profile_pending", "start"));
    let session = member.start().await;
    member.complete(&session).await;
    assert_eq!(status(&member).await, at("profile_complete", "preferences"));
    for section in ["visa", "salary", "deal_breakers", "autonomy", "location", "job_type"] {
        let before = status(&member).await;
        assert_eq!(before.1, "preferences");
        member.patch(&format!("/preferences/{section}"), json!({})).await.is(200);
        let expected =
            if section == "job_type" { at("complete", "done") } else { at("preferences_pending", "preferences") };
        assert_eq!(status(&member).await, expected, "after {section}");
    }
    assert_eq!(member.get("/users/me").await.is(200)["onboarding_completed"], true);

    // It never goes back from complete.
    member.patch("/preferences/job_type", json!({"target_titles": []})).await.is(200);
    assert_eq!(status(&member).await, at("complete", "done"));
    member.start().await;
    assert_eq!(status(&member).await, at("complete", "done"));
}
