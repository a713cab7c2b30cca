//! The name of a time zone in the IANA database.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// The name of an IANA time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = "iana-time-zone", examples("Europe/Berlin")))]
pub struct Timezone(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("is not the name of an IANA time zone, such as Europe/Berlin")]
pub struct UnknownTimezone;

impl Timezone {
    #[must_use]
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The calendar day that it is there: from its first moment to the first of the next day.
    #[must_use]
    pub fn day_of(&self, now: DateTime<Utc>) -> std::ops::Range<DateTime<Utc>> {
        let today = self.date_of(now);
        self.first_moment_of(today)..self.first_moment_of(today + Days::new(1))
    }

    /// The first moment of the Monday before, or of today.
    #[must_use]
    pub fn week_of(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let today = self.date_of(now);
        self.first_moment_of(today - Days::new(today.weekday().num_days_from_monday().into()))
    }

    fn zone(&self) -> chrono_tz::Tz {
        // Checked when it was made.
        self.0.parse().unwrap_or(chrono_tz::UTC)
    }

    fn date_of(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone()).date_naive()
    }

    /// Midnight, or the moment to which clocks are put forward at midnight.
    fn first_moment_of(&self, date: NaiveDate) -> DateTime<Utc> {
        let (zone, midnight) = (self.zone(), date.and_time(NaiveTime::MIN));
        // The longest gap that any zone ever had is a whole day: Samoa went from 29 to 31 December 2011.
        let mut quarters = (0..=96).map(|quarter| midnight + TimeDelta::minutes(15 * quarter));
        let moment = quarters.find_map(|time| zone.from_local_datetime(&time).earliest());
        moment.map_or_else(|| midnight.and_utc(), |moment| moment.with_timezone(&Utc))
    }
}

impl Default for Timezone {
    fn default() -> Self {
        Self::utc()
    }
}

impl TryFrom<String> for Timezone {
    type Error = UnknownTimezone;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        match name.parse::<chrono_tz::Tz>() {
            Ok(_) => Ok(Self(name)),
            Err(_) => Err(UnknownTimezone),
        }
    }
}

impl std::fmt::Display for Timezone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("UTC", "2026-03-10T12:00:00Z", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")]
    #[case("Pacific/Auckland", "2026-01-01T12:00:00Z", "2026-01-01T11:00:00Z", "2026-01-02T11:00:00Z")]
    #[case("America/Los_Angeles", "2026-01-01T07:59:59Z", "2025-12-31T08:00:00Z", "2026-01-01T08:00:00Z")]
    // Days of 23 and of 25 hours.
    #[case("Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    #[case("Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    // Clocks went from 00:00 to 01:00.
    #[case("America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")]
    // The day after did not take place.
    #[case("Pacific/Apia", "2011-12-29T20:00:00Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z")]
    fn a_day_lasts_from_midnight_to_midnight_there(
        #[case] zone: &str,
        #[case] now: DateTime<Utc>,
        #[case] from: DateTime<Utc>,
        #[case] to: DateTime<Utc>,
    ) {
        let zone = Timezone::try_from(zone.to_owned()).unwrap();
        assert_eq!(zone.day_of(now), from..to);
    }

    #[rstest]
    // A Sunday in UTC, and Monday already in Auckland.
    #[case("UTC", "2026-03-08T20:00:00Z", "2026-03-02T00:00:00Z")]
    #[case("Pacific/Auckland", "2026-03-08T20:00:00Z", "2026-03-08T11:00:00Z")]
    #[case("UTC", "2026-03-09T00:00:00Z", "2026-03-09T00:00:00Z")]
    fn a_week_begins_on_monday_there(#[case] zone: &str, #[case] now: DateTime<Utc>, #[case] monday: DateTime<Utc>) {
        assert_eq!(Timezone::try_from(zone.to_owned()).unwrap().week_of(now), monday);
    }

    #[test]
    fn only_names_of_the_iana_database_are_time_zones() {
        assert!(Timezone::try_from("America/Los_Angeles".to_owned()).is_ok());
        for name in ["", "Mars/Olympus", "+02:00", "europe/berlin "] {
            assert_eq!(Timezone::try_from(name.to_owned()), Err(UnknownTimezone), "{name:?}");
        }
    }
}
