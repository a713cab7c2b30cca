//! Looking back: sessions and messages, page by page.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Backend, TestApp};

/// All items of a list, read in pages of `limit`.
async fn all(person: &Actor<'_>, list: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    for _ in 0..100 {
        let page = person.get(&format!("{list}?limit={limit}{cursor}")).await.is(200);
        let found = page["items"].as_array().unwrap();
        assert!(found.len() <= limit);
        items.extend(found.clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
    panic!("{list} has no end");
}

#[rstest]
#[tokio::test]
async fn a_conversation_of_six_answers_has_thirteen_messages(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.complete(guest.session()).await;
    let list = format!("/onboarding/sessions/{}/messages", guest.session());
    let messages = guest.get(&list).await.is(200);
    assert!(messages["next_cursor"].is_null());
    let messages = messages["items"].as_array().unwrap().clone();
    let sequences: Vec<u64> = messages.iter().map(|message| message["sequence"].as_u64().unwrap()).collect();
    assert_eq!(sequences, (0..13).collect::<Vec<_>>());
    for (number, message) in messages.iter().enumerate() {
        let role = if number % 2 == 0 { "assistant" } else { "user" };
        assert_eq!(message["role"], role);
        assert_eq!(message["llm_metadata"].is_null(), role == "user");
        assert_eq!(message["session_id"], guest.session());
    }
    assert_eq!(messages[0]["content"], guest.arrival["message"]);
    assert_eq!(messages[1]["content"], "Rahul Sharma");
    assert_eq!(messages[2]["extracted_fields"], json!({"name": "Rahul Sharma"}));

    let session = guest.get(&format!("/onboarding/sessions/{}", guest.session())).await.is(200);
    assert_eq!((&session["total_messages_count"], &session["status"]), (&json!(13), &json!("completed")));
    assert_eq!(session["ip_address"], "127.0.0.1");
    assert_eq!(all(&guest, &list, 5).await, messages);
    assert_eq!(all(&guest, &list, 13).await, messages);
}

#[rstest]
#[tokio::test]
async fn sessions_come_newest_first_and_pages_neither_repeat_nor_skip(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let mut started = Vec::new();
    for _ in 0..5 {
        let turn = member.post("/onboarding/start", json!({"restart": true})).await.is(201);
        started.insert(0, turn["session_id"].clone());
    }
    let first = member.get("/onboarding/sessions?limit=2").await.is(200);
    // A session that is added meanwhile shifts no page.
    member.post("/onboarding/start", json!({"restart": true})).await.is(201);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = member.get(&format!("/onboarding/sessions?limit=100&cursor={cursor}")).await.is(200);
    assert!(second["next_cursor"].is_null());
    let pages = [&first, &second].into_iter().flat_map(|page| page["items"].as_array().unwrap());
    assert_eq!(pages.map(|session| session["id"].clone()).collect::<Vec<_>>(), started);
    assert_eq!(all(&member, "/onboarding/sessions", 1).await.len(), 6);
}

#[rstest]
#[tokio::test]
async fn nobody_sees_the_sessions_of_others(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.as_guest().await;
    let other = app.as_member().await;
    assert_eq!(other.get("/onboarding/sessions").await.is(200), json!({"items": [], "next_cursor": null}));
}
