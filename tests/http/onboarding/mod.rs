//! The onboarding conversation.

mod completion;
mod concurrency;
mod conversations;
mod failures;
mod history;
mod sessions;
