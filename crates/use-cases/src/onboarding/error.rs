//! What onboarding refuses, and how it says so.

use domain::onboarding::SessionClosed;
use ports::identity::InvalidToken;
use ports::onboarding::InterviewerError;
use ports::store::StoreError;

use crate::error::{Classify, ErrorKind};

#[derive(Debug, thiserror::Error)]
pub enum OnboardingError {
    #[error("there is no such onboarding session")]
    NotFound,
    #[error(transparent)]
    Closed(#[from] SessionClosed),
    #[error("too many answers to this session arrive at once; send one after the other")]
    Busy,
    #[error(transparent)]
    Interviewer(#[from] InterviewerError),
    #[error("a token could not be signed")]
    Signing,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A token that was just to be made cannot be invalid: signing itself failed.
impl From<InvalidToken> for OnboardingError {
    fn from(_: InvalidToken) -> Self {
        Self::Signing
    }
}

impl Classify for OnboardingError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::Closed(_) | Self::Busy => ErrorKind::Conflict,
            Self::Interviewer(_) => ErrorKind::Unavailable,
            Self::Signing => ErrorKind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Closed(_) => "session_closed",
            Self::Busy => "session_busy",
            Self::Interviewer(_) => "llm_unavailable",
            Self::Signing => "internal",
            Self::Store(error) => error.code(),
        }
    }
}
