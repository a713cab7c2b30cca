//! A field called by its name, and the plain answer that stands after it or by itself.

use domain::onboarding::{ExtractedFields, Field};

use super::NAMED;
use crate::offline::correction::{self, Mark, Part};
use crate::offline::lexicon::Classes;
use crate::offline::message::{Find, Message, Span, Value};
use crate::offline::text::among;
use crate::offline::{level, location, name, role, stage};

/// Every field that a correction names: "my role to editor and my experience to 3 years".
pub(super) fn all_named(message: &mut Message, part: &Part) -> Vec<Find> {
    let (mut finds, mut start) = (Vec::new(), part.span.start);
    if part.mark == Mark::None && !changes(message, &part.span) {
        return finds;
    }
    while let Some((field, after)) = correction::named_field(&message.text, &(start..part.span.end)) {
        finds.extend(named(message, &(after..part.span.end), field));
        start = after;
    }
    for clause in message.clauses(part.span.clone()) {
        if let Some((field, end)) = correction::named_before(&message.text, &clause) {
            // "I said Delft but I want Leiden as my location"
            let verb = |at: &usize| among(message.text.word(*at), "but want use put prefer meant said");
            let start = (clause.start..end).rev().find(verb).map_or(clause.start, |at| at + 1);
            finds.extend(named(message, &(start..end), field));
        }
    }
    finds
}

/// The value of a field that is named: "change my location to ...".
fn named(message: &mut Message, span: &Span, field: Field) -> Option<Find> {
    let clause = message.clauses(span.clone()).into_iter().next()?;
    let found = match field {
        Field::ExperienceLevel => level::find(message, clause.clone(), true),
        Field::StartupStage => stage::find(message, clause.clone(), true),
        _ => plain(message, clause, span.end, field),
    };
    found.map(|find| Find { outright: true, rank: NAMED, ..find })
}

/// "change my role to X", "my location is now X".
fn changes(message: &Message, span: &Span) -> bool {
    span.clone().any(|at| {
        among(message.text.word(at), "change update switch put use set replace should correct fix edit list make")
    })
}

pub(super) fn plain(message: &mut Message, clause: Span, sentence_end: usize, field: Field) -> Option<Find> {
    let (words, value) = match field {
        Field::Name => name::plain(message, clause, sentence_end).map(|(words, name)| (words, Value::Name(name))),
        Field::Role => role::plain(message, clause, sentence_end).map(|(words, role)| (words, Value::Role(role))),
        Field::Location => {
            location::plain(message, clause, sentence_end).map(|(words, place)| (words, Value::Location(place)))
        }
        Field::ExperienceLevel | Field::StartupStage | Field::ExtraPreferences => None,
    }?;
    message.take(words.clone());
    Some(Find { value, at: words.start, rank: 1, outright: false })
}

/// "my name is ...", "location: ...": the field is named at the start of the sentence.
pub(super) fn opens(message: &Message, part: &Part, find: &Find) -> bool {
    let labels = [
        "my name is",
        "my full name is",
        "my real name is",
        "name",
        "the name is",
        "call me",
        "my location is",
        "my location",
        "location",
        "my role is",
        "my role",
        "role",
        "i am moving to",
        "i am relocating to",
    ];
    let start = part.span.clone().find(|at| !message.text.is(*at, Classes::FILLER)).unwrap_or(part.span.start);
    find.at > start && message.text.any_phrase(start, &labels).is_some_and(|end| end + 2 >= find.at)
}

/// The value is known already, but for the case of its letters.
pub(super) fn same(value: &Value, known: &ExtractedFields) -> bool {
    let (new, old) = match value {
        Value::Name(new) => (new, &known.name),
        Value::Role(new) => (new, &known.role),
        Value::Location(new) => (new, &known.location),
        _ => return false,
    };
    old.as_ref().is_some_and(|old| old.to_lowercase() == new.to_lowercase())
}
