//! Where someone wants to work: after words like "based in", or recognised, or said in answer to the question.

mod extent;
mod plain;
mod remote;
mod words;

use super::lexicon::Classes;
use super::message::{Find, Message, Span, Value};
use super::role;
use super::text::{Joint, Pause, among};

use extent::value_end;
pub(super) use plain::plain;
pub(super) use remote::is_remote_trade;
use remote::{or_place, remote, remote_region, remote_words};
use words::TRIGGERS;

pub(super) fn find(message: &mut Message, span: Span, asked: bool) -> Option<Find> {
    let mut best: Option<(u8, Span, bool)> = None;
    let mut at = span.start;
    while at < span.end {
        let Some((rank, words, remote)) = said_at(message, &span, at, asked) else {
            at += 1;
            continue;
        };
        let denied = message.denies(span.start, at, 5);
        at = words.end.max(at + 1);
        if denied {
            message.take(words);
            continue;
        }
        if best.as_ref().is_none_or(|(other, ..)| rank > *other) {
            best = Some((rank, words.clone(), remote));
        }
        let based = usize::from(message.text.word(words.end) == "based");
        message.take(words.start..words.end + based);
    }
    let (rank, words, remote) = best?;
    let place = if remote { "Remote".to_owned() } else { kept(message, words.clone()) };
    Some(Find { value: Value::Location(place), at: words.start, rank, outright: rank >= 4 })
}

fn said_at(message: &Message, span: &Span, at: usize, asked: bool) -> Option<(u8, Span, bool)> {
    if message.used(at) {
        return None;
    }
    if let Some(end) = remote(message, span, at).filter(|end| !(asked && remote_region(message, *end))) {
        return Some((1, at..end, true));
    }
    if let Some(found) = suffixed(message, span, at) {
        return Some(found);
    }
    let (after, rank) = lead(message, span, at)?;
    let after = opening(message, after);
    let in_remote = remote_words(message, after).filter(|end| *end <= span.end && !or_place(message, *end));
    if let Some(end) = in_remote.filter(|_| rank >= 3) {
        return Some((rank, after..end, true));
    }
    let end = value_end(message, span, after);
    // "remote from Portugal", "anywhere in Europe": kept whole.
    let before =
        if at > span.start && message.text.pause(at - 1) < Pause::Comma { message.text.word(at - 1) } else { "" };
    let whole = (asked && end > after && among(before, "remote remotely"))
        || (rank == 2 && before == "anywhere" && message.place_at(after).is_some());
    if whole {
        return Some((2, at - 1..end, false));
    }
    (end > after && plausible(message, after..end, rank, asked)).then_some((rank, after..end, false))
}

/// The words that lead up to a place: where they end, and how sure they are.
fn lead(message: &Message, span: &Span, at: usize) -> Option<(usize, u8)> {
    let text = &message.text;
    let (mut after, mut rank) = TRIGGERS.strongest(text, at)?;
    // "city: Pune" is a label; "based in Pune" is not.
    let label = after == at + 1 && rank == 5;
    if label && text.pause(at) != Pause::Colon {
        (after, rank) = TRIGGERS.longest(text, at).filter(|(end, _)| *end > at + 1)?;
    }
    let pause = text.pause(after - 1);
    if after >= span.end || pause >= Pause::Comma && !(rank == 5 && pause <= Pause::Colon) {
        return None;
    }
    // "moving from QA to product management" leads to no place.
    let trade = (at.saturating_sub(6).max(span.start)..=at)
        .any(|i| role::changed_to(message, span, i).is_some_and(|to| to > at));
    if trade && matches!(text.word(at), "to" | "from" | "moving" | "move") {
        return None;
    }
    if left_behind(message, at).is_some() {
        return None;
    }
    let left = (at.saturating_sub(6).max(span.start)..at).any(|i| left_behind(message, i) == Some(at));
    let moves = left
        || text.word(at) == "to"
            && (at.saturating_sub(6).max(span.start)..at)
                .any(|i| among(text.word(i), "moving move moved relocating relocate going go"));
    let rank = if moves { 5 } else { rank };
    Some((after, if tentative(message, span, at) { 1 } else { rank }))
}

/// "from Oslo to Bergen": the place after "from" is left for another; where the "to" stands.
fn left_behind(message: &Message, at: usize) -> Option<usize> {
    let text = &message.text;
    let (to, _) = message.place_at(at + 1).filter(|_| text.word(at) == "from")?;
    let other = message.place_at(to + 1).is_some() || text.is_capital(to + 1);
    (text.word(to) == "to" && text.pause(to - 1) < Pause::Comma && other).then_some(to)
}

/// "open to relocating to Munich" is weaker than where someone lives; so is where someone used to be.
fn tentative(message: &Message, span: &Span, at: usize) -> bool {
    let from = at.saturating_sub(4).max(span.start);
    let text = &message.text;
    let may = among(text.word(at), "move relocate")
        && (from..at).any(|i| among(text.word(i), "would could can might happy ready prepared"))
        && !(from..at).any(|i| among(text.word(i), "like love want"));
    may || (from..at).any(|i| {
        among(message.text.word(i), "open willing used born not grew raised originally was could than leaving consider")
    }) || matches!(message.text.word(at), "born")
}

/// Skips what may open the name of a place without belonging to it.
fn opening(message: &Message, at: usize) -> usize {
    let mut at = at;
    // "10115 Berlin"
    if message.text.word(at).bytes().all(|b| b.is_ascii_digit()) && message.text.is_capital(at + 1) {
        at += 1;
    }
    while message.text.pause(at) < Pause::Comma
        && message.place_at(at).is_none()
        && among(
            message.text.word(at),
            "the in near around like either maybe currently now is should be to beautiful sunny rainy of city greater central downtown just outside actually a small little village town suburb called named",
        )
    {
        // "Greater London", "Central America": part of the name when it is written so.
        if matches!(message.text.word(at), "greater" | "central" | "city") && message.text.is_capital(at) {
            break;
        }
        at += 1;
    }
    at
}

fn plausible(message: &Message, span: Span, rank: u8, asked: bool) -> bool {
    let text = &message.text;
    let at = span.start;
    let known = message.place_at(at).is_some();
    let thing = text.is(at, Classes::THING)
        || text.is(at, Classes::FIELD)
        || text.is(at, Classes::ROLE)
        || text.is(at, Classes::NONSENSE);
    if known {
        // "or", "on", "in": a state's letters only where a place is certain.
        return text.word(at).chars().count() > 2 || text.is_capital(at);
    }
    match rank {
        4.. => !text.is(at, Classes::HARD) && (!thing || text.is_capital(at) && !text.is(at, Classes::THING)),
        3 => {
            !thing
                && !text.is(at, Classes::HARD)
                && text.word(at - 1) != "prefer"
                && (text.is_capital(at) || (asked && !text.is(at, Classes::COMMON)))
        }
        // "a nurse in Uttoxeter", "at a startup in Uttoxeter"
        2 if text.word(at - 1) == "in" && !asked => {
            at >= 2
                && (message.used(at - 2) && !among(text.word(at - 2), "years yrs year experience exp months decade")
                    || text.is(at - 2, Classes::ROLE | Classes::VACANCY))
                && text.is_capital(at)
                && text.is_unknown(at)
                && text.word(at).chars().count() > 3
        }
        2 => {
            !thing && asked && text.is_capital(at) && !text.is(at, Classes::HARD) && text.word(at - 1) != "at"
                || (text.word(at - 1) == "from" && text.is_capital(at) && !thing)
        }
        _ => false,
    }
}

/// "Berlin-based", "I'm Berlin based".
fn suffixed(message: &Message, span: &Span, at: usize) -> Option<(u8, Span, bool)> {
    let text = &message.text;
    if !(at + 1..at + 5).any(|next| text.word(next) == "based") {
        return None;
    }
    let end = message.place_at(at).map_or(at + 1, |(end, _)| end);
    let based = end < span.end
        && text.word(end) == "based"
        && (text.token(end).joint == Joint::Hyphen || message.place_at(at).is_some());
    let apt = !text.is(at, Classes::COMMON)
        && !text.is(at, Classes::FIELD)
        && !text.is(at, Classes::THING)
        && !matches!(text.word(at), "home" | "value" | "evidence");
    (based && apt && end < span.end).then_some((4, at..end, false))
}

/// What is kept of the words: as written.
fn kept(message: &Message, span: Span) -> String {
    message.text.slice(span.start, span.end).to_owned()
}

pub(super) fn is_link(word: &str) -> bool {
    let site = word.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "com" | "org"));
    site || word.contains('@') || word.starts_with("http") || word.starts_with("www.")
}

impl super::text::Text<'_> {
    pub fn is_capital(&self, at: usize) -> bool {
        at < self.len() && self.token(at).capital
    }
}
