//! Who leads the onboarding conversation: today the built-in rules, which need no network.

mod offline;

pub use offline::OfflineInterviewer;
