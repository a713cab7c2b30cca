//! Making an account.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::app::PASSWORD;
use crate::support::{Actor, Backend, TestApp};

#[rstest]
#[tokio::test]
async fn registering_makes_an_account_and_signs_in(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let body = json!({
        "email": "Ada@Example.com", "password": PASSWORD, "full_name": "Ada King", "display_name": "Ada",
        "timezone": "Europe/London", "source": "web",
    });
    let answer = app.as_visitor().post("/auth/register", body).await;
    assert_eq!(answer.header("location"), "/api/v1/users/me");
    assert!(!answer.text.contains(PASSWORD) && !answer.text.contains("hash"));
    let member = Actor::new(&app, answer.is(201));
    assert_eq!((&member.arrival["token_type"], &member.arrival["expires_in"]), (&json!("Bearer"), &json!(900)));
    let me = member.get("/users/me").await.is(200);
    assert_eq!(me, member.arrival["user"]);
    for (field, expected) in [
        ("email", "Ada@Example.com"),
        ("full_name", "Ada King"),
        ("display_name", "Ada"),
        ("timezone", "Europe/London"),
        ("source", "web"),
        ("role", "member"),
        ("tier", "free"),
        ("onboarding_status", "not_started"),
    ] {
        assert_eq!(me[field], expected, "{field}");
    }
    assert_eq!((&me["is_guest"], &me["onboarding_completed"]), (&json!(false), &json!(false)));
}

#[rstest]
#[tokio::test]
async fn an_address_is_taken_in_whatever_case(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let register = |email: &str| json!({"email": email, "password": PASSWORD});
    app.as_visitor().post("/auth/register", register("ada@example.com")).await.is(201);
    for email in ["ada@example.com", "ADA@EXAMPLE.COM", " Ada@Example.Com "] {
        app.as_visitor().post("/auth/register", register(email)).await.problem(409, "email_taken");
    }
    let guest = app.as_guest().await;
    guest.post("/auth/register", register("Ada@example.com")).await.problem(409, "email_taken");
    assert_eq!(guest.get("/users/me").await.is(200)["is_guest"], true, "the guest stays one");
}

#[rstest]
#[tokio::test]
async fn of_registrations_of_one_address_at_once_one_succeeds(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let visitor = app.as_visitor();
    let registration = json!({"email": "ada@example.com", "password": PASSWORD});
    let answers = join_all((0..8).map(|_| visitor.post("/auth/register", registration.clone()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for answer in answers.into_iter().filter(|answer| answer.status != 201) {
        answer.problem(409, "email_taken");
    }
}

#[rstest]
#[tokio::test]
async fn a_member_cannot_register_again(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let again = json!({"email": app.new_email(), "password": PASSWORD});
    member.post("/auth/register", again).await.problem(409, "already_registered");
    assert_eq!(member.get("/users/me").await.is(200)["email"], member.email());
}

#[rstest]
#[tokio::test]
async fn what_a_registration_lacks_stays_as_the_guest_had_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let start = json!({"source": "referral", "timezone": "Asia/Tokyo"});
    let guest = Actor::new(&app, app.as_visitor().post("/onboarding/start", start).await.is(201));
    guest.patch("/users/me", json!({"phone": "123", "full_name": "Guest"})).await.is(200);
    let registration = json!({"email": app.new_email(), "password": PASSWORD, "full_name": "Ada"});
    let user = guest.post("/auth/register", registration).await.is(201)["user"].clone();
    guest.get("/users/me").await.problem(401, "invalid_token");
    assert_eq!((&user["source"], &user["timezone"]), (&json!("referral"), &json!("Asia/Tokyo")));
    assert_eq!((&user["phone"], &user["full_name"]), (&json!("123"), &json!("Ada")));
}

#[rstest]
#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_field(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let good = json!({"email": "ada@example.com", "password": PASSWORD});
    for (field, value, code) in [
        ("email", json!("ada"), "invalid"),
        ("email", json!(""), "invalid"),
        ("email", json!(null), "invalid"),
        ("email", json!(format!("{}@example.com", "a".repeat(250))), "invalid"),
        ("password", json!(["secret"]), "invalid"),
        ("full_name", json!(" "), "blank"),
        ("full_name", json!("x".repeat(256)), "length"),
        ("display_name", json!("x".repeat(256)), "length"),
        ("source", json!("x".repeat(101)), "length"),
        ("timezone", json!("Mars/Olympus"), "invalid"),
        ("role", json!("admin"), "unknown_field"),
        ("tier", json!("enterprise"), "unknown_field"),
    ] {
        let mut body = good.clone();
        body[field] = value;
        app.as_visitor().post("/auth/register", body).await.refuses(&[(field, code)]);
    }
    for missing in ["email", "password"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(missing);
        app.as_visitor().post("/auth/register", body).await.refuses(&[(missing, "required")]);
    }
    assert_eq!(app.rows("SELECT timezone FROM users").await, Vec::<Value>::new());
}
