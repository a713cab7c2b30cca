//! Applications: for which job, how far each is, what has happened to it, and what they come to together.

mod application;
mod board;
mod daily_limit;
mod event;
mod stats;

pub use application::{Application, ApplicationFilter, ApplicationStatus, ApplicationWithJob, AppliedInTheFuture};
pub use board::{Board, BoardColumn};
pub use daily_limit::applications_a_day;
pub use event::{ApplicationEvent, EventActor, EventKind, Happening};
pub use stats::{ApplicationStats, Funnel, StatusCounts, Tally, ThisWeek};

/// The most characters of the notes on an application, and of the note on an event.
pub const MAX_NOTE_CHARS: u64 = 5_000;
