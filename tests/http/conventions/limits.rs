//! Rate limits.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Options, TestApp};

async fn limited(backend: Backend, limits: &[(&'static str, &'static str)]) -> TestApp {
    let settings = [&[("CAREERBASE_RATE_LIMIT", "on")], limits].concat();
    TestApp::start_with(backend, Options { settings, ..Options::default() }).await
}

#[track_caller]
fn number(answer: &Answer, header: &str) -> u64 {
    answer.header(header).parse().unwrap()
}

#[track_caller]
fn assert_limited(answer: Answer, limit: u64) {
    assert!((1..=3600).contains(&number(&answer, "retry-after")), "{answer:?}");
    assert_eq!(number(&answer, "ratelimit-limit"), limit);
    assert_eq!(number(&answer, "ratelimit-remaining"), 0);
    assert!(number(&answer, "ratelimit-reset") > 0);
    answer.problem(429, "rate_limited");
}

async fn log_in(app: &TestApp, email: &str, address: &str) -> Answer {
    let request = app.request(Method::POST, "/auth/login").header("x-forwarded-for", address);
    app.send(request.json(&json!({"email": email, "password": "not this one"}))).await
}

#[rstest]
#[tokio::test]
async fn a_member_who_has_used_the_quota_is_told_when_to_come_back(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = limited(backend, &[("CAREERBASE_RATE_LIMIT_FREE", "3")]).await;
    let member = app.as_member().await;
    for remaining in [2, 1, 0] {
        let answer = member.get("/users/me").await;
        assert_eq!((number(&answer, "ratelimit-limit"), number(&answer, "ratelimit-remaining")), (3, remaining));
        assert!(number(&answer, "ratelimit-reset") > 0);
        answer.is(200);
    }
    assert_limited(member.get("/users/me").await, 3);
    assert_limited(member.post("/onboarding/start", json!({})).await, 3);
    app.as_member().await.get("/users/me").await.is(200);
}

#[rstest]
#[tokio::test]
async fn who_pays_may_ask_more_often(#[values(Sqlite, Postgres)] backend: Backend) {
    let limits = [
        ("CAREERBASE_RATE_LIMIT_FREE", "1"),
        ("CAREERBASE_RATE_LIMIT_PAID", "20"),
        ("CAREERBASE_RATE_LIMIT_ENTERPRISE", "30"),
    ];
    let app = limited(backend, &limits).await;
    let member = app.as_member().await;
    for (tier, limit) in [("free", 1), ("pro", 20), ("h1b_pro", 20), ("career_insurance", 20), ("enterprise", 30)] {
        app.execute(&format!("UPDATE users SET tier = '{tier}' WHERE email = '{}'", member.email())).await;
        assert_eq!(number(&member.get("/users/me").await, "ratelimit-limit"), limit, "{tier}");
    }
}

#[rstest]
#[tokio::test]
async fn sign_ins_from_one_address_are_limited_together(#[values(Sqlite, Postgres)] backend: Backend) {
    let limits = [("CAREERBASE_RATE_LIMIT_VISITOR", "3"), ("CAREERBASE_TRUST_FORWARDED", "on")];
    let app = limited(backend, &limits).await;
    for number in 0..3 {
        let answer = log_in(&app, &format!("nobody{number}@example.com"), "192.0.2.1").await;
        answer.problem(401, "invalid_credentials");
    }
    assert_limited(log_in(&app, "nobody@example.com", "192.0.2.1").await, 3);
    // What the client says itself stands before what the proxy appends, and does not count.
    assert_limited(log_in(&app, "nobody@example.com", "198.51.100.7, 192.0.2.1").await, 3);
    log_in(&app, "nobody@example.com", "192.0.2.2").await.problem(401, "invalid_credentials");
}

#[rstest]
#[tokio::test]
async fn a_forwarded_address_counts_only_behind_a_trusted_proxy(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = limited(backend, &[("CAREERBASE_RATE_LIMIT_VISITOR", "2")]).await;
    log_in(&app, "a@example.com", "192.0.2.1").await.problem(401, "invalid_credentials");
    log_in(&app, "b@example.com", "192.0.2.2").await.problem(401, "invalid_credentials");
    assert_limited(log_in(&app, "c@example.com", "192.0.2.3").await, 2);
}

#[rstest]
#[tokio::test]
async fn guesses_at_one_account_are_limited_wherever_they_come_from(#[values(Sqlite, Postgres)] backend: Backend) {
    let limits = [("CAREERBASE_RATE_LIMIT_ACCOUNT_ATTEMPTS", "2"), ("CAREERBASE_TRUST_FORWARDED", "on")];
    let app = limited(backend, &limits).await;
    log_in(&app, "ada@example.com", "192.0.2.1").await.problem(401, "invalid_credentials");
    log_in(&app, "ADA@example.com", "192.0.2.2").await.problem(401, "invalid_credentials");
    let refused = log_in(&app, "Ada@Example.com", "192.0.2.3").await;
    assert!(number(&refused, "retry-after") > 0);
    refused.problem(429, "rate_limited");
    log_in(&app, "grace@example.com", "192.0.2.3").await.problem(401, "invalid_credentials");
}

#[rstest]
#[tokio::test]
async fn registrations_and_new_guests_from_one_address_are_limited(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = limited(backend, &[("CAREERBASE_RATE_LIMIT_VISITOR", "2")]).await;
    let visitor = app.as_visitor();
    app.as_guest().await;
    app.as_member().await;
    assert_limited(visitor.post("/onboarding/start", json!({})).await, 2);
    assert_limited(visitor.post("/auth/register", Value::Null).await, 2);
    assert_limited(visitor.post("/auth/refresh", Value::Null).await, 2);
    assert_limited(visitor.post("/auth/logout", Value::Null).await, 2);
    // Health is for those who watch the service.
    visitor.get("/health").await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_guests_token_lifts_no_limit_of_registration(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = limited(backend, &[("CAREERBASE_RATE_LIMIT_VISITOR", "3")]).await;
    let guest = app.as_guest().await;
    for _ in 0..2 {
        guest.post("/auth/register", json!({"email": "nobody"})).await.is(422);
    }
    assert_limited(guest.post("/auth/register", json!({"email": "nobody"})).await, 3);
}

#[rstest]
#[tokio::test]
async fn guesses_at_the_current_password_are_limited(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = limited(backend, &[("CAREERBASE_RATE_LIMIT_ACCOUNT_ATTEMPTS", "2")]).await;
    let member = app.as_member().await;
    let guess = json!({"current_password": "wrong-guess-1", "new_password": "Another-horse-8"});
    for _ in 0..2 {
        member.post("/auth/change-password", guess.clone()).await.is(401);
    }
    assert_limited(member.post("/auth/change-password", guess).await, 2);
}
