//! Reads a whole posting that somebody pasted, and the text that a structured posting carries.

use domain::job::PostingFacts;

use crate::document::Document;
use crate::place::Arrangement;
use crate::salary::{self, Dollars, Salary};
use crate::{arrangement, employment, headline, html, keywords, sections, sponsorship, terms};

/// The facts of a pasted posting; nothing when it holds no word.
pub(crate) fn read(source: &str) -> Option<PostingFacts> {
    let unmarked = html::is_likely(source).then(|| html::to_text(source));
    let text = cut(unmarked.as_deref().unwrap_or(source));
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let document = Document::new(text);
    let head = headline::read(&document.lines);
    let body: Vec<_> = document
        .lines
        .iter()
        .enumerate()
        .filter(|(at, _)| !head.used.contains(at))
        .map(|(_, line)| line.clone())
        .collect();
    let description = Document::readable(if body.is_empty() { &document.lines } else { &body });
    let dollars = Dollars::of(head.place.location.as_deref().unwrap_or_default());
    let labelled = head.salary.as_deref().and_then(|value| salary::read_value(value, dollars));
    let mut facts = PostingFacts {
        remote: is_remote(head.place.arrangement, head.place.or_remote, &document),
        title: head.title,
        company: head.company,
        location: head.place.location,
        employment_type: head.employment_type,
        description: Some(description),
        industry: head.industry,
        posted_at: head.posted_at,
        source: terms::source(source).map(str::to_owned),
        ..PostingFacts::default()
    };
    if let Some(salary) = labelled {
        pay(&mut facts, salary);
    }
    mine(&document, &mut facts, dollars);
    Some(facts)
}

/// Fills in what is not known yet from the sentences and lists of a text.
pub(crate) fn mine(document: &Document, facts: &mut PostingFacts, dollars: Dollars) {
    if facts.salary_range.is_none()
        && let Some(salary) = salary::read(&document.lines, dollars)
    {
        pay(facts, salary);
    }
    let sections = sections::read(&document.lines);
    if facts.requirements.is_empty() {
        facts.requirements = sections.requirements;
    }
    if facts.benefits.is_empty() {
        let salary = facts.salary_range.as_deref();
        facts.benefits =
            sections.benefits.into_iter().filter(|item| !salary.is_some_and(|salary| is_but(item, salary))).collect();
    }
    facts.employment_type = facts.employment_type.or_else(|| employment::in_prose(document));
    facts.sponsorship = facts.sponsorship.take().or_else(|| sponsorship::read(document));
    facts.on_call = facts.on_call.or_else(|| terms::on_call(document));
    facts.travel_percent = facts.travel_percent.or_else(|| terms::travel(document));
    facts.company_size = facts.company_size.or_else(|| terms::company_size(document));
    facts.url = facts.url.take().or_else(|| terms::url(document));
    let text = Document::readable(&document.lines);
    let named = facts
        .title
        .iter()
        .flat_map(|title| keywords::read(title))
        .filter(|_| facts.parsed_keywords.is_empty())
        .collect::<Vec<_>>();
    let known = named.into_iter().chain(std::mem::take(&mut facts.parsed_keywords)).chain(keywords::read(&text));
    let mut seen = std::collections::HashSet::new();
    facts.parsed_keywords = known.filter(|name| seen.insert(name.to_lowercase())).collect();
}

/// Whether a benefit is the salary with no more than a few words around it.
fn is_but(item: &str, salary: &str) -> bool {
    item.split_once(salary)
        .is_some_and(|(before, after)| before.split_whitespace().count() + after.split_whitespace().count() <= 4)
}

/// Writes a salary into the facts.
pub(crate) fn pay(facts: &mut PostingFacts, salary: Salary) {
    facts.salary_range = Some(salary.text);
    facts.salary_min = salary.min;
    facts.salary_max = salary.max;
    facts.salary_currency = salary.currency;
}

/// What the head of a posting says counts before what its sentences say.
fn is_remote(said: Option<Arrangement>, or_remote: bool, document: &Document) -> bool {
    let arrangement = said.or_else(|| arrangement::in_prose(document));
    or_remote || arrangement == Some(Arrangement::Remote)
}

/// As much of a text as is stored of it.
pub(crate) fn cut(text: &str) -> &str {
    text.char_indices().nth(PostingFacts::MAX_DESCRIPTION_CHARS).map_or(text, |(at, _)| &text[..at])
}
