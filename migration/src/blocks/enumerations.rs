//! Enumerations of more than one table. Like a block, each stays as it is: a new value is a new migration.

/// Who among the agents.
pub(crate) const AGENT_TYPES: &[&str] = &[
    "orchestrator",
    "job_scout",
    "resume",
    "apply",
    "pipeline",
    "follow_up",
    "interview_intel",
    "network",
    "briefing",
];

/// How far an application is.
pub(crate) const APPLICATION_STATUSES: &[&str] = &["applied", "screening", "interview", "offer", "closed", "rejected"];

/// What a document is.
pub(crate) const DOCUMENT_TYPES: &[&str] = &["resume", "cover_letter"];
