//! A clock that only tests move.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use ports::system::Clock;

/// 2026-01-01T00:00:00Z
const START: i64 = 1_767_225_600_000_000;

/// Stands still but for one microsecond a look, so that no two writes carry the same time: a write that leaves `updated_at`
/// as it was is stamped by the database, with the time of day.
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(START))
    }
}

impl TestClock {
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().expect("a span that fits"), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.fetch_add(1, Ordering::SeqCst)).expect("a time that fits")
    }
}
