//! One message of an onboarding conversation.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ExtractedFields;
use crate::ids::{MessageId, SessionId, UserId};

text_enum! {
    MessageRole { User => "user", Assistant => "assistant" }
}

/// What understanding a message took: which model, and at what price (seed 002, `llm_metadata`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LlmMetadata {
    /// `offline` for the built-in rules, otherwise the provider's name.
    pub provider: String,
    pub model: String,
    pub tokens_used: u32,
    pub latency_ms: u32,
    pub cost_usd: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationMessage {
    pub id: MessageId,
    pub user_id: UserId,
    pub session_id: SessionId,
    /// Counts from 0 within the session, without gaps.
    pub sequence: u32,
    pub role: MessageRole,
    pub content: String,
    /// On assistant messages: what the answer before it added or changed; null when it added nothing.
    pub extracted_fields: Option<ExtractedFields>,
    /// On assistant messages only.
    pub llm_metadata: Option<LlmMetadata>,
    pub created_at: DateTime<Utc>,
}
