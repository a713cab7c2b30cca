//! The transcripts of `fixtures/conversations`, held with the server as it is delivered.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::support::{Backend, TestApp};

#[derive(Deserialize)]
struct Transcript {
    name: String,
    turns: Vec<Turn>,
    is_complete: bool,
    r#final: Map<String, Value>,
}

#[derive(Deserialize)]
struct Turn {
    user: String,
    extracted: Map<String, Value>,
}

fn transcripts() -> Vec<Transcript> {
    let text = include_str!("../../fixtures/conversations/transcripts.json");
    serde_json::from_str(text).expect("the transcripts are well-formed")
}

/// Levels and stages are compared exactly, text trimmed and without regard to case.
fn comparable(fields: &Map<String, Value>) -> Map<String, Value> {
    let free = |name: &str| !matches!(name, "experience_level" | "startup_stage");
    fields
        .iter()
        .map(|(name, value)| match value {
            Value::String(text) if free(name) => (name.clone(), text.trim().to_lowercase().into()),
            other => (name.clone(), other.clone()),
        })
        .collect()
}

#[track_caller]
fn assert_same(found: &Value, expected: &Map<String, Value>, place: &str) {
    let found = found.as_object().unwrap_or_else(|| panic!("{place}: {found}"));
    assert_eq!(comparable(found), comparable(expected), "{place}");
}

#[rstest]
#[tokio::test]
async fn every_transcript_is_understood_as_a_careful_person_would(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    for transcript in transcripts() {
        let guest = app.as_guest().await;
        let mut last = guest.arrival.clone();
        for (number, turn) in transcript.turns.iter().enumerate() {
            let place = format!("{}, turn {}: {}", transcript.name, number + 1, turn.user);
            last = guest.answer(guest.session(), &turn.user).await.is(200);
            assert_same(&last["extracted_fields"], &turn.extracted, &place);
            assert!(!last["message"].as_str().unwrap().trim().is_empty(), "{place}");
        }
        assert_eq!(last["is_complete"], transcript.is_complete, "{}", transcript.name);
        assert_same(&last["collected"], &transcript.r#final, &transcript.name);
    }
}

#[rstest]
#[tokio::test]
async fn each_turn_says_how_far_the_conversation_is(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    let start = &guest.arrival;
    assert_eq!(start["status"], "in_progress");
    assert_eq!(start["progress"], json!({"collected": 0, "total": 6}));
    assert_eq!(start["next_field"], "name");
    assert_eq!(start["collected"], json!({}));
    assert_eq!(start["extracted_fields"], json!({}));
    assert_eq!((&start["is_complete"], &start["profile"]), (&json!(false), &Value::Null));

    let turn = guest.answer(guest.session(), "I'm Maria Gonzalez, a senior data engineer").await.is(200);
    assert_eq!(turn["progress"], json!({"collected": 3, "total": 6}));
    assert_eq!(turn["missing_fields"], json!(["location", "startup_stage", "extra_preferences"]));
    assert_eq!(turn["next_field"], "location");
    assert_eq!(turn["llm"]["provider"], "offline");
    assert_eq!(turn["llm"]["cost_usd"], 0.0);
    assert_eq!(turn["llm"]["tokens_used"], 0);

    let turn = guest.answer(guest.session(), "Berlin").await.is(200);
    assert_eq!(turn["extracted_fields"], json!({"location": "Berlin"}));
    guest.answer(guest.session(), "series B").await.is(200);
    let turn = guest.answer(guest.session(), "none, thanks").await.is(200);
    assert_eq!(turn["status"], "completed");
    assert_eq!(turn["progress"], json!({"collected": 6, "total": 6}));
    assert_eq!((&turn["next_field"], &turn["missing_fields"]), (&Value::Null, &json!([])));
    assert_eq!(turn["profile"]["name"], "Maria Gonzalez");
    assert_eq!(turn["profile"]["session_id"], turn["session_id"]);
    assert!(turn["profile"]["extra_preferences"].is_null());
}

#[rstest]
#[tokio::test]
async fn what_is_no_answer_is_asked_again_in_other_words(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    let mut asked = vec![guest.arrival["message"].clone()];
    for _ in 0..2 {
        let turn = guest.answer(guest.session(), "???").await.is(200);
        assert_eq!((&turn["next_field"], &turn["extracted_fields"]), (&json!("name"), &json!({})));
        assert!(!asked.contains(&turn["message"]), "{} was said before", turn["message"]);
        asked.push(turn["message"].clone());
    }
}
