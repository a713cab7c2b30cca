//! Which passwords are taken, and changing them.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use crate::support::app::PASSWORD;
use crate::support::{Actor, Answer, Backend, TestApp};

async fn register(app: &TestApp, email: &str, password: &str) -> Answer {
    app.as_visitor().post("/auth/register", json!({"email": email, "password": password})).await
}

async fn log_in(app: &TestApp, email: &str, password: &str) -> Answer {
    app.as_visitor().post("/auth/login", json!({"email": email, "password": password})).await
}

fn change(current: &str, new: &str) -> serde_json::Value {
    json!({"current_password": current, "new_password": new})
}

#[rstest]
#[tokio::test]
async fn weak_passwords_are_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let email = "ada.lovelace@example.com";
    for (weak, code) in [
        ("", "too_short"),
        ("1234567", "too_short"),
        ("ÄÖÜäöüß", "too_short"),
        (email, "own_address"),
        ("ADA.Lovelace@example.COM", "own_address"),
        ("Ada.Lovelace", "own_address"),
        ("password", "common_password"),
        ("12345678", "common_password"),
        ("Password1", "common_password"),
    ] {
        register(&app, email, weak).await.refuses(&[("password", code)]);
    }
    let member = app.as_member().await;
    for weak in ["short", "password", member.email()] {
        let refused = member.post("/auth/change-password", change(PASSWORD, weak)).await.is(422);
        assert_eq!(refused["errors"][0]["field"], "new_password");
    }
    log_in(&app, member.email(), PASSWORD).await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_password_has_128_characters_at_most_however_many_bytes(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    // Neither a repetition nor a row, which would be too easy to guess.
    let longest: String = (0..128_u32).filter_map(|i| char::from_u32(0x1f300 + (i * i * 11 + i * 37) % 199)).collect();
    assert_eq!(longest.len(), 512);
    register(&app, "ada@example.com", &longest).await.is(201);
    log_in(&app, "ada@example.com", &longest).await.is(200);
    let longer = format!("{longest}🦀");
    register(&app, "grace@example.com", &longer).await.refuses(&[("password", "too_long")]);
    log_in(&app, "ada@example.com", &longer).await.problem(401, "invalid_credentials");
}

#[rstest]
#[tokio::test]
async fn every_character_counts_also_after_72_bytes(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let long = "ünïcödé ".repeat(10);
    assert!(long.len() > 72);
    register(&app, "ada@example.com", &format!("{long}a")).await.is(201);
    for wrong in [format!("{long}b"), long.clone(), format!("{long}a "), format!("{long}A")] {
        log_in(&app, "ada@example.com", &wrong).await.problem(401, "invalid_credentials");
    }
    log_in(&app, "ada@example.com", &format!("{long}a")).await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_new_password_ends_every_other_sign_in(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let elsewhere = Actor::new(&app, log_in(&app, member.email(), PASSWORD).await.is(200));
    elsewhere.get("/users/me").await.is(200);

    let new = "another horse, another staple";
    assert_eq!(member.post("/auth/change-password", change(PASSWORD, new)).await.status, 204);
    member.get("/users/me").await.is(200);
    elsewhere.get("/users/me").await.problem(401, "invalid_token");
    let refresh = json!({"refresh_token": elsewhere.refresh_token()});
    elsewhere.app.as_visitor().post("/auth/refresh", refresh).await.problem(401, "invalid_token");
    let refresh = json!({"refresh_token": member.refresh_token()});
    app.as_visitor().post("/auth/refresh", refresh).await.is(200);

    log_in(&app, member.email(), PASSWORD).await.problem(401, "invalid_credentials");
    log_in(&app, member.email(), new).await.is(200);
}

#[rstest]
#[tokio::test]
async fn the_current_password_is_asked_for(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let wrong = change("not this one", "another horse, another staple");
    member.post("/auth/change-password", wrong).await.problem(401, "invalid_credentials");
    log_in(&app, member.email(), PASSWORD).await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_guest_has_no_password_to_change(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.post("/auth/change-password", change(PASSWORD, PASSWORD)).await.problem(409, "no_password");
}
