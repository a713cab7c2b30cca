//! A date of which no more is said than is known: a year, a month, or a day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// `2024`, `2024-05` or `2024-05-31`: real ones, from 1900 to 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    /// Only with a month.
    day: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a real date as YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2200")]
pub struct InvalidPartialDate;

impl PartialDate {
    /// Whether it surely lies before `other`. What one of them does not say is not compared: May 2024 is not before 2024.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        let month = self.month.zip(other.month);
        let day = self.day.zip(other.day);
        let known = |date: Self| (date.year, month.and(date.month), month.and(day).and(date.day));
        known(self) < known(other)
    }

    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }
}

impl FromStr for PartialDate {
    type Err = InvalidPartialDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let in_form = matches!(text.len(), 4 | 7 | 10)
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !in_form {
            return Err(InvalidPartialDate);
        }
        // What is left out is taken for the first: then there is such a date exactly if there is such a day.
        let first = format!("{text}{}", &"0000-01-01"[text.len()..]);
        let date = NaiveDate::parse_from_str(&first, "%Y-%m-%d").map_err(|_| InvalidPartialDate)?;
        if !(1900..=2200).contains(&date.year()) {
            return Err(InvalidPartialDate);
        }
        Ok(Self {
            year: date.year(),
            month: (text.len() >= 7).then(|| date.month()),
            day: (text.len() == 10).then(|| date.day()),
        })
    }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidPartialDate;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[rstest]
    fn a_year_a_month_and_a_day_are_written_as_they_were_read(
        #[values("1900", "2200", "2024-05", "2024-12", "2024-02-29", "2200-12-31")] text: &str,
    ) {
        assert_eq!(date(text).to_string(), text);
        assert_eq!(serde_json::to_value(date(text)).unwrap(), text);
    }

    #[rstest]
    fn what_is_no_date_is_refused(
        #[values(
            "",
            "24",
            "1899",
            "2201",
            "2024-5",
            "2024-00",
            "2024-13",
            "2023-02-29",
            "2024-04-31",
            "2024-05-00",
            "2024-05-1",
            "2024/05",
            "2024-05-01T00:00:00Z",
            " 2024",
            "+2024",
            "-024",
            "\u{ff12}024",
            "2024-",
            "2024-05-",
            "May 2024"
        )]
        text: &str,
    ) {
        assert_eq!(text.parse::<PartialDate>(), Err(InvalidPartialDate));
    }

    #[rstest]
    #[case("2023", "2024", true)]
    #[case("2023-12-31", "2024", true)]
    #[case("2024", "2024-05", false)]
    #[case("2024-05", "2024", false)]
    #[case("2024-04-30", "2024-05", true)]
    #[case("2024-05-31", "2024-05", false)]
    #[case("2024-05-30", "2024-05-31", true)]
    #[case("2024-05-31", "2024-05-31", false)]
    #[case("2025", "2024-12-31", false)]
    fn dates_are_compared_as_far_as_both_say(#[case] one: &str, #[case] other: &str, #[case] before: bool) {
        assert_eq!(date(one).is_before(date(other)), before);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_and_what_it_takes_it_gives_back(text in "\\PC{0,12}|[0-9]{4}(-[0-9]{2}){0,2}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert_eq!(date.to_string(), text);
            }
        }

        /// The databases check the same with `substr(start, 1, length(end)) <= end`.
        #[test]
        fn the_order_is_that_of_the_text_up_to_the_shorter_one(
            one in "20[0-9]{2}(-0[1-9](-[12][0-8])?)?", other in "20[0-9]{2}(-0[1-9](-[12][0-8])?)?",
        ) {
            let shorter = one.len().min(other.len());
            prop_assert_eq!(date(&one).is_before(date(&other)), one[..shorter] < other[..shorter]);
        }
    }
}
