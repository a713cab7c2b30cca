//! The offline interviewer: fixed rules that read an answer in microseconds, without a network. English only.
//!
//! An answer is cut into words once (`text`), slips in the words that matter are forgiven (`spelling`), each word is looked up once
//! (`lexicon`), and one small recogniser per field marks the words that it understands (`stage`, `level`, `location`, `name`,
//! `role`); what is left may be the plain answer to the question.
//! Nothing here obeys an answer: orders and questions are silenced before any field is read (`intent`).

mod correction;
mod extras;
mod intent;
mod level;
mod lexicon;
mod location;
mod message;
mod name;
mod numbers;
mod phrases;
mod reply;
mod role;
mod spelling;
mod stage;
mod text;
mod understanding;

use std::time::Instant;

use async_trait::async_trait;
use domain::onboarding::{ExtractedFields, LlmMetadata};
use ports::onboarding::{Greeting, Heard, Interviewer, InterviewerError, Understood};

/// Leads the conversation by rules alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfflineInterviewer;

impl OfflineInterviewer {
    #[must_use]
    pub fn new() -> Self {
        Self
    }

    /// Reads one answer; the same answer in the same place always means the same.
    fn understand(heard: &Heard) -> Understood {
        let started = Instant::now();
        let reading = understanding::understand(&heard.answer, &heard.known, heard.asked);
        let extracted = within_bounds(reading.extracted);
        let before = heard.known.fields();
        let news = extracted.clone().news_to(before);
        let after = heard.known.clone().with(news.clone(), reading.declined);
        let reply = reply::reply(&reply::Situation {
            asked: heard.asked,
            news: &news,
            before,
            after: &after,
            manner: reading.manner,
            answers_before: heard.answers_before,
        });
        Understood { extracted, declined: reading.declined, reply, llm: metadata(started) }
    }
}

#[async_trait]
impl Interviewer for OfflineInterviewer {
    async fn greet(&self) -> Result<Greeting, InterviewerError> {
        let started = Instant::now();
        Ok(Greeting { message: reply::GREETING.to_owned(), llm: metadata(started) })
    }

    async fn hear(&self, heard: &Heard) -> Result<Understood, InterviewerError> {
        Ok(Self::understand(heard))
    }
}

/// Text longer than a column holds is no name, role or place.
fn within_bounds(mut fields: ExtractedFields) -> ExtractedFields {
    let fits = |text: &String| text.chars().count() <= ExtractedFields::MAX_CHARS && !text.trim().is_empty();
    fields.name = fields.name.filter(fits);
    fields.role = fields.role.filter(fits);
    fields.location = fields.location.filter(fits);
    fields
}

fn metadata(started: Instant) -> LlmMetadata {
    let latency_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
    LlmMetadata {
        provider: "offline".to_owned(),
        model: "rules-1".to_owned(),
        tokens_used: 0,
        latency_ms,
        cost_usd: 0.0,
    }
}
