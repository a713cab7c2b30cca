//! Access tokens that must not open anything.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::app::SECRET;
use crate::support::{Actor, Backend, TestApp};

fn claims(person: &Actor<'_>) -> Value {
    let token = person.token.as_deref().unwrap();
    jsonwebtoken::dangerous::insecure_decode::<Value>(token).unwrap().claims
}

fn signed(claims: &Value, algorithm: Algorithm, secret: &str) -> String {
    jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}

async fn assert_refused(person: &Actor<'_>, token: &str) {
    let holder = person.with_token(token);
    holder.get("/users/me").await.problem(401, "invalid_token");
    // Where a token may be absent, a bad one is refused all the same.
    holder.post("/onboarding/start", json!({})).await.problem(401, "invalid_token");
}

#[rstest]
#[tokio::test]
async fn without_a_token_one_is_told_how_to_send_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let answer = app.as_visitor().get("/users/me").await;
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    answer.problem(401, "unauthenticated");
}

#[rstest]
#[tokio::test]
async fn a_token_expires_after_fifteen_minutes(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    app.clock.advance(TimeDelta::minutes(14));
    member.get("/users/me").await.is(200);
    app.clock.advance(TimeDelta::minutes(1));
    assert_refused(&member, member.token.as_deref().unwrap()).await;
}

#[rstest]
#[tokio::test]
async fn a_forged_token_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let claims = claims(&member);
    // The harness signs as the server does, so what follows is refused for what is wrong with it.
    member.with_token(&signed(&claims, Algorithm::HS256, SECRET)).get("/users/me").await.is(200);
    assert_refused(&member, &signed(&claims, Algorithm::HS256, "another secret, just as long as the right one")).await;
    assert_refused(&member, &signed(&claims, Algorithm::HS512, SECRET)).await;
    let mut other = claims.clone();
    other["iss"] = json!("somebody else");
    assert_refused(&member, &signed(&other, Algorithm::HS256, SECRET)).await;
}

#[rstest]
#[tokio::test]
async fn a_token_that_was_changed_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, victim) = (app.as_member().await, app.as_member().await);
    let own: Vec<&str> = member.token.as_deref().unwrap().split('.').collect();
    let other: Vec<&str> = victim.token.as_deref().unwrap().split('.').collect();
    assert_refused(&member, &format!("{}.{}.{}", own[0], other[1], own[2])).await;
    assert_refused(&member, &format!("{}.{}.", own[0], own[1])).await;
    assert_refused(&member, &format!("{}.{}", own[0], own[1])).await;
}

#[rstest]
#[tokio::test]
async fn a_token_that_names_no_algorithm_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let payload = member.token.as_deref().unwrap().split('.').nth(1).unwrap();
    for header in [
        // {"alg":"none","typ":"JWT"}
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0",
        // {"alg":"None"}
        "eyJhbGciOiJOb25lIn0",
        // {"typ":"JWT"}
        "eyJ0eXAiOiJKV1QifQ",
    ] {
        assert_refused(&member, &format!("{header}.{payload}.")).await;
        assert_refused(&member, &format!("{header}.{payload}.AAAA")).await;
    }
}

#[rstest]
#[tokio::test]
async fn a_token_of_an_account_or_a_sign_in_that_never_was_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for claim in ["sub", "sid"] {
        let mut claims = claims(&member);
        claims[claim] = json!(crate::support::unknown_id());
        assert_refused(&member, &signed(&claims, Algorithm::HS256, SECRET)).await;
        claims[claim] = json!("nobody");
        assert_refused(&member, &signed(&claims, Algorithm::HS256, SECRET)).await;
    }
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_opens_nothing_by_itself(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    assert_refused(&member, member.refresh_token()).await;
}

#[rstest]
#[tokio::test]
async fn a_token_in_the_url_is_not_looked_at(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let token = member.token.as_deref().unwrap();
    for name in ["access_token", "token", "authorization", "api_key"] {
        let answer = app.as_visitor().get(&format!("/users/me?{name}={token}")).await;
        answer.problem(401, "unauthenticated");
    }
}

#[rstest]
#[tokio::test]
async fn other_kinds_of_authorization_are_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let token = app.as_member().await.token.unwrap();
    let values = ["Basic YTpi".into(), "Bearer".into(), "Bearer ".into(), String::new(), token.clone()];
    for value in values {
        let request = app.request(Method::GET, "/users/me").header(AUTHORIZATION, &value);
        app.send(request).await.problem(401, "invalid_token");
    }
    // The scheme's name is case-insensitive.
    let request = app.request(Method::GET, "/users/me").header(AUTHORIZATION, format!("bearer {token}"));
    app.send(request).await.is(200);
}
