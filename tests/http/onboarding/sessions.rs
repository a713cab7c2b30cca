//! Starting, resuming, restarting and giving up.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::app::PASSWORD;
use crate::support::{Actor, Backend, TestApp};

#[rstest]
#[tokio::test]
async fn starting_without_a_token_makes_a_guest_and_gives_tokens(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let body = json!({"source": "referral", "timezone": "Europe/Berlin"});
    let answer = app.as_visitor().post("/onboarding/start", body).await;
    let location = answer.header("location").to_owned();
    let started = answer.is(201);
    assert_eq!(location, format!("/api/v1/onboarding/sessions/{}", started["session_id"].as_str().unwrap()));
    assert_eq!(started["token_type"], "Bearer");
    assert_eq!(started["expires_in"], 900);

    let guest = Actor::new(&app, started);
    let me = guest.get("/users/me").await.is(200);
    assert_eq!(me["id"], guest.arrival["user_id"]);
    assert_eq!((&me["is_guest"], &me["email"]), (&json!(true), &Value::Null));
    assert_eq!((&me["source"], &me["timezone"]), (&json!("referral"), &json!("Europe/Berlin")));
}

#[rstest]
#[tokio::test]
async fn starting_as_a_member_gives_no_tokens(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let started = member.post("/onboarding/start", json!({})).await.is(201);
    assert_eq!(started["user_id"], member.arrival["user"]["id"]);
    for secret in ["access_token", "refresh_token", "token_type", "expires_in"] {
        assert!(started.get(secret).is_none(), "{secret}");
    }
}

#[rstest]
#[tokio::test]
async fn starting_again_resumes_with_the_question_that_was_asked_last(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    let turn = guest.answer(guest.session(), "My name is Ada Lovelace").await.is(200);
    let answer = guest.post("/onboarding/start", json!({})).await;
    let location = answer.header("location").to_owned();
    let resumed = answer.is(200);
    assert!(location.ends_with(guest.session()));
    for same in ["session_id", "message", "collected", "next_field", "progress", "status"] {
        assert_eq!(resumed[same], turn[same], "{same}");
    }
    assert!(resumed.get("access_token").is_none());
}

#[rstest]
#[tokio::test]
async fn restarting_abandons_the_session_and_begins_anew(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.answer(guest.session(), "My name is Ada Lovelace").await.is(200);
    let anew = guest.post("/onboarding/start", json!({"restart": true})).await.is(201);
    assert_ne!(anew["session_id"], guest.session());
    assert_eq!((&anew["collected"], &anew["next_field"]), (&json!({}), &json!("name")));
    let old = guest.get(&format!("/onboarding/sessions/{}", guest.session())).await.is(200);
    assert_eq!((&old["status"], &old["completed_at"]), (&json!("abandoned"), &Value::Null));
}

#[rstest]
#[tokio::test]
async fn restarting_with_nothing_in_progress_just_starts(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.as_member().await.post("/onboarding/start", json!({"restart": true})).await.is(201);
}

#[rstest]
#[tokio::test]
async fn a_closed_session_takes_no_answer_and_cannot_be_abandoned(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.complete(guest.session()).await;
    guest.answer(guest.session(), "Ada").await.problem(409, "session_closed");
    let abandon = format!("/onboarding/sessions/{}/abandon", guest.session());
    guest.post(&abandon, json!({})).await.problem(409, "session_closed");
}

#[rstest]
#[tokio::test]
async fn a_session_is_abandoned_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    let abandon = format!("/onboarding/sessions/{}/abandon", guest.session());
    assert_eq!(guest.post(&abandon, json!({})).await.status, 204);
    guest.post(&abandon, json!({})).await.problem(409, "session_closed");
    guest.answer(guest.session(), "Ada").await.problem(409, "session_closed");
    assert_ne!(guest.start().await, guest.session(), "what was given up is not resumed");
}

#[rstest]
#[tokio::test]
async fn a_guest_who_registers_keeps_id_and_data_and_goes_on_answering(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.answer(guest.session(), "My name is Ada Lovelace").await.is(200);
    let email = app.new_email();
    let signed_in = guest.post("/auth/register", json!({"email": email, "password": PASSWORD})).await.is(201);
    assert_eq!(signed_in["user"]["id"], guest.arrival["user_id"]);
    assert_eq!((&signed_in["user"]["email"], &signed_in["user"]["is_guest"]), (&json!(email), &json!(false)));

    let member = Actor::new(&app, signed_in);
    let turn = member.answer(guest.session(), "Backend Developer").await.is(200);
    assert_eq!(turn["collected"], json!({"name": "Ada Lovelace", "role": "Backend Developer"}));
    // The guest's own sign-in has ended.
    guest.get("/users/me").await.problem(401, "invalid_token");
    let refresh = json!({"refresh_token": guest.refresh_token()});
    app.as_visitor().post("/auth/refresh", refresh).await.problem(401, "invalid_token");
}
