//! What the server answered, and short ways to say what it should have been.

use reqwest::header::HeaderMap;
use serde_json::Value;

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null where the body is no JSON.
    pub json: Value,
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("the whole body");
        Self { status, headers, json: serde_json::from_str(&text).unwrap_or_default(), text }
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json
    }

    /// The body of a problem with this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{}", self.text);
        self.json
    }

    /// The body of the refusal of exactly these fields, each with its code.
    #[track_caller]
    pub fn refuses(self, fields: &[(&str, &str)]) -> Value {
        let body = self.problem(422, "validation_failed");
        let errors = body["errors"].as_array().expect("errors");
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error["field"].as_str().expect("a field"), error["code"].as_str().expect("a code")))
            .collect();
        assert_eq!(found, fields, "{body}");
        body
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no header {name}: {self:?}"));
        value.to_str().expect("a header of text")
    }

    /// The body of a problem without what differs from one request to the next.
    pub fn same_for_everybody(mut self) -> Value {
        let body = self.json.as_object_mut().expect("a problem");
        assert!(body.remove("request_id").is_some());
        self.json
    }
}
