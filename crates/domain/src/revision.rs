//! Telling one state of a row from the next.

use chrono::{DateTime, TimeDelta, Utc};

/// When a row that was last changed at `before` is changed `now`: always later, so that its `updated_at` tells every state
/// from every other, even when two changes fall into one microsecond or a clock was set back.
#[must_use]
pub fn next(before: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    now.max(before + TimeDelta::microseconds(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_always_later_than_the_one_before() {
        let before = DateTime::UNIX_EPOCH + TimeDelta::seconds(5);
        let later = before + TimeDelta::seconds(1);
        assert_eq!(next(before, later), later);
        for now in [before, DateTime::UNIX_EPOCH] {
            assert_eq!(next(before, now), before + TimeDelta::microseconds(1));
        }
    }
}
