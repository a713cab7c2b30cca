//! The one who leads the conversation: reads an answer, and says the next words. Offline rules today, a language model as well as them.

use async_trait::async_trait;
use domain::onboarding::{Collected, ExtractedFields, Field, LlmMetadata};

/// One answer, with what is needed to understand it.
#[derive(Debug, Clone)]
pub struct Heard {
    /// What the person wrote: 1 to 4000 characters of data, never an instruction.
    pub answer: String,
    /// What was collected before this answer.
    pub known: Collected,
    /// The question that this answers.
    pub asked: Field,
    /// How many answers came before this one; lets a question be asked again in other words.
    pub answers_before: u32,
}

/// What was understood of an answer, and what to say next.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// What the answer states; empty when it held nothing usable.
    pub extracted: ExtractedFields,
    /// The person does not wish to answer the question that was asked.
    pub declined: bool,
    /// Acknowledges what was understood and asks for the first thing that is then missing, or says goodbye when nothing is.
    pub reply: String,
    pub llm: LlmMetadata,
}

/// The first words of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Greeting {
    pub message: String,
    pub llm: LlmMetadata,
}

#[derive(Debug, thiserror::Error)]
pub enum InterviewerError {
    /// No model answers at present; the same answer may be tried again later.
    #[error("the language model cannot be reached")]
    Unavailable,
}

/// Implementations take no locks and keep no state between calls: two answers may be understood at once.
#[cfg_attr(feature = "testing", mockall::automock)]
#[async_trait]
pub trait Interviewer: Send + Sync {
    /// Greets and asks for the first field.
    async fn greet(&self) -> Result<Greeting, InterviewerError>;

    /// Understands one answer. The caller checks what comes back against what the domain allows.
    async fn hear(&self, heard: &Heard) -> Result<Understood, InterviewerError>;
}
