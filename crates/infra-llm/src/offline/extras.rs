//! The last question: free text kept as it was written, a way to decline, or a change of mind about something earlier.

use std::sync::LazyLock;

use domain::onboarding::{Collected, Field};

use super::correction::{self, Mark};
use super::intent;
use super::lexicon::Classes;
use super::message::{Message, Span};
use super::name::gibberish;
use super::phrases::Phrases;
use super::text::Pause;
use super::understanding::{Reader, Understanding};

static LABELS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "extra preferences|extras|other preferences|preferences|additional preferences|extra preference
        |additional notes|notes|extra|anything else|nice to have|nice to haves|must haves|deal breakers
        |my extra preferences are|my other preferences are|wishes",
    )])
});

/// Preferences that are given before they are asked for, under a label of their own.
pub(super) fn labelled(message: &mut Message) -> Option<String> {
    let end = message.text.len();
    let (label, after) = (0..end).find_map(|at| {
        let after = LABELS.end(&message.text, at).filter(|_| !message.used(at))?;
        let colon = message.text.pause(after - 1) == Pause::Colon && message.text.mark_after(after - 1) == Some(':');
        (message.text.opens_clause(at) && colon || message.text.word(after - 1) == "are").then_some((at, after))
    })?;
    let text = to_the_end(message, after, end);
    message.take(label..end);
    (!text.is_empty() && !intent::declines(&message.text, after..end)).then(|| text.to_owned())
}

pub(super) fn understand(message: &Message, known: &Collected) -> Understanding {
    let all = 0..message.text.len();
    let mut understanding = Understanding::default();
    let mut remaining: Vec<Span> = Vec::new();
    let (mut pending, mut about, mut changed) = (Mark::None, None, false);
    for sentence in message.sentences(all.clone()) {
        if sentence.clone().all(|at| message.used(at)) {
            continue;
        }
        match change(message, sentence.clone(), known, (pending, about)) {
            Change::Fields(fields) => {
                understanding.extracted = understanding.extracted.overlaid_with(*fields);
                (pending, about, changed) = (Mark::None, None, true);
            }
            Change::OnlyMark(mark, field) => (pending, about) = (mark, field),
            Change::None => remaining.push(sentence),
        }
    }
    let Some((first, last)) = remaining.first().zip(remaining.last()) else { return understanding };
    let span = first.start..last.end;
    if remaining.iter().all(|sentence| says_nothing(message, sentence.clone())) {
        return understanding;
    }
    if remaining
        .iter()
        .all(|sentence| intent::declines(&message.text, sentence.clone()) || says_nothing(message, sentence.clone()))
    {
        understanding.declined = true;
        return understanding;
    }
    let asked_too = remaining.len() < message.sentences(all.clone()).len();
    let text = if asked_too { part(message, span, changed) } else { message.text.source.trim() };
    understanding.extracted.extra_preferences = Some(text.to_owned());
    understanding
}

enum Change {
    None,
    /// "No wait.", "Can I change my location?": what it should be comes next.
    OnlyMark(Mark, Option<Field>),
    Fields(Box<domain::onboarding::ExtractedFields>),
}

/// What a sentence says about an earlier field, if it plainly takes one back.
fn change(message: &Message, sentence: Span, known: &Collected, pending: (Mark, Option<Field>)) -> Change {
    let (pending, about) = pending;
    let written = message.text.slice(sentence.start, sentence.end);
    let mut inner = Message::new(written);
    if let Some(field) = correction::announced(&inner.text, &(0..inner.text.len())) {
        return Change::OnlyMark(Mark::Strong, Some(field));
    }
    let mut parts = correction::parts(&mut inner);
    if let Some(part) = parts.first_mut() {
        part.mark = part.mark.max(pending);
    }
    if parts.iter().all(|part| part.span.clone().all(|at| inner.used(at)))
        && parts.iter().any(|part| part.mark > Mark::None)
        && !intent::declines(&message.text, sentence)
    {
        return Change::OnlyMark(parts.iter().map(|part| part.mark).max().unwrap_or(Mark::None), None);
    }
    let mut reader = Reader::new(known, Field::ExtraPreferences);
    reader.last = about.or(reader.last);
    for part in &parts {
        reader.read_change(&mut inner, part);
    }
    if reader.fields.is_empty() { Change::None } else { Change::Fields(Box::new(reader.fields)) }
}

/// Greets, thanks, agrees, or hesitates: neither an answer nor a refusal.
fn says_nothing(message: &Message, sentence: Span) -> bool {
    let text = &message.text;
    let trimmed = message.trimmed(sentence.clone());
    let unsure = [
        "i do not know",
        "not sure",
        "no idea",
        "no clue",
        "dunno",
        "idk",
        "i am not sure",
        "let me think",
        "good question",
        "i guess",
        "i dunno",
        "thank you",
        "tell me more",
        "go on",
        "go ahead",
        "i am here",
        "of course",
        "you tell me",
        "good morning",
        "good evening",
    ];
    let says =
        |span: Span| unsure.iter().any(|phrase| text.phrase(span.start, phrase).is_some_and(|end| end + 1 >= span.end));
    trimmed.is_empty()
        || says(trimmed.clone())
        || says(sentence.clone())
        || trimmed
            .clone()
            .all(|at| text.is(at, Classes::NONSENSE) && !text.is(at, Classes::DECLINE) || gibberish(text.word(at)))
        || !trimmed.clone().any(|at| text.word(at).chars().any(char::is_alphabetic))
}

/// A part of the message, without the word that links it to the rest.
fn part<'a>(message: &Message<'a>, span: Span, changed: bool) -> &'a str {
    let mut start = span.start;
    while changed
        && start + 1 < span.end
        && matches!(message.text.word(start), "and" | "also" | "plus" | "but" | "then")
    {
        start += 1;
    }
    if span.end == message.text.len() {
        to_the_end(message, start, span.end)
    } else {
        message.text.slice(start, span.end)
    }
}

fn to_the_end<'a>(message: &Message<'a>, start: usize, end: usize) -> &'a str {
    if start < end { message.text.source[message.text.offset(start)..].trim() } else { "" }
}
