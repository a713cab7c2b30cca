//! Many at once.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Backend, TestApp};

/// Every message of a session, which must come without a gap.
async fn messages(person: &Actor<'_>, session: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = person.get(&format!("/onboarding/sessions/{session}/messages?limit=100{cursor}")).await.is(200);
        messages.extend(page["items"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return messages,
        }
    }
}

#[rstest]
#[tokio::test]
async fn starts_at_the_same_time_give_one_and_the_same_session(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let starts = join_all((0..8).map(|_| member.post("/onboarding/start", json!({})))).await;
    let created = starts.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(created, 1);
    let first = starts[0].json["session_id"].clone();
    for start in starts {
        assert!(matches!(start.status, 200 | 201), "{start:?}");
        assert_eq!(start.json["session_id"], first);
    }
    assert_eq!(member.get("/onboarding/sessions").await.is(200)["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn restarts_at_the_same_time_leave_one_session_in_progress(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let restarts = join_all((0..8).map(|_| member.post("/onboarding/start", json!({"restart": true})))).await;
    for restart in restarts {
        assert!(matches!(restart.status, 200 | 201 | 409), "{restart:?}");
    }
    let sessions = member.get("/onboarding/sessions").await.is(200);
    let open = sessions["items"].as_array().unwrap().iter().filter(|session| session["status"] == "in_progress");
    assert_eq!(open.count(), 1, "{sessions}");
}

#[rstest]
#[tokio::test]
async fn of_200_answers_at_once_each_is_taken_whole_or_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    // Nothing in it completes the conversation.
    let answers = join_all((0..200).map(|_| guest.answer(guest.session(), "???"))).await;
    let mut accepted = 0;
    for answer in answers {
        match answer.status {
            200 => accepted += 1,
            _ => drop(answer.problem(409, "session_busy")),
        }
    }
    assert!(accepted > 0);
    let session = guest.get(&format!("/onboarding/sessions/{}", guest.session())).await.is(200);
    assert_eq!(session["total_messages_count"], 1 + 2 * accepted);
    let messages = messages(&guest, guest.session()).await;
    let sequences: Vec<u64> = messages.iter().map(|message| message["sequence"].as_u64().unwrap()).collect();
    assert_eq!(sequences, (0..=2 * accepted).collect::<Vec<_>>());
    for (number, message) in messages.iter().enumerate() {
        assert_eq!(message["role"], if number % 2 == 0 { "assistant" } else { "user" });
    }
}

#[rstest]
#[tokio::test]
async fn of_many_last_answers_one_completes_and_the_others_are_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    for answer in &crate::support::actor::SIX_ANSWERS[..5] {
        guest.answer(guest.session(), answer).await.is(200);
    }
    let answers = join_all((0..10).map(|_| guest.answer(guest.session(), "I like fintech"))).await;
    let completed: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(completed.len(), 1);
    assert_eq!(completed[0].json["is_complete"], true);
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 409)));
    assert_eq!(messages(&guest, guest.session()).await.len(), 13);
    assert_eq!(app.rows("SELECT headline FROM profiles").await.len(), 1);
}
