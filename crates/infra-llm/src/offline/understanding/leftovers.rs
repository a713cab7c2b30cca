//! What is read from words that no rule has claimed: a place that stands alone, the last open item of a list.

use domain::onboarding::Field;

use super::Reader;
use super::named::plain;
use crate::offline::correction::Part;
use crate::offline::lexicon::{Classes, Place};
use crate::offline::message::{Find, Message, Span, Value};
use crate::offline::text::Pause;

impl Reader<'_> {
    /// A clause that is a known place and nothing else.
    pub(super) fn bare_place(&self, message: &mut Message, span: &Span) -> Option<Find> {
        let clauses = message.clauses(span.clone());
        for clause in clauses {
            let first = clause.start == span.start;
            let words = message.trimmed(clause);
            let Some((start, end, place)) = known_place(message, &words) else { continue };
            let maybe_name = first && place.names_people() && self.asked == Field::Name && !self.has(Field::Name);
            if maybe_name {
                continue;
            }
            let end = with_region(message, end, span.end);
            message.take(start..end);
            let value = Value::Location(message.text.slice(start, end).to_owned());
            return Some(Find { value, at: start, rank: 1, outright: false });
        }
        None
    }

    /// "Anna Kowalska, nurse, 7 years, Bydgoszcz": in a list, the one capitalised word that is nothing else is the place.
    pub(super) fn by_elimination(&self, message: &mut Message, part: &Part, finds: &[Find]) -> Option<Find> {
        let found = |field| finds.iter().any(|find| find.value.field() == field) || self.has(field);
        // Two are enough when they are the name and the role: "Kofi - nurse - Uttoxeter".
        let both = [Field::Name, Field::Role].iter().all(|field| finds.iter().any(|find| find.value.field() == *field));
        if finds.len() < 3 && !both || found(Field::Location) || !found(Field::Name) || !found(Field::Role) {
            return None;
        }
        for clause in message.clauses(part.span.clone()).into_iter().skip(1) {
            let words = message.trimmed(clause);
            let fits = !words.is_empty()
                && words.len() <= 3
                && words.clone().all(|at| {
                    message.text.is_capital(at)
                        && !message.text.is(at, Classes::HARD | Classes::COMMON | Classes::THING)
                });
            if fits {
                let value = Value::Location(message.text.slice(words.start, words.end).to_owned());
                message.take(words.clone());
                return Some(Find { value, at: words.start, rank: 1, outright: false });
            }
        }
        None
    }

    /// "Lukas. Berlin. Backend. 5 years": in a list, a field of work alone is the role.
    pub(super) fn trade_by_elimination(&self, message: &mut Message, part: &Part, finds: &[Find]) -> Option<Find> {
        if finds.len() < 2 || self.has(Field::Role) || finds.iter().any(|find| find.value.field() == Field::Role) {
            return None;
        }
        let clause = message.clauses(part.span.clone()).into_iter().find(|clause| {
            let words = message.trimmed(clause.clone());
            !words.is_empty() && words.clone().all(|at| message.text.is(at, Classes::FIELD) && !message.used(at))
        })?;
        plain(message, clause.clone(), clause.end, Field::Role)
    }
}

/// The known place that these words are, a leading "in" aside.
fn known_place(message: &Message, words: &Span) -> Option<(usize, usize, Place)> {
    if words.is_empty() {
        return None;
    }
    let start = message.text.any_phrase(words.start, &["in", "near", "it is", "that is"]).unwrap_or(words.start);
    let (end, place) = message.place_at(start)?;
    (end == words.end).then_some((start, end, place))
}

/// "Berlin, Germany": the country belongs to the city.
fn with_region(message: &Message, end: usize, limit: usize) -> usize {
    if message.text.pause(end - 1) != Pause::Comma {
        return end;
    }
    let region = if message.text.word(end) == "the" { end + 1 } else { end };
    match message.place_at(region) {
        Some((next, place))
            if place.is_region()
                && next <= limit
                && (next == limit || message.text.pause(next - 1) >= Pause::Bracket) =>
        {
            next
        }
        _ => end,
    }
}
