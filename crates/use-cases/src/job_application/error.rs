//! What applications refuse, and how they say so.

use crate::error::{Classify, ErrorKind};

errors! {
    ApplicationError {
        NotFound = NotFound "not_found" "there is no such application of yours",
        JobNotFound = NotFound "job_not_found" "there is no such job",
        DocumentNotFound = NotFound "document_not_found" "there is no such document of yours",
        Exists = Conflict "application_exists" "you have an application for this job already",
    } and { DailyLimit(DailyLimitReached) }
}

/// As many as the tier allows in a day were made since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("you have made the {limit} applications that your tier allows in a day")]
pub struct DailyLimitReached {
    pub limit: u64,
    pub seconds_till_midnight: u64,
}

impl Classify for DailyLimitReached {
    fn kind(&self) -> ErrorKind {
        ErrorKind::LimitReached
    }

    fn code(&self) -> &'static str {
        "daily_limit_reached"
    }

    fn retry_after(&self) -> Option<u64> {
        Some(self.seconds_till_midnight)
    }
}
