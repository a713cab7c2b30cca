//! Times that people give, as the databases keep them.

use chrono::{DateTime, Datelike, Utc};
use validator::ValidationError;

/// The time in whole microseconds, which is all that PostgreSQL keeps; a leap second becomes the one after it.
#[must_use]
pub fn stored(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

/// A time of somebody's life: within what both databases store, and no slip of the keyboard.
pub fn plausible(at: &DateTime<Utc>) -> Result<(), ValidationError> {
    if (1900..=2200).contains(&at.year()) {
        return Ok(());
    }
    Err(ValidationError::new("time_range").with_message("must be in the years 1900 to 2200".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_kept_to_the_microsecond() {
        assert_eq!(stored(at("2026-01-01T00:00:00.123456789Z")), at("2026-01-01T00:00:00.123456Z"));
        assert_eq!(stored(at("2016-12-31T23:59:60Z")), at("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn a_time_lies_in_a_lifetime() {
        assert!(plausible(&at("1900-01-01T00:00:00Z")).is_ok() && plausible(&at("2200-12-31T23:59:59Z")).is_ok());
        assert!(plausible(&at("1899-12-31T23:59:59Z")).is_err() && plausible(&at("2201-01-01T00:00:00Z")).is_err());
    }
}
