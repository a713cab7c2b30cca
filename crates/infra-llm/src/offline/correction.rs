//! Words that take back what was said: "actually", "no wait", "change my role to".

use std::sync::LazyLock;

use domain::onboarding::Field;

use super::lexicon::Classes;
use super::message::{Message, Span};
use super::phrases::Phrases;
use super::text::{Pause, Text, among};

/// How plainly a part of a message takes something back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    None,
    /// "actually", "sorry": may be no more than a manner of speaking.
    Weak,
    Strong,
}

/// A part of a message, and how it relates to what was said before it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub span: Span,
    pub mark: Mark,
}

static STRONG: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "make it|make that|i meant|i mean|i meant to say|scratch that|no wait|wait no|wait|correction|strike that
        |i misspoke|i mistyped|my mistake|my bad|oops|typo|let me correct that|let me correct|on second thought
        |on second thoughts|i changed my mind|changed my mind|have changed my mind|let me change that|change it to
        |change that to|switch it to|switch that to|it should be|that should be|should be|should have been
        |that should say|should say|i should have said|forget that|i was wrong|that was wrong|i made a mistake
        |made a mistake|let me rephrase|put instead|edit|update|whoops|oh wait|hold on|hang on|update it to
        |set it to|i take that back|take that back|better make it|it is supposed to be|rather make it|ignore that
        |disregard that|that is wrong|not that",
    )])
});

static WEAK: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "actually|sorry|no|apologies|rather|well actually|come to think of it|thinking about it|instead|pardon
        |excuse me|ah no|oh no|hmm no|to be precise|to be exact|or rather",
    )])
});

/// Cuts a message where something is taken back. The words that do so are used up.
pub(super) fn parts(message: &mut Message) -> Vec<Part> {
    let end = message.text.len();
    let (mut parts, mut start, mut mark, mut at) = (Vec::new(), 0, Mark::None, 0);
    while at < end {
        if let Some(next) = set_aside(message, at) {
            message.take(at..next);
            mark = mark.max(Mark::Weak);
            at = next;
            continue;
        }
        let Some((here, next)) = marker(message, at) else {
            // "my name is actually Ann" takes back without a pause.
            if matches!(message.text.word(at), "actually" | "rather" | "instead") && !message.used(at) {
                mark = mark.max(Mark::Weak);
            }
            at += 1;
            continue;
        };
        if (start..at).any(|i| !message.used(i)) {
            parts.push(Part { span: start..at, mark });
            mark = here;
        } else {
            mark = mark.max(here);
        }
        message.take(at..next);
        start = next;
        at = next;
    }
    if start < end || parts.is_empty() {
        parts.push(Part { span: start..end, mark });
    } else if let Some(last) = parts.last_mut().filter(|_| mark == Mark::Strong) {
        // "It is six years, I was wrong."
        last.mark = mark;
    }
    parts
}

/// "instead of Lagos", "rather than Lagos": what is set aside is no answer.
fn set_aside(message: &Message, at: usize) -> Option<usize> {
    let text = &message.text;
    let mut end = text.any_phrase(at, &["instead of", "rather than"]).filter(|_| !message.used(at))?;
    let limit = end + 4;
    while end < text.len()
        && end < limit
        && text.pause(end - 1) < Pause::Comma
        && !among(text.word(end), "and but please")
    {
        end += 1;
    }
    Some(end)
}

fn marker(message: &Message, at: usize) -> Option<(Mark, usize)> {
    let text = &message.text;
    if message.used(at) {
        return None;
    }
    let opens = || {
        text.opens_clause(at)
            || message.used(at - 1)
            || among(text.word(at - 1), "oh no but ah um well and ok okay please hmm can you let us actually")
    };
    if let Some(end) = STRONG.end(text, at).filter(|end| opens() && !fresh(text, at, *end)) {
        return Some((Mark::Strong, end));
    }
    if let Some(end) = negated_known(message, at) {
        return Some((Mark::Weak, end));
    }
    let weak = WEAK.end(text, at)?;
    let no = text.word(at) == "no" && weak == at + 1;
    // "no" takes back when a clause follows it: "no, Berlin".
    let apart = text.pause(at) == Pause::Comma && at + 1 < text.len();
    (if no { apart && opens() } else { opens() }).then_some((Mark::Weak, weak))
}

/// "wait times", "update my résumé": the same words as parts of something else.
fn fresh(text: &Text, at: usize, end: usize) -> bool {
    match text.word(at) {
        "wait" | "edit" | "update" | "correction" | "typo" => {
            end == at + 1
                && text.pause(at) == Pause::None
                && !among(text.word(at + 1), "actually i it no sorry make my that")
                && !text.word(at + 1).is_empty()
        }
        _ => false,
    }
}

/// "not Berlin, Munich": what is denied before the comma is no answer.
fn negated_known(message: &Message, at: usize) -> Option<usize> {
    let text = &message.text;
    if text.word(at) != "not" || !text.opens_clause(at) {
        return None;
    }
    let mut end = at + 1;
    while end < text.len() && end < at + 5 && text.pause(end - 1) < Pause::Comma {
        end += 1;
    }
    let short = text.pause(end - 1) >= Pause::Comma && text.pause(end - 1) < Pause::Question;
    let number = |i: usize| {
        text.word(i).starts_with(|c: char| c.is_ascii_digit())
            || among(text.word(i), "year years stage early late growth seed")
    };
    let named = (at + 1..end).all(|i| {
        !text.is(i, Classes::HARD | Classes::NEGATION)
            && (!text.is(i, Classes::COMMON)
                || text.is_capital(i)
                || text.is(i, Classes::ARTICLE | Classes::FIELD | Classes::ROLE)
                || number(i))
    });
    (short && named && end < text.len()).then_some(end)
}

const FIELD_NAMES: [(&str, Field); 5] = [
    ("name", Field::Name),
    ("role title position job profession", Field::Role),
    ("experience level seniority years", Field::ExperienceLevel),
    ("location city place town country", Field::Location),
    ("stage", Field::StartupStage),
];

/// The field that the words name, and where its value begins: "change my *location* to", "change my *location* from Oslo to".
pub(super) fn named_field(text: &Text, span: &Span) -> Option<(Field, usize)> {
    span.clone().find_map(|at| {
        let (_, field) = FIELD_NAMES.iter().find(|(names, _)| among(text.word(at), names))?;
        let mut after = at + 1;
        while *field != Field::Name
            && after < span.end
            && among(text.word(after), "level stage title of experience field preference")
        {
            after += 1;
        }
        let opened = text.opens_clause(at) || (at > span.start && among(text.word(at - 1), OWNERS));
        opened.then(|| value_after(text, span, at, after)).flatten().map(|start| (*field, start))
    })
}

/// What may stand before the name of a field.
const OWNERS: &str =
    "my the experience startup company job preferred current full first last change switch update correct fix edit set";

/// Where the value begins that follows the name of a field, if one does.
fn value_after(text: &Text, span: &Span, at: usize, after: usize) -> Option<usize> {
    let verb = |at: usize| among(text.word(at), "to is as should was would be into with");
    let before = text.word(at.wrapping_sub(2));
    let pause = text.pause(after - 1);
    let colon = pause == Pause::Colon;
    let comma = pause == Pause::Comma && among(before, "about on for of regarding change update correct fix edit");
    let direct = pause < Pause::Comma && among(before, "make set put");
    let from = (text.word(after) == "from").then(|| (after + 2..after + 6).find(|i| text.word(*i) == "to")).flatten();
    let mut start = from.unwrap_or(after);
    (verb(start) || colon || comma || direct).then_some(())?;
    while start < span.end && verb(start) && text.pause(start) < Pause::Comma {
        start += 1;
    }
    Some(start)
}

/// The field that is named after its value: "Toronto as my *location*", "Nadia for the *name*"; and where the value ends.
pub(super) fn named_before(text: &Text, clause: &Span) -> Option<(Field, usize)> {
    let mut end = clause.end;
    while end > clause.start && among(text.word(end - 1), "instead please now then field") {
        end -= 1;
    }
    let at = end.checked_sub(1).filter(|at| *at > clause.start)?;
    let (_, field) = FIELD_NAMES.iter().find(|(names, _)| among(text.word(at), names))?;
    let link = if among(text.word(at - 1), "my the a") { at.checked_sub(2)? } else { at - 1 };
    (link > clause.start && among(text.word(link), "as for")).then_some((*field, link))
}

/// "Can I change my location?", "I changed my mind about the role.": a change is announced, and what it should be is not said yet.
pub(super) fn announced(text: &Text, sentence: &Span) -> Option<Field> {
    let end = sentence.end;
    let (_, field) = FIELD_NAMES.iter().find(|(names, _)| among(text.word(end.wrapping_sub(1)), names))?;
    let change = sentence.clone().any(|at| {
        among(text.word(at), "change update correct fix edit switch")
            || text.phrase(at, "changed my mind about").is_some()
    });
    (sentence.len() <= 10 && change && among(text.word(end.wrapping_sub(2)), "my the startup company"))
        .then_some(*field)
}
