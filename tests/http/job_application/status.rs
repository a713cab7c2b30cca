//! The status of an application, and its timeline.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn every_change_of_the_status_is_told_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let change = async |status: &str| {
        member.patch(&format!("{path}/status"), json!({"status": status, "note": "Words"})).await.is(200)
    };
    let offered = change("offer").await;
    assert_eq!((&offered["status"], &offered["job"]), (&json!("offer"), &made["job"]));
    assert_eq!(change("offer").await, offered, "the same again changes nothing");
    // Back again, which is as good as any.
    change("screening").await;
    let timeline = member.get(&format!("{path}/events")).await.is(200)["items"].as_array().unwrap().clone();
    let steps: Vec<Value> = timeline.iter().map(|event| json!([event["old_status"], event["new_status"]])).collect();
    assert_eq!(steps, [json!(["offer", "screening"]), json!(["applied", "offer"]), json!([null, "applied"])]);
    assert_eq!(timeline[0]["note"], "Words");
}

#[rstest]
#[tokio::test]
async fn people_write_into_the_timeline_what_has_happened_or_will(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let events = format!("/applications/{}/events", made["id"].as_str().unwrap());
    let interview = json!({"kind": "interview", "note": "On site", "occurred_at": "2026-03-01T09:00:00.0000001Z"});
    let answer = member.post(&events, interview).await;
    assert_eq!(answer.header("location"), format!("/api/v1{events}"));
    let interview = answer.is(201);
    assert_eq!((&interview["actor"], &interview["occurred_at"]), (&json!("user"), &json!("2026-03-01T09:00:00Z")));
    assert_eq!((&interview["old_status"], &interview["new_status"]), (&Value::Null, &Value::Null));
    for kind in ["note", "offer", "follow_up"] {
        member.post(&events, json!({"kind": kind})).await.is(201);
    }
    member
        .post(&events, json!({"kind": "note", "note": "Long ago", "occurred_at": "2020-01-01T00:00:00Z"}))
        .await
        .is(201);
    let mut kinds = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = member.get(&format!("{events}?limit=2{cursor}")).await.is(200);
        kinds.extend(page["items"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(kinds, ["interview", "follow_up", "offer", "note", "status_changed", "note"]);
    // An offer that is noted is not yet a change of the status.
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    assert_eq!(member.get(&path).await.is(200), made);
}

#[rstest]
#[tokio::test]
async fn an_entry_keeps_to_the_rules(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = member.apply_for("Engineer").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let events = format!("{path}/events");
    for (body, field, code) in [
        (json!({"kind": "status_changed"}), "kind", "invalid"),
        (json!({"kind": "note", "note": "a".repeat(5_001)}), "note", "length"),
        (json!({"kind": "note", "occurred_at": "2201-01-01T00:00:00Z"}), "occurred_at", "time_range"),
        (json!({"kind": "note", "actor": "system"}), "actor", "unknown_field"),
        (json!({"note": "words"}), "kind", "required"),
    ] {
        member.post(&events, body).await.refuses(&[(field, code)]);
    }
    for (body, field, code) in
        [(json!({}), "status", "required"), (json!({"status": "offer", "note": ""}), "note", "blank")]
    {
        member.patch(&format!("{path}/status"), body).await.refuses(&[(field, code)]);
    }
}
