//! Replacing, merging, confirming.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{REQUIRED, complete};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_put_replaces_and_confirms_the_sections_that_it_gives(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = json!({
        "salary": {"salary_minimum": 50_000, "salary_target": 60_000, "salary_currency": "EUR"},
        "visa": {"current_visa_type": "H-1B"},
    });
    let saved = member.put("/preferences", first).await.is(200);
    assert_eq!(saved["confirmed_sections"], json!(["salary", "visa"]));
    let saved = member.put("/preferences", json!({"salary": {"salary_minimum": 70_000}})).await.is(200);
    // What a replacement does not say takes its default again.
    assert_eq!((&saved["salary"]["salary_target"], &saved["salary"]["salary_currency"]), (&Value::Null, &json!("USD")));
    assert_eq!(saved["salary"]["salary_minimum"], 70_000);
    assert_eq!(saved["visa"]["current_visa_type"], "H-1B", "sections that it does not give stay");
    assert_eq!(saved["confirmed_sections"], json!(["salary", "visa"]));
    assert_eq!(member.get("/preferences").await.is(200), saved);
}

#[rstest]
#[tokio::test]
async fn a_patch_merges_into_its_section_and_null_clears(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let salary = json!({"salary_minimum": 50_000, "salary_target": 60_000, "salary_currency": "EUR"});
    member.patch("/preferences/salary", salary).await.is(200);
    let saved = member.patch("/preferences/salary", json!({"salary_target": 80_000})).await.is(200);
    assert_eq!(
        (&saved["salary"]["salary_minimum"], &saved["salary"]["salary_target"]),
        (&json!(50_000), &json!(80_000))
    );
    assert_eq!(saved["salary"]["salary_currency"], "EUR");
    let saved = member.patch("/preferences/salary", json!({"salary_target": null})).await.is(200);
    assert_eq!((&saved["salary"]["salary_minimum"], &saved["salary"]["salary_target"]), (&json!(50_000), &Value::Null));
    assert_eq!(saved["confirmed_sections"], json!(["salary"]));

    let hours = json!({"custom_hours": {"start": "09:00", "end": "17:00", "timezone": "UTC"}});
    member.patch("/preferences/settings", hours).await.is(200);
    let saved = member.patch("/preferences/settings", json!({"custom_hours": {"end": "18:00"}})).await.is(200);
    let expected = json!({"start": "09:00", "end": "18:00", "timezone": "UTC"});
    assert_eq!(saved["settings"]["custom_hours"], expected, "objects merge key by key");

    member.patch("/preferences/extra_preferences", json!({"pets": "yes", "notes": {"a": 1}})).await.is(200);
    let saved = member.patch("/preferences/extra_preferences", json!({"pets": null, "desk": "standing"})).await.is(200);
    assert_eq!(saved["extra_preferences"], json!({"notes": {"a": 1}, "desk": "standing"}));
    assert_eq!(member.get("/preferences").await.is(200), saved);
}

#[rstest]
#[tokio::test]
async fn an_empty_patch_confirms_a_section_as_it_stands(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let before = member.get("/preferences").await.is(200);
    let saved = member.patch("/preferences/visa", json!({})).await.is(200);
    assert_eq!(saved["visa"], before["visa"]);
    assert_eq!(saved["confirmed_sections"], json!(["visa"]));
    assert!(!saved["updated_at"].is_null());
    for section in ["briefing", "settings", "extra_preferences", "autonomy"] {
        member.patch(&format!("/preferences/{section}"), json!({})).await.is(200);
    }
    let saved = member.get("/preferences").await.is(200);
    assert_eq!(saved["confirmed_sections"], json!(["visa", "autonomy", "briefing", "settings", "extra_preferences"]));
}

#[rstest]
#[tokio::test]
async fn preferences_are_complete_after_the_six_sections(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let complete = complete();
    for (number, section) in REQUIRED.iter().enumerate() {
        let saved = member.patch(&format!("/preferences/{section}"), complete[section].clone()).await.is(200);
        assert_eq!(saved["missing_sections"], json!(REQUIRED[number + 1..]));
        assert_eq!(saved["is_complete"], number == 5);
    }
    assert_eq!(member.get("/users/me").await.is(200)["onboarding_status"], "complete");
}

#[rstest]
#[tokio::test]
async fn a_confirmed_section_without_what_it_must_hold_is_still_missing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for section in REQUIRED {
        member.patch(&format!("/preferences/{section}"), json!({})).await.is(200);
    }
    let saved = member.get("/preferences").await.is(200);
    assert_eq!((&saved["is_complete"], &saved["missing_sections"]), (&json!(false), &json!(["job_type", "location"])));
    member.patch("/preferences/location", json!({"target_locations": ["Oslo"]})).await.is(200);
    let saved = member.patch("/preferences/job_type", json!({"target_titles": ["Nurse"]})).await.is(200);
    assert_eq!((&saved["is_complete"], &saved["missing_sections"]), (&json!(true), &json!([])));
}

#[rstest]
#[tokio::test]
async fn nobody_sees_or_changes_the_preferences_of_others(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (one, other) = (app.as_member().await, app.as_member().await);
    one.patch("/preferences/salary", json!({"salary_minimum": 1})).await.is(200);
    other.patch("/preferences/salary", json!({"salary_minimum": 2})).await.is(200);
    assert_eq!(one.get("/preferences").await.is(200)["salary"]["salary_minimum"], 1);
    assert_eq!(other.get("/preferences").await.is(200)["salary"]["salary_minimum"], 2);
}

#[rstest]
#[tokio::test]
async fn numbers_come_back_as_they_were_given_however_large_or_small(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let numbers =
        json!({"most": f64::MAX, "least": f64::MIN, "next_to_nothing": 5e-324, "uneven": 0.1 + 0.2, "whole": i64::MAX});
    let saved = member.patch("/preferences/extra_preferences", numbers.clone()).await.is(200);
    assert_eq!(saved["extra_preferences"], numbers);
    assert_eq!(member.get("/preferences").await.is(200)["extra_preferences"], numbers);
}
