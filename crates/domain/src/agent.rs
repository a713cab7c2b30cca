//! What the agents do, or would like to do, for a person, and what they find out.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use crate::ids::{AgentActionId, AgentOutputId, UserId};
use crate::validation::{json_object, json_within, not_blank};

pub const MAX_ACTION_CHARS: u64 = 200;
pub const MAX_RATIONALE_CHARS: u64 = 4_000;
pub const MAX_ERROR_CHARS: u64 = 4_000;
/// The most bytes that what an agent has found out may take as JSON.
pub const MAX_OUTPUT_BYTES: usize = 128 * 1024;

text_enum! {
    AgentType {
        Orchestrator => "orchestrator",
        JobScout => "job_scout",
        Resume => "resume",
        Apply => "apply",
        Pipeline => "pipeline",
        FollowUp => "follow_up",
        InterviewIntel => "interview_intel",
        Network => "network",
        Briefing => "briefing",
    }
}

text_enum! {
    /// How far an action reaches.
    AgentActionKind {
        /// Looks, or suggests.
        Read => "read",
        /// Makes something that only its owner sees.
        Draft => "draft",
        /// Acts on the world.
        Write => "write",
    }
}

text_enum! {
    AgentActionStatus {
        Suggested => "suggested",
        PendingApproval => "pending_approval",
        Approved => "approved",
        Rejected => "rejected",
        Expired => "expired",
        Paused => "paused",
        Executed => "executed",
        Failed => "failed",
        Blocked => "blocked",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentAction {
    pub id: AgentActionId,
    pub user_id: UserId,
    pub agent_type: AgentType,
    pub kind: AgentActionKind,
    /// What is done, in the agent's words.
    #[validate(length(max = MAX_ACTION_CHARS), custom(function = "not_blank"))]
    pub action: String,
    #[validate(length(max = MAX_RATIONALE_CHARS))]
    pub rationale: Option<String>,
    #[validate(custom(function = "json_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub payload: Map<String, Value>,
    /// From 0 to 1, in hundredths.
    #[validate(custom(function = "certainty"))]
    pub confidence: Option<f64>,
    pub status: AgentActionStatus,
    /// When it happened, which may be long before it was told.
    pub timestamp: DateTime<Utc>,
    #[validate(length(max = MAX_ERROR_CHARS))]
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentOutput {
    pub id: AgentOutputId,
    pub user_id: UserId,
    pub agent_type: AgentType,
    /// The action that led to it.
    pub agent_action_id: Option<AgentActionId>,
    /// Of whatever form the agent gives it.
    #[validate(custom(function = "json_within::<MAX_OUTPUT_BYTES>"))]
    pub output: Value,
    #[validate(length(max = MAX_RATIONALE_CHARS))]
    pub rationale: Option<String>,
    /// From 0 to 1, in hundredths.
    #[validate(custom(function = "certainty"))]
    pub confidence: Option<f64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

fn certainty(confidence: f64) -> Result<(), ValidationError> {
    if (0.0..=1.0).contains(&confidence) {
        return Ok(());
    }
    Err(ValidationError::new("range").with_message("must be from 0 to 1".into()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn action() -> AgentAction {
        AgentAction {
            id: AgentActionId(Uuid::from_u128(1)),
            user_id: UserId(Uuid::from_u128(2)),
            agent_type: AgentType::JobScout,
            kind: AgentActionKind::Read,
            action: "x".repeat(200),
            rationale: None,
            payload: Map::new(),
            confidence: Some(1.0),
            status: AgentActionStatus::Suggested,
            timestamp: DateTime::UNIX_EPOCH,
            error: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn output(output: Value) -> AgentOutput {
        AgentOutput {
            id: AgentOutputId(Uuid::from_u128(1)),
            user_id: UserId(Uuid::from_u128(2)),
            agent_type: AgentType::Briefing,
            agent_action_id: None,
            output,
            rationale: None,
            confidence: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[rstest]
    #[case::too_long(AgentAction { action: "x".repeat(201), ..action() })]
    #[case::blank(AgentAction { action: " ".to_owned(), ..action() })]
    #[case::reasoned_at_length(AgentAction { rationale: Some("x".repeat(4_001)), ..action() })]
    #[case::loaded(AgentAction { payload: json!({"a": "x".repeat(16 * 1024)}).as_object().cloned().unwrap(), ..action() })]
    #[case::more_than_certain(AgentAction { confidence: Some(1.01), ..action() })]
    #[case::less_than_unsure(AgentAction { confidence: Some(-0.01), ..action() })]
    #[case::of_no_confidence(AgentAction { confidence: Some(f64::NAN), ..action() })]
    #[case::failed_at_length(AgentAction { error: Some("x".repeat(4_001)), ..action() })]
    fn an_action_is_bounded(#[case] beyond: AgentAction) {
        assert!(action().validate().is_ok());
        assert!(beyond.validate().is_err());
    }

    #[test]
    fn an_output_is_bounded() {
        assert!(output(json!(["any", null, 1])).validate().is_ok());
        assert!(output(json!("x".repeat(MAX_OUTPUT_BYTES - 2))).validate().is_ok());
        assert!(output(json!("x".repeat(MAX_OUTPUT_BYTES - 1))).validate().is_err());
        assert!(AgentOutput { confidence: Some(2.0), ..output(json!({})) }.validate().is_err());
    }
}
