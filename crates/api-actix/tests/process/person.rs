//! A guest in conversation, who remembers what was acknowledged.

use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};

use crate::program::PATIENCE;

#[derive(Clone)]
pub struct Person {
    client: Client,
    token: String,
    pub session: String,
    /// How many answers were acknowledged.
    pub acknowledged: u64,
}

impl Person {
    pub async fn start(client: &Client, url: &str) -> Self {
        let request = client.post(format!("{url}/api/v1/onboarding/start")).json(&json!({}));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 201);
        let body: Value = response.json().await.expect("JSON");
        let text = |name: &str| body[name].as_str().expect("text").to_owned();
        Self { client: client.clone(), token: text("access_token"), session: text("session_id"), acknowledged: 0 }
    }

    /// The status and the body, or nothing when the connection broke.
    pub async fn answer(&mut self, url: &str, answer: &str) -> Option<(u16, Value)> {
        let request = self.client.post(format!("{url}/api/v1/onboarding/answer")).bearer_auth(&self.token);
        let request = request.json(&json!({"session_id": self.session, "answer": answer})).timeout(PATIENCE);
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        let body = response.json().await.ok()?;
        if status == 200 {
            self.acknowledged += 1;
        }
        Some((status, body))
    }

    /// As [`Self::answer`], with an idempotency key; with whether it was given before.
    pub async fn answer_once(&mut self, url: &str, answer: &str, key: &str) -> Option<(u16, bool, Value)> {
        let request = self.client.post(format!("{url}/api/v1/onboarding/answer")).bearer_auth(&self.token);
        let request = request.header("Idempotency-Key", key).timeout(PATIENCE);
        let response = request.json(&json!({"session_id": self.session, "answer": answer})).send().await.ok()?;
        let (status, replayed) = (response.status().as_u16(), response.headers().contains_key("idempotency-replayed"));
        let body = response.json().await.ok()?;
        if status == 200 && !replayed {
            self.acknowledged += 1;
        }
        Some((status, replayed, body))
    }

    pub async fn get(&self, url: &str, path: &str) -> Value {
        let request = self.client.get(format!("{url}/api/v1{path}")).bearer_auth(&self.token).timeout(PATIENCE);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.expect("JSON")
    }

    /// Nothing that was acknowledged is missing, and nothing is half there. One answer more may have been stored whose
    /// acknowledgement got lost.
    pub async fn assert_nothing_is_lost(&self, url: &str) {
        let session = self.get(url, &format!("/onboarding/sessions/{}", self.session)).await;
        let count = session["total_messages_count"].as_u64().expect("a count");
        let least = 1 + 2 * self.acknowledged;
        assert!(count == least || count == least + 2, "{count} messages, {} answers acknowledged", self.acknowledged);
        let (mut sequences, mut cursor) = (Vec::new(), String::new());
        loop {
            let list = format!("/onboarding/sessions/{}/messages?limit=100{cursor}", self.session);
            let page = self.get(url, &list).await;
            let items = page["items"].as_array().expect("items").iter();
            sequences.extend(items.map(|message| message["sequence"].as_u64().expect("a number")));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(sequences, (0..count).collect::<Vec<_>>());
    }
}

/// Asks for the health until it is as wished.
pub async fn wait_for_health(client: &Client, url: &str, status: u16) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let health = client.get(format!("{url}/api/v1/health")).timeout(PATIENCE).send().await;
        let health = health.expect("health is always answered");
        let found = health.status().as_u16();
        if found == status {
            return health.json().await.expect("JSON");
        }
        assert!(Instant::now() < deadline, "health stays at {found}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
