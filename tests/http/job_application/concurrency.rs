//! Many requests about applications at the same time.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Backend, TestApp};

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[rstest]
#[tokio::test]
async fn of_20_applications_for_one_job_one_is_made(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = member.add_job("Engineer").await;
    let answers = join_all((0..20).map(|_| member.post("/applications", json!({"job_id": job})))).await;
    assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 19), "{answers:?}");
    assert_eq!(member.get("/applications").await.is(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(app.rows("SELECT kind FROM application_events").await.len(), 1);
}

#[rstest]
#[tokio::test]
async fn of_20_applications_for_20_jobs_as_many_are_made_as_the_tier_allows(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let mut jobs = Vec::new();
    for _ in 0..20 {
        jobs.push(member.add_job("Engineer").await);
    }
    let answers = join_all(jobs.iter().map(|job| member.post("/applications", json!({"job_id": job})))).await;
    assert_eq!((count(&answers, 201), count(&answers, 429)), (5, 15), "{answers:?}");
    assert_eq!(member.get("/applications").await.is(200)["items"].as_array().unwrap().len(), 5);
}

#[rstest]
#[tokio::test]
async fn of_50_changes_of_one_state_one_is_made(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let etag = member.get(&path).await.header("etag").to_owned();
    let change = |number: usize| {
        let request = member.request(Method::PATCH, &path).header("If-Match", &etag);
        app.send(request.json(&json!({"notes": format!("Words {number}")})))
    };
    let answers = join_all((0..50).map(change)).await;
    assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 49), "{answers:?}");
    let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
    assert_eq!(member.get(&path).await.is(200), winner.json);
}

#[rstest]
#[tokio::test]
async fn changes_of_the_status_at_the_same_time_follow_one_another_in_the_timeline(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let statuses = ["screening", "interview", "offer", "closed", "rejected"];
    let status = format!("{path}/status");
    let change = |to: &str| member.patch(&status, json!({"status": to}));
    for answer in join_all(statuses.iter().map(|to| change(to))).await {
        answer.is(200);
    }
    let events = member.get(&format!("{path}/events")).await.is(200)["items"].as_array().unwrap().clone();
    assert_eq!(events.len(), 6);
    // Each begins where the one before has ended.
    let mut by_old: Vec<_> = events.iter().map(|event| event["old_status"].to_string()).collect();
    let last = member.get(&path).await.is(200)["status"].to_string();
    let mut by_new: Vec<_> = events.iter().map(|event| event["new_status"].to_string()).collect();
    by_old.push(last);
    by_new.push("null".to_owned());
    by_old.sort();
    by_new.sort();
    assert_eq!(by_old, by_new);
}
