//! What stands at the top of a posting: the title, the company, the place, the kind of employment.

mod company;
mod patterns;
mod roles;
mod title;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::job::EmploymentType;

use crate::document::Line;
use crate::labels::{self, Label};
use crate::place::{self, Place};
use crate::{dates, employment, headings, noise};

pub(crate) use roles::names_role;
pub(crate) use title::clean as clean_title;

/// The head of a posting, and the lines that were used up in reading it.
#[derive(Debug, Default)]
pub(crate) struct Headline {
    pub title: Option<String>,
    pub company: Option<String>,
    pub place: Place,
    pub employment_type: Option<EmploymentType>,
    /// What a label says of the salary.
    pub salary: Option<String>,
    pub industry: Option<String>,
    pub posted_at: Option<DateTime<Utc>>,
    pub used: BTreeSet<usize>,
}

/// What one part of a header line is.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Place(Place),
    Employment(EmploymentType),
    Role(String),
    /// A company, if anything tells that it is.
    Name(String),
    Noise,
}

pub(crate) fn read(lines: &[Line]) -> Headline {
    let mut head = Headline::default();
    let labels = labels::all(lines);
    let end = header_end(lines);
    read_labels(&mut head, &labels, end);
    let mut names = company::Candidates::new(lines);
    for (at, line) in lines.iter().enumerate().take(end) {
        if !head.used.contains(&at) {
            read_line(&mut head, &mut names, at, &line.text);
        }
    }
    patterns::read(&mut head, &mut names, lines);
    if head.title.is_none() {
        head.title = names.first_name(end).and_then(|(name, at)| {
            head.used.insert(at);
            names.drop_name(&name);
            title::clean(&name)
        });
    }
    if head.company.is_none() {
        head.company = names.best(head.title.as_deref());
    }
    settle_title(&mut head);
    names.mark_used(&mut head);
    if head.place.location.is_none() {
        head.place.location = patterns::location(lines);
    }
    head
}

/// Where the first sentence, list or part of the body begins.
fn header_end(lines: &[Line]) -> usize {
    let limit = lines.len().min(14);
    let body = |at: &usize| {
        let line = &lines[*at];
        let words = line.text.split_whitespace().count();
        let labelled = labels::of(&line.text).is_some();
        let parted = line.text.matches(['|', '·', '•']).count() >= 2;
        let sentence = !parted && words > 7 && line.text.ends_with(['.', '!', '?', ':']) || words > 16 && !parted;
        (sentence && !labelled)
            || (line.bullet && !line.pictured && *at > 0 && !labelled)
            || (*at > 0 && !labelled && headings::opened_by(line).is_some())
    };
    (0..limit).find(body).unwrap_or(limit)
}

fn read_labels(head: &mut Headline, labels: &[(Label, String, std::ops::Range<usize>)], header: usize) {
    for (label, value, lines) in labels {
        // Below the header a word such as "Contract" may open a part of the body.
        let known = match label {
            Label::Title => {
                head.title.is_none()
                    && set(
                        &mut head.title,
                        title::clean(value).filter(|_| value.split(' ').count() <= 12 && !value.ends_with('.')),
                    )
            }
            Label::Company => head.company.is_none() && set(&mut head.company, company::tidy(value)),
            Label::Location => read_place(head, value, lines.start),
            Label::Arrangement => read_arrangement(head, value),
            Label::Employment => {
                head.employment_type.is_none()
                    && set(
                        &mut head.employment_type,
                        employment::named(value).filter(|_| value.split(' ').count() <= 8),
                    )
            }
            Label::Salary => {
                head.salary.is_none()
                    && value.contains(|c: char| c.is_ascii_digit())
                    && set(&mut head.salary, Some(value.clone()))
            }
            Label::Industry => {
                head.industry.is_none() && value.split(' ').count() <= 8 && set(&mut head.industry, Some(value.clone()))
            }
            Label::Posted => head.posted_at.is_none() && set(&mut head.posted_at, dates::read(value)),
            Label::Subject => patterns::subject(head, value),
            Label::Other => true,
        };
        if known && lines.start < header {
            head.used.extend(lines.clone());
        }
    }
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    if slot.is_none() {
        *slot = value;
    }
    slot.is_some()
}

fn read_place(head: &mut Headline, value: &str, at: usize) -> bool {
    let Some(place) =
        place::labelled(value).filter(|_| head.place.location.is_none() && value.split(' ').count() <= 12)
    else {
        return false;
    };
    // Far down, a "Location" is taken only when it is plainly one.
    if at > 14 && place.location.as_deref().is_some_and(|location| !place::looks_like_place(location)) {
        return false;
    }
    head.place.or_remote |= place.or_remote;
    head.place.location = place.location;
    head.place.arrangement = head.place.arrangement.or(place.arrangement);
    true
}

fn read_arrangement(head: &mut Headline, value: &str) -> bool {
    let low = value.trim().to_lowercase();
    let said = if low.starts_with("yes") || low == "fully" || low == "full" || low == "100%" {
        Some(place::Arrangement::Remote)
    } else if low.starts_with("no") || low.starts_with("none") {
        Some(place::Arrangement::OnSite)
    } else {
        place::arrangement(value)
    };
    head.place.arrangement = said.or(head.place.arrangement);
    if head.place.location.is_none()
        && let Some(place) = place::read(value)
    {
        head.place.location = place.location;
    }
    said.is_some()
}

fn read_line(head: &mut Headline, names: &mut company::Candidates, at: usize, text: &str) {
    if patterns::line(head, names, at, text) {
        head.used.insert(at);
        return;
    }
    let parts: Vec<Part> = split(text).into_iter().map(part).collect();
    let several = parts.len() > 1;
    let meta = several && parts.iter().any(|part| matches!(part, Part::Place(_) | Part::Employment(_) | Part::Noise));
    let mut all_known = true;
    for part in parts {
        match part {
            Part::Place(place) => {
                if head.place.location.is_none() {
                    head.place.location = place.location;
                }
                head.place.or_remote |= place.or_remote;
                head.place.arrangement = head.place.arrangement.or(place.arrangement);
            }
            Part::Employment(kind) => head.employment_type = head.employment_type.or(Some(kind)),
            Part::Role(role) if head.title.is_none() => {
                names.title_at(at);
                read_title(head, names, at, &role);
            }
            Part::Role(role) => {
                names.add(&role, at, company::Evidence::Header { several: meta, role: true });
                all_known = false;
            }
            Part::Name(name) => {
                // "Hartley Boone LLP, Bristol"
                let (name, place) = name_and_place(name);
                if head.place.location.is_none() {
                    head.place.location = place;
                }
                names.add(&name, at, company::Evidence::Header { several: meta, role: false });
                all_known &= meta;
            }
            Part::Noise => {}
        }
    }
    if all_known {
        head.used.insert(at);
    }
}

/// A name, with the place that is written behind its comma.
fn name_and_place(text: String) -> (String, Option<String>) {
    for (at, _) in text.match_indices(", ") {
        if let Some(location) = place::read(&text[at + 2..]).and_then(|place| place.location) {
            return (text[..at].to_owned(), Some(location));
        }
    }
    (text, None)
}

/// Takes a title, with the company, place and terms that hang on it.
fn read_title(head: &mut Headline, names: &mut company::Candidates, at: usize, text: &str) {
    if head.employment_type.is_none() {
        head.employment_type = employment::in_title(text);
    }
    let bracketed = pattern!(r"[(\[]([^)\]]*)[)\]]").captures_iter(text).map(|found| found[1].to_owned());
    let pieces: Vec<String> = pattern!(r"\s[-–—]+\s|,\s").split(text).map(str::to_owned).chain(bracketed).collect();
    let ends = pattern!(r"\s[-–—]+\s").find_iter(text).map(|found| text[found.end()..].to_owned());
    for piece in ends.chain(pieces.into_iter().skip(1)) {
        if let Some(place) = place::read(&piece) {
            head.place.arrangement = head.place.arrangement.or(place.arrangement);
            if head.place.location.is_none() {
                head.place.location = place.location;
            }
        }
    }
    let Some(cleaned) = title::clean(text) else { return };
    for segment in pattern!(r"\s[-–—]+\s").split(&cleaned) {
        if !names_role(segment) {
            names.add(segment, at, company::Evidence::TitleSegment);
        }
    }
    head.title = Some(cleaned);
}

/// "Backend Engineer - Helios Grid" is a title and a company once the company is known to be one.
fn settle_title(head: &mut Headline) {
    let (Some(title), Some(company)) = (&head.title, &head.company) else { return };
    let segments: Vec<&str> = pattern!(r"\s[-–—|]+\s").split(title).collect();
    if segments.len() < 2 || !segments.iter().any(|segment| segment.trim() == company) {
        return;
    }
    let rest: Vec<&str> = segments.into_iter().filter(|segment| segment.trim() != company).collect();
    head.title = title::clean(&rest.join(" - ")).or_else(|| head.title.clone());
}

/// The parts of a header line, which boards divide by dots and bars.
fn split(text: &str) -> Vec<&str> {
    let mut marks = pattern!(r"\s*[·•|∙⋅]\s*|\s{2,}|\s—\s")
        .split(text)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    if marks.len() == 1 && text.matches(" / ").count() >= 2 {
        marks = text.split(" / ").map(str::trim).collect();
    }
    marks
}

fn part(text: &str) -> Part {
    if is_money(text) {
        return employment::named(text).map_or(Part::Noise, Part::Employment);
    }
    if noise::is_noise(text) {
        return Part::Noise;
    }
    if let Some(place) = place::read(text) {
        return Part::Place(place);
    }
    let words = text.split_whitespace().count();
    if names_role(text) && words <= 14 {
        return Part::Role(text.to_owned());
    }
    if let Some(kind) = employment::named(text).filter(|_| words <= 5) {
        return Part::Employment(kind);
    }
    if roles::is_department(text) || pattern!(r"(?i)^(?:[\d,.+-]+k?\s?(?:to [\d,]+ )?employees|mid-senior level|entry level|associate|director|executive|\d+ (?:opening|vacanc)\w*.*|https?://\S+|www\.\S+|\S+@\S+|(?:remote|hybrid).*|.*\bskills match.*|visa.*|posted.*)$").is_match(text) {
        return Part::Noise;
    }
    Part::Name(text.to_owned())
}

fn is_money(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && (text.contains(['$', '€', '£', '₹', '¥'])
            || pattern!(r"\b(?:USD|EUR|GBP|PLN|CHF|CAD|AUD|INR|SEK|NOK|DKK|CZK)\b|\d\s?[kK]\b|zł").is_match(text))
}
