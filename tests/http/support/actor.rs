//! People who call the server.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::{Answer, TestApp};

/// Paths are written without `/api/v1`.
pub struct Actor<'a> {
    pub app: &'a TestApp,
    pub token: Option<String>,
    /// What they were answered when they came: the start of the conversation for a guest, the registration for a member.
    pub arrival: Value,
}

impl<'a> Actor<'a> {
    /// With the access token that they were given on arrival, if they were given one.
    pub fn new(app: &'a TestApp, arrival: Value) -> Self {
        Self { app, token: arrival["access_token"].as_str().map(str::to_owned), arrival }
    }

    /// The same person with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { app: self.app, token: Some(token.to_owned()), arrival: self.arrival.clone() }
    }

    pub fn email(&self) -> &str {
        self.arrival["user"]["email"].as_str().expect("a member's address")
    }

    pub fn refresh_token(&self) -> &str {
        self.arrival["refresh_token"].as_str().expect("a refresh token")
    }

    /// The conversation that a guest came with.
    pub fn session(&self) -> &str {
        self.arrival["session_id"].as_str().expect("a guest's session")
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.app.request(method, path);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.app.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.app.send(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.app.send(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.app.send(self.request(Method::PATCH, path).json(&body)).await
    }

    /// Sends these very bytes as a body that says it is JSON.
    pub async fn send_text(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.request(method, path).header(CONTENT_TYPE, "application/json").body(body);
        self.app.send(request).await
    }

    /// Starts or resumes the conversation, and gives its id.
    pub async fn start(&self) -> String {
        let started = self.post("/onboarding/start", json!({})).await;
        assert!(started.status == 200 || started.status == 201, "{started:?}");
        started.json["session_id"].as_str().expect("a session").to_owned()
    }

    pub async fn answer(&self, session: &str, answer: &str) -> Answer {
        self.post("/onboarding/answer", json!({"session_id": session, "answer": answer})).await
    }

    /// Answers everything that is asked.
    pub async fn complete(&self, session: &str) -> Value {
        let mut turn = Value::Null;
        for answer in SIX_ANSWERS {
            turn = self.answer(session, answer).await.is(200);
        }
        assert_eq!(turn["is_complete"], true, "{turn}");
        turn
    }
}

/// One for each question.
pub const SIX_ANSWERS: [&str; 6] =
    ["Rahul Sharma", "Backend Developer", "4 years", "Bangalore", "Growth", "Prefers fintech"];
