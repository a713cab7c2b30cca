//! What was read from a job posting, before it is anybody's job.

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

use super::{EmploymentType, Job, ascii_address};
use crate::ids::{JobId, UserId};
use crate::validation::{self, MAX_LIST_ITEMS};

/// The facts of a posting, each of them only where the posting states it: what cannot be told is absent, never guessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PostingFacts {
    pub title: Option<String>,
    pub company: Option<String>,
    pub location: Option<String>,
    /// All of the work may be done remotely; a hybrid job is not remote.
    pub remote: bool,
    pub employment_type: Option<EmploymentType>,
    /// The salary as it is written, with its currency and period.
    pub salary_range: Option<String>,
    /// Per year, in whole units of the currency: see `PayPeriod` for how other periods are counted.
    pub salary_min: Option<i32>,
    /// As `salary_min`, and never below it.
    pub salary_max: Option<i32>,
    /// ISO 4217; absent where a sign such as `kr` stands for several.
    pub salary_currency: Option<String>,
    /// Readable text: paragraphs and list items stand on lines of their own.
    pub description: Option<String>,
    /// What is asked for; what would merely be nice is left out.
    pub requirements: Vec<String>,
    pub benefits: Vec<String>,
    /// Technologies and skills that the posting names, under their common names, in the order in which it names them.
    pub parsed_keywords: Vec<String>,
    pub sponsorship: Option<Sponsorship>,
    pub url: Option<String>,
    pub industry: Option<String>,
    pub posted_at: Option<DateTime<Utc>>,
    pub company_size: Option<i32>,
    /// The most that the posting asks for, from 0 to 100.
    pub travel_percent: Option<i32>,
    pub on_call: Option<bool>,
    /// The job board whose marks the text bears, such as `linkedin`.
    pub source: Option<String>,
}

/// What a posting says about sponsoring a visa, and the sentence that says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sponsorship {
    pub offered: bool,
    pub sentence: String,
}

impl PostingFacts {
    /// Somebody's job with these facts; title and company must be known by now.
    #[must_use]
    pub fn into_job(self, id: JobId, owner: UserId, title: String, company: String, now: DateTime<Utc>) -> Job {
        let new = Job::new(id, owner, title, company, now);
        Job {
            source: self.source.unwrap_or(new.source),
            url: self.url.and_then(|url| ascii_address(&url)),
            location: self.location,
            description: self.description,
            parsed_keywords: self.parsed_keywords,
            requirements: self.requirements,
            benefits: self.benefits,
            salary_range: self.salary_range,
            salary_min: self.salary_min,
            salary_max: self.salary_max,
            salary_currency: self.salary_currency,
            remote: self.remote,
            employment_type: self.employment_type.unwrap_or(new.employment_type),
            company_size: self.company_size,
            industry: self.industry,
            travel_percent: self.travel_percent,
            on_call: self.on_call,
            posted_at: self.posted_at.map(|at| at.trunc_subsecs(6)),
            ..new
        }
    }

    /// The most characters of a title, company, location, industry, salary text or keyword.
    pub const MAX_NAME_CHARS: usize = 200;
    pub const MAX_DESCRIPTION_CHARS: usize = 50_000;
    /// The most characters of one requirement or benefit, or of the sentence about sponsorship.
    pub const MAX_LINE_CHARS: usize = 500;
    pub const MAX_URL_CHARS: usize = 2_000;

    /// Cuts what is too long at the end of a word and drops what breaks a rule, so that whatever was read can be stored.
    ///
    /// Afterwards no text is blank or holds a control character (the description keeps its line breaks), and reading the result
    /// again changes nothing.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        let name = |text: Option<String>| text.and_then(|text| one_line(&text, Self::MAX_NAME_CHARS));
        let (salary_min, salary_max) = ordered(self.salary_min, self.salary_max);
        Self {
            title: name(self.title),
            company: name(self.company),
            location: name(self.location),
            remote: self.remote,
            employment_type: self.employment_type,
            salary_range: name(self.salary_range),
            salary_min,
            salary_max,
            salary_currency: self.salary_currency.filter(|code| validation::currency(code).is_ok()),
            description: self.description.and_then(|text| paragraphs(&text, Self::MAX_DESCRIPTION_CHARS)),
            requirements: list(&self.requirements, Self::MAX_LINE_CHARS),
            benefits: list(&self.benefits, Self::MAX_LINE_CHARS),
            parsed_keywords: list(&self.parsed_keywords, Self::MAX_NAME_CHARS),
            sponsorship: self.sponsorship.and_then(|Sponsorship { offered, sentence }| {
                one_line(&sentence, Self::MAX_LINE_CHARS).map(|sentence| Sponsorship { offered, sentence })
            }),
            url: self.url.filter(|url| is_web_address(url)),
            industry: name(self.industry),
            posted_at: self.posted_at.filter(|at| validation::plausible_date(&at.date_naive()).is_ok()),
            company_size: self.company_size.filter(|size| *size > 0),
            travel_percent: self.travel_percent.filter(|percent| (0..=100).contains(percent)),
            on_call: self.on_call,
            source: name(self.source),
        }
    }
}

/// Amounts above zero, the smaller one first.
fn ordered(min: Option<i32>, max: Option<i32>) -> (Option<i32>, Option<i32>) {
    match (min.filter(|min| *min > 0), max.filter(|max| *max > 0)) {
        (Some(min), Some(max)) if min > max => (Some(max), Some(min)),
        amounts => amounts,
    }
}

/// At most 100 items, each once, in their order.
fn list(items: &[String], max_chars: usize) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let items = items.iter().filter_map(|item| one_line(item, max_chars));
    items.filter(|item| seen.insert(item.to_lowercase())).take(MAX_LIST_ITEMS).collect()
}

fn one_line(text: &str, max_chars: usize) -> Option<String> {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > max_chars * 4 {
            break;
        }
    }
    let cut = cut_at_word(&line, max_chars);
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// Trimmed lines, with at most one empty line between two of them.
fn paragraphs(text: &str, max_chars: usize) -> Option<String> {
    let mut kept = String::new();
    let mut gap = false;
    for line in text.lines() {
        let Some(line) = one_line(line, max_chars) else {
            gap = !kept.is_empty();
            continue;
        };
        if !kept.is_empty() {
            kept.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        kept.push_str(&line);
    }
    let cut = cut_at_word(&kept, max_chars);
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// The beginning of a text, up to the last word that is whole; a single word that is too long is cut through.
fn cut_at_word(text: &str, max_chars: usize) -> &str {
    let text = text.trim();
    let Some((end, next)) = text.char_indices().nth(max_chars) else {
        return text;
    };
    let cut = &text[..end];
    let whole = if next.is_whitespace() { Some(end) } else { cut.rfind(char::is_whitespace) };
    cut[..whole.unwrap_or(end)].trim_end()
}

fn is_web_address(url: &str) -> bool {
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let host = scheme.and_then(|scheme| url[scheme.len()..].chars().next());
    host.is_some_and(char::is_alphanumeric)
        && url.chars().count() <= PostingFacts::MAX_URL_CHARS
        && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[test]
    fn what_is_too_long_is_cut_at_the_end_of_a_word() {
        let facts = PostingFacts {
            title: Some("engineer ".repeat(40)),
            company: Some("x".repeat(300)),
            requirements: vec!["years of work ".repeat(60); 3],
            description: Some("a word\n".repeat(10_000)),
            ..PostingFacts::default()
        };
        let kept = facts.within_bounds();
        assert_eq!(kept.title.unwrap(), "engineer ".repeat(22).trim());
        assert_eq!(kept.company.unwrap().len(), 200);
        assert_eq!(kept.requirements.len(), 1, "the same thing is asked for once");
        assert!(kept.requirements[0].ends_with("years of"), "{}", kept.requirements[0]);
        assert!(kept.description.unwrap().ends_with("word"));
    }

    #[test]
    fn what_cannot_be_stored_is_dropped() {
        let facts = PostingFacts {
            title: Some(" \u{0} ".to_owned()),
            salary_min: Some(90),
            salary_max: Some(-4),
            salary_currency: Some("euro".to_owned()),
            url: Some("javascript:alert(1)".to_owned()),
            travel_percent: Some(130),
            company_size: Some(0),
            benefits: vec!["  ".to_owned(), "Free\u{0}\nlunch".to_owned(), "free lunch".to_owned()],
            ..PostingFacts::default()
        };
        let kept =
            PostingFacts { salary_min: Some(90), benefits: vec!["Free lunch".to_owned()], ..PostingFacts::default() };
        assert_eq!(facts.within_bounds(), kept);
    }

    #[test]
    fn a_salary_that_was_turned_round_is_turned_back() {
        let facts = PostingFacts { salary_min: Some(200), salary_max: Some(100), ..PostingFacts::default() };
        let kept = facts.within_bounds();
        assert_eq!((kept.salary_min, kept.salary_max), (Some(100), Some(200)));
    }

    #[rstest]
    #[case("https://example.com/jobs/1?a=b", true)]
    #[case("HTTP://example.com", true)]
    #[case("https://", false)]
    #[case("https:///path", false)]
    #[case("ftp://example.com", false)]
    #[case("https://example.com/a b", false)]
    #[case("é", false)]
    fn a_url_is_one_of_the_web(#[case] url: &str, #[case] fine: bool) {
        assert_eq!(is_web_address(url), fine);
    }

    proptest! {
        #[test]
        fn bounding_twice_is_bounding_once(text in any::<String>(), lines in prop::collection::vec("[ a-z\n\u{0}é-]{0,40}", 0..8)) {
            let facts = PostingFacts {
                title: Some(text.clone()),
                description: Some(lines.join("\n")),
                requirements: lines,
                url: Some(text),
                ..PostingFacts::default()
            };
            let once = facts.within_bounds();
            prop_assert_eq!(once.clone().within_bounds(), once);
        }
    }
}
