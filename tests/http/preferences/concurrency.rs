//! Several sections saved at the same time.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;

use super::{REQUIRED, complete};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn sections_saved_at_the_same_time_lose_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for _ in 0..5 {
        // The first save inserts, so everybody begins without a row.
        let member = app.as_member().await;
        let (member, complete) = (&member, &complete());
        let saves = REQUIRED.iter().map(|section| async move {
            member.patch(&format!("/preferences/{section}"), complete[section].clone()).await.is(200)
        });
        join_all(saves).await;
        let saved = member.get("/preferences").await.is(200);
        assert_eq!(saved["confirmed_sections"], json!(REQUIRED));
        assert_eq!((&saved["is_complete"], &saved["missing_sections"]), (&json!(true), &json!([])));
        assert_eq!(saved["job_type"]["target_titles"], json!(["Backend Developer"]));
        assert_eq!(saved["salary"]["salary_minimum"], 90_000);
        assert_eq!(saved["autonomy"]["autonomy_level"], "l1");
        assert_eq!(member.get("/users/me").await.is(200)["onboarding_status"], "complete");
    }
}

#[rstest]
#[tokio::test]
async fn keys_of_one_section_saved_at_the_same_time_lose_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let patches = [
        json!({"excluded_companies": ["A"]}),
        json!({"excluded_industries": ["B"]}),
        json!({"must_have_benefits": ["C"]}),
        json!({"max_travel_percent": 10}),
        json!({"min_company_size": 20}),
        json!({"no_oncall": true}),
    ];
    for answer in join_all(patches.iter().map(|patch| member.patch("/preferences/deal_breakers", patch.clone()))).await
    {
        answer.is(200);
    }
    let saved = member.get("/preferences").await.is(200)["deal_breakers"].clone();
    for patch in &patches {
        for (key, value) in patch.as_object().unwrap() {
            assert_eq!(saved[key], *value, "{key}");
        }
    }
}
