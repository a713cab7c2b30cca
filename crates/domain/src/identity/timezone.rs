//! The name of a time zone in the IANA database.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
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

    #[test]
    fn only_names_of_the_iana_database_are_time_zones() {
        assert!(Timezone::try_from("America/Los_Angeles".to_owned()).is_ok());
        for name in ["", "Mars/Olympus", "+02:00", "europe/berlin "] {
            assert_eq!(Timezone::try_from(name.to_owned()), Err(UnknownTimezone), "{name:?}");
        }
    }
}
