//! Matches: lists, the top pick, and what people make of them.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Backend, TestApp};

async fn found(person: &Actor<'_>, title: &str, score: f64, status: &str) -> String {
    let job = person.add_job(title).await;
    person.add_match(&job, score, status).await
}

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["job"]["title"].as_str().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn a_match_says_how_well_it_fits_and_why(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = app.add_public_job("Engineer").await;
    let id = member.add_match(&job, 87.65, "new").await;
    let read = member.get(&format!("/matches/{id}")).await;
    assert!(read.header("etag").starts_with('"'));
    let read = read.is(200);
    assert_eq!((&read["score"], &read["status"], &read["job_id"]), (&json!(87.65), &json!("new"), &json!(job)));
    assert_eq!(read["job"], json!({"id": job, "title": "Engineer", "company": "Acme", "location": "Berlin"}));
    let rationale = json!({"summary": "Fits", "top_reasons": ["Rust"], "concerns": [], "confidence": null,
        "breakdown": {"skills": 80.5}});
    assert_eq!(read["rationale"], rationale);
    assert_eq!(member.get("/matches").await.is(200)["items"], json!([read]));
}

#[rstest]
#[tokio::test]
async fn matches_come_by_score_and_are_filtered(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    found(&other, "Theirs", 99.0, "new").await;
    for (title, score, status) in [("B", 50.5, "new"), ("A", 100.0, "saved"), ("D", 0.0, "new"), ("C", 50.25, "saved")]
    {
        found(&member, title, score, status).await;
    }
    let first = member.get("/matches?limit=2").await.is(200);
    assert_eq!(titles(&first), ["A", "B"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    assert_eq!(titles(&member.get(&format!("/matches?limit=2&cursor={cursor}")).await.is(200)), ["C", "D"]);
    for (filter, expected) in [
        ("status=saved", vec!["A", "C"]),
        ("min_score=50.5", vec!["A", "B"]),
        ("min_score=50.25&status=saved", vec!["A", "C"]),
        ("min_score=100", vec!["A"]),
        ("min_score=0", vec!["A", "B", "C", "D"]),
    ] {
        assert_eq!(titles(&member.get(&format!("/matches?{filter}")).await.is(200)), expected, "{filter}");
    }
    for score in ["-1", "100.01", "NaN", "inf"] {
        member.get(&format!("/matches?min_score={score}")).await.refuses(&[("min_score", "range")]);
    }
    for wrong in ["status=good", "min_score=much", "score=5"] {
        member.get(&format!("/matches?{wrong}")).await.problem(400, "invalid_query");
    }
}

#[rstest]
#[tokio::test]
async fn the_top_pick_is_the_best_that_one_can_still_apply_for(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    member.get("/matches/top-pick").await.is(204);
    found(&member, "Dismissed", 99.0, "dismissed").await;
    found(&member, "Good", 60.0, "saved").await;
    let best = member.add_job("Best").await;
    member.add_match(&best, 90.0, "new").await;
    let pick = member.get("/matches/top-pick").await.is(200);
    assert_eq!((&pick["job"]["title"], &pick["score"]), (&json!("Best"), &json!(90.0)));
    member.post("/applications", json!({"job_id": best})).await.is(201);
    assert_eq!(member.get("/matches/top-pick").await.is(200)["job"]["title"], "Good");
    app.execute("UPDATE jobs SET status = 'archived'").await;
    member.get("/matches/top-pick").await.is(204);
}

#[rstest]
#[tokio::test]
async fn a_match_goes_where_its_status_allows(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for (from, allowed) in [
        ("new", vec!["new", "saved", "dismissed", "applied"]),
        ("saved", vec!["saved", "dismissed"]),
        ("dismissed", vec!["dismissed", "saved"]),
        ("applied", vec!["applied"]),
    ] {
        for to in ["new", "saved", "dismissed", "applied"] {
            let path = format!("/matches/{}", found(&member, "Engineer", 50.0, from).await);
            let before = member.get(&path).await.is(200);
            let answer = member.patch(&path, json!({"status": to})).await;
            if allowed.contains(&to) {
                let after = answer.is(200);
                assert_eq!(after["status"], to);
                assert_eq!(after == before, from == to, "{from} → {to}");
                assert_eq!(member.get(&path).await.is(200), after);
            } else {
                answer.problem(409, "invalid_transition");
                assert_eq!(member.get(&path).await.is(200), before);
            }
        }
    }
}

#[rstest]
#[tokio::test]
async fn of_many_changes_of_one_state_one_is_made(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let path = format!("/matches/{}", found(&member, "Engineer", 50.0, "new").await);
    let etag = member.get(&path).await.header("etag").to_owned();
    let change = |number: usize| {
        let status = ["saved", "dismissed"][number % 2];
        let request = member.request(Method::PATCH, &path).header("If-Match", &etag);
        app.send(request.json(&json!({"status": status})))
    };
    let answers = join_all((0..20).map(change)).await;
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(200), count(412)), (1, 19), "{answers:?}");
}
