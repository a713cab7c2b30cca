//! The one who leads the conversation does not answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use Backend::{Postgres, Sqlite};
use api_actix::wiring::Outside;
use async_trait::async_trait;
use ports::onboarding::{Greeting, Heard, Interviewer, InterviewerError, Understood};
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Options, TestApp};

/// The delivered one, unless it is told to be out.
struct Moody {
    inner: Arc<dyn Interviewer>,
    is_out: AtomicBool,
}

impl Moody {
    fn check(&self) -> Result<(), InterviewerError> {
        if self.is_out.load(Ordering::SeqCst) { Err(InterviewerError::Unavailable) } else { Ok(()) }
    }
}

#[async_trait]
impl Interviewer for Moody {
    async fn greet(&self) -> Result<Greeting, InterviewerError> {
        self.check()?;
        self.inner.greet().await
    }

    async fn hear(&self, heard: &Heard) -> Result<Understood, InterviewerError> {
        self.check()?;
        self.inner.hear(heard).await
    }
}

#[rstest]
#[tokio::test]
async fn while_the_interviewer_is_out_nothing_is_stored(#[values(Sqlite, Postgres)] backend: Backend) {
    let moody = Arc::new(Moody { inner: Outside::default().interviewer, is_out: AtomicBool::new(false) });
    let options = Options { interviewer: Some(moody.clone()), ..Options::default() };
    let app = TestApp::start_with(backend, options).await;
    let guest = app.as_guest().await;
    moody.is_out.store(true, Ordering::SeqCst);
    let answer = guest.answer(guest.session(), "Ada Lovelace").await;
    assert!(answer.headers.contains_key("retry-after"));
    answer.problem(503, "llm_unavailable");
    app.as_visitor().post("/onboarding/start", json!({})).await.problem(503, "llm_unavailable");
    assert_eq!(app.rows("SELECT timezone FROM users").await.len(), 1, "no guest was made");
    // Resuming asks nobody.
    let resumed = guest.post("/onboarding/start", json!({})).await.is(200);
    assert_eq!((&resumed["collected"], &resumed["message"]), (&json!({}), &guest.arrival["message"]));

    moody.is_out.store(false, Ordering::SeqCst);
    let turn = guest.answer(guest.session(), "Ada Lovelace").await.is(200);
    assert_eq!(turn["collected"], json!({"name": "Ada Lovelace"}));
    let messages = guest.get(&format!("/onboarding/sessions/{}/messages", guest.session())).await.is(200);
    assert_eq!(messages["items"].as_array().map(Vec::len), Some(3));
}
