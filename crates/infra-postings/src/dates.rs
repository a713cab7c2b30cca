//! Dates and times as postings write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// A date or date-time; nothing when day and month cannot be told apart. Without a zone it counts as UTC.
pub(crate) fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z"))
        .or_else(|_| DateTime::parse_from_rfc2822(text))
    {
        return Some(time.with_timezone(&Utc));
    }
    let plain = text.trim_end_matches('Z');
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(time) = NaiveDateTime::parse_from_str(plain, format) {
            return Some(time.and_utc());
        }
    }
    date(text).and_then(|date| date.and_hms_opt(0, 0, 0)).map(|time| time.and_utc())
}

fn date(text: &str) -> Option<NaiveDate> {
    let bare = pattern!(r"(?i)\b(\d{1,2})(?:st|nd|rd|th)\b").replace_all(text, "$1");
    let bare = bare.trim_end_matches(['.', ',']).trim();
    for format in [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%d.%m.%Y",
        "%B %d, %Y",
        "%b %d, %Y",
        "%B %d %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%b. %d, %Y",
        "%Y%m%d",
    ] {
        if let Ok(date) = NaiveDate::parse_from_str(bare, format) {
            return Some(date);
        }
    }
    // "30/10/2026" is a date in October wherever it was written; "03/10/2026" is not.
    let day_first = NaiveDate::parse_from_str(bare, "%d/%m/%Y").ok();
    let month_first = NaiveDate::parse_from_str(bare, "%m/%d/%Y").ok();
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-10-30", Some("2026-10-30T00:00:00+00:00"))]
    #[case("2026-12-31T23:59", Some("2026-12-31T23:59:00+00:00"))]
    #[case("2026-10-30T09:00:00+02:00", Some("2026-10-30T07:00:00+00:00"))]
    #[case("2026-10-30T09:00:00.000Z", Some("2026-10-30T09:00:00+00:00"))]
    #[case("October 3rd, 2026", Some("2026-10-03T00:00:00+00:00"))]
    #[case("30/10/2026", Some("2026-10-30T00:00:00+00:00"))]
    #[case("03/10/2026", None)]
    #[case("soon", None)]
    fn dates_are_read_unless_they_are_ambiguous(#[case] text: &str, #[case] time: Option<&str>) {
        assert_eq!(read(text).map(|time| time.to_rfc3339()).as_deref(), time);
    }
}
