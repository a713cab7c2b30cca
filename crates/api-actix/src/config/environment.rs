//! The one place that reads environment variables.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

/// A setting that cannot be used, in a sentence that begins with its name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} {problem}")]
pub struct InvalidSetting {
    name: &'static str,
    problem: String,
}

/// Why there are no settings at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableEnvironment {
    #[error("the file .env has a line that is not NAME=value; a value with blanks needs quotes around it")]
    Line,
    #[error("the file .env cannot be read")]
    File,
    #[error("{0} is not valid UTF-8")]
    NotText(String),
}

const PREFIX: &str = "CAREERBASE_";

fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) || name == "DATABASE_URL"
}

/// A snapshot of the variables, and the names that were asked for.
#[derive(Debug, Default)]
pub struct Environment {
    variables: HashMap<String, String>,
    known: std::cell::RefCell<Vec<&'static str>>,
}

impl Environment {
    /// The variables of this process, and those of a `.env` file in the working directory or above it. The process's own win.
    pub fn load() -> Result<Self, UnreadableEnvironment> {
        match dotenvy::dotenv() {
            Ok(_) => {}
            Err(error) if error.not_found() => {}
            // The error would print the line, which may hold a secret.
            Err(dotenvy::Error::LineParse(..)) => return Err(UnreadableEnvironment::Line),
            Err(_) => return Err(UnreadableEnvironment::File),
        }
        let mut variables = HashMap::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(variables.insert(name, value)),
                Err(_) if is_ours(&name) => return Err(UnreadableEnvironment::NotText(name)),
                Err(_) => {}
            }
        }
        Ok(Self { variables, ..Self::default() })
    }

    /// Given variables instead of the process's, for tests.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { variables, ..Self::default() }
    }

    /// The variables that look like ours but were never asked for: most likely misspelt.
    #[must_use]
    pub fn unknown(&self) -> Vec<&str> {
        let known = self.known.borrow();
        let ours = |name: &&str| name.starts_with(PREFIX) && !name.starts_with("CAREERBASE_TEST_");
        let mut unknown: Vec<&str> =
            self.variables.keys().map(String::as_str).filter(ours).filter(|name| !known.contains(name)).collect();
        unknown.sort_unstable();
        unknown
    }

    /// The value without surrounding blanks. An empty one counts as not set.
    pub fn text(&self, name: &'static str) -> Option<String> {
        self.known.borrow_mut().push(name);
        self.variables.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    #[must_use]
    pub fn invalid(&self, name: &'static str, problem: impl Into<String>) -> InvalidSetting {
        InvalidSetting { name, problem: problem.into() }
    }

    pub fn parsed<T: FromStr>(&self, name: &'static str, default: &str, rule: &str) -> Result<T, InvalidSetting> {
        let value = self.text(name).unwrap_or_else(|| default.to_owned());
        value.parse().map_err(|_| self.invalid(name, format!("{rule} (it is `{value}`)")))
    }

    pub fn number_within<T>(
        &self,
        name: &'static str,
        default: T,
        range: RangeInclusive<T>,
    ) -> Result<T, InvalidSetting>
    where
        T: FromStr + PartialOrd + ToString + Copy,
    {
        let rule = format!("must be a whole number from {} to {}", range.start().to_string(), range.end().to_string());
        let number: T = self.parsed(name, &default.to_string(), &rule)?;
        if range.contains(&number) {
            Ok(number)
        } else {
            Err(self.invalid(name, format!("{rule} (it is {})", number.to_string())))
        }
    }

    pub fn seconds(&self, name: &'static str, default: Duration) -> Result<Duration, InvalidSetting> {
        let rule = "must be a number of seconds above 0 and up to a day (86400), such as 5 or 0.5";
        let seconds: f64 = self.parsed(name, &default.as_secs_f64().to_string(), rule)?;
        match Duration::try_from_secs_f64(seconds) {
            Ok(duration) if !duration.is_zero() && duration <= Duration::from_hours(24) => Ok(duration),
            _ => Err(self.invalid(name, format!("{rule} (it is {seconds})"))),
        }
    }

    pub fn switch(&self, name: &'static str, default: bool) -> Result<bool, InvalidSetting> {
        match self.text(name).map(|value| value.to_lowercase()).as_deref() {
            None => Ok(default),
            Some("true" | "on" | "yes" | "1") => Ok(true),
            Some("false" | "off" | "no" | "0") => Ok(false),
            Some(other) => Err(self.invalid(name, format!("must be on or off (it is `{other}`)"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_counts_as_not_set() {
        assert_eq!(Environment::of([("CAREERBASE_BIND", "  ")]).text("CAREERBASE_BIND"), None);
    }

    #[test]
    fn a_misspelt_name_of_ours_is_noticed() {
        let env = Environment::of([("CAREERBASE_BNID", "x"), ("CAREERBASE_BIND", "y"), ("PATH", "z")]);
        env.text("CAREERBASE_BIND");
        assert_eq!(env.unknown(), ["CAREERBASE_BNID"]);
    }

    #[test]
    fn seconds_may_have_a_fraction_but_not_be_zero() {
        let read = |value| Environment::of([("T", value)]).seconds("T", Duration::from_secs(1));
        assert_eq!(read("0.25"), Ok(Duration::from_millis(250)));
        for value in ["0", "-1", "NaN", "86401", "1e300", "soon"] {
            assert!(read(value).is_err(), "{value}");
        }
    }
}
