//! Signing in, staying signed in, signing out.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;

use crate::support::app::PASSWORD;
use crate::support::{Actor, Answer, Backend, Options, TestApp};

async fn log_in(app: &TestApp, email: &str, password: &str) -> Answer {
    app.as_visitor().post("/auth/login", json!({"email": email, "password": password})).await
}

async fn refresh(app: &TestApp, token: &str) -> Answer {
    app.as_visitor().post("/auth/refresh", json!({"refresh_token": token})).await
}

#[rstest]
#[tokio::test]
async fn a_member_signs_in_whatever_the_case_of_the_address(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for email in [member.email().to_owned(), member.email().to_uppercase()] {
        let signed_in = log_in(&app, &email, PASSWORD).await.is(200);
        assert_eq!(signed_in["user"]["id"], member.arrival["user"]["id"]);
        Actor::new(&app, signed_in).get("/users/me").await.is(200);
    }
}

#[rstest]
#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_look_the_same(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let wrong = log_in(&app, member.email(), "not this one").await;
    let unknown = log_in(&app, "nobody@example.com", "not this one").await;
    assert_eq!((wrong.status, unknown.status), (401, 401));
    let wrong = wrong.same_for_everybody();
    assert_eq!(wrong["code"], "invalid_credentials");
    assert_eq!(wrong, unknown.same_for_everybody());
    for password in ["", " ", &PASSWORD.to_uppercase(), &format!("{PASSWORD} ")] {
        log_in(&app, member.email(), password).await.problem(401, "invalid_credentials");
    }
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_is_good_once_and_its_second_use_ends_the_sign_in(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let bystander = Actor::new(&app, log_in(&app, member.email(), PASSWORD).await.is(200));
    let renewed = Actor::new(&app, refresh(&app, member.refresh_token()).await.is(200));
    assert_ne!(renewed.refresh_token(), member.refresh_token());
    for actor in [&renewed, &member, &bystander] {
        actor.get("/users/me").await.is(200);
    }

    refresh(&app, member.refresh_token()).await.problem(401, "token_reused");
    // The whole family has ended: the newer tokens, and the access tokens of both.
    refresh(&app, renewed.refresh_token()).await.problem(401, "invalid_token");
    renewed.get("/users/me").await.problem(401, "invalid_token");
    member.get("/users/me").await.problem(401, "invalid_token");
    bystander.get("/users/me").await.is(200);
}

#[rstest]
#[tokio::test]
async fn of_exchanges_of_one_refresh_token_at_once_one_succeeds(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let answers = join_all((0..8).map(|_| refresh(&app, member.refresh_token()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers {
        assert!(matches!(answer.status, 200 | 401), "{answer:?}");
    }
    member.get("/users/me").await.problem(401, "invalid_token");
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_expires_after_seven_days(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    app.clock.advance(TimeDelta::days(7) - TimeDelta::minutes(1));
    let renewed = refresh(&app, member.refresh_token()).await.is(200);
    app.clock.advance(TimeDelta::days(7));
    let token = renewed["refresh_token"].as_str().unwrap();
    refresh(&app, token).await.problem(401, "invalid_token");
}

#[rstest]
#[tokio::test]
async fn what_is_no_refresh_token_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for wrong in ["", "cbr_", "cbr_AAAA", member.token.as_deref().unwrap(), &"x".repeat(10_000)] {
        refresh(&app, wrong).await.problem(401, "invalid_token");
    }
}

#[rstest]
#[tokio::test]
async fn logging_out_ends_the_sign_in_and_no_other(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let elsewhere = Actor::new(&app, log_in(&app, member.email(), PASSWORD).await.is(200));
    let log_out = json!({"refresh_token": member.refresh_token()});
    for _ in 0..2 {
        assert_eq!(app.as_visitor().post("/auth/logout", log_out.clone()).await.status, 204);
    }
    member.get("/users/me").await.problem(401, "invalid_token");
    refresh(&app, member.refresh_token()).await.problem(401, "invalid_token");
    elsewhere.get("/users/me").await.is(200);
    let unknown = json!({"refresh_token": "cbr_unknown"});
    assert_eq!(app.as_visitor().post("/auth/logout", unknown).await.status, 204);
}

#[rstest]
#[tokio::test]
async fn a_deleted_account_may_sign_in_but_do_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let deleted_at = "2026-01-01T00:00:00+00:00";
    app.execute(&format!("UPDATE users SET deleted_at = '{deleted_at}' WHERE email = '{}'", member.email())).await;
    member.get("/users/me").await.problem(403, "account_deleted");
    member.post("/onboarding/start", json!({})).await.problem(403, "account_deleted");
    let again = Actor::new(&app, log_in(&app, member.email(), PASSWORD).await.is(200));
    again.get("/preferences").await.problem(403, "account_deleted");
    refresh(&app, member.refresh_token()).await.is(200);
    let registration = json!({"email": member.email(), "password": PASSWORD});
    app.as_visitor().post("/auth/register", registration).await.problem(409, "email_taken");
}

#[rstest]
#[tokio::test]
async fn a_disabled_account_is_locked_out(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    app.execute(&format!("UPDATE users SET is_active = FALSE WHERE email = '{}'", member.email())).await;
    member.get("/users/me").await.problem(403, "account_disabled");
    log_in(&app, member.email(), PASSWORD).await.problem(403, "account_disabled");
    log_in(&app, member.email(), "not this one").await.problem(401, "invalid_credentials");
    refresh(&app, member.refresh_token()).await.problem(403, "account_disabled");
}

/// Known for a few seconds, by the look that its first request took.
#[rstest]
#[tokio::test]
async fn logging_out_ends_an_access_token_that_was_just_used(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let elsewhere = Actor::new(&app, log_in(&app, member.email(), PASSWORD).await.is(200));
    for actor in [&member, &elsewhere] {
        actor.get("/users/me").await.is(200);
    }
    let log_out = json!({"refresh_token": member.refresh_token()});
    assert_eq!(app.as_visitor().post("/auth/logout", log_out).await.status, 204);
    member.get("/users/me").await.problem(401, "invalid_token");
    elsewhere.get("/users/me").await.is(200);
}

#[rstest]
#[tokio::test]
async fn what_another_server_changes_takes_effect_within_five_seconds(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    member.get("/users/me").await.is(200);
    let disable = format!("UPDATE users SET is_active = FALSE WHERE email = '{}'", member.email());
    app.execute_unnoticed(&disable).await;
    member.get("/users/me").await.is(200);
    app.clock.advance(TimeDelta::seconds(5));
    member.get("/users/me").await.problem(403, "account_disabled");
}

#[rstest]
#[tokio::test]
async fn what_another_server_changes_takes_effect_at_once_where_nothing_is_remembered(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let settings = vec![("CAREERBASE_AUTH_CACHE_SECONDS", "0")];
    let app = TestApp::start_with(backend, Options { settings, ..Options::default() }).await;
    let member = app.as_member().await;
    member.get("/users/me").await.is(200);
    let disable = format!("UPDATE users SET is_active = FALSE WHERE email = '{}'", member.email());
    app.execute_unnoticed(&disable).await;
    member.get("/users/me").await.problem(403, "account_disabled");
}
