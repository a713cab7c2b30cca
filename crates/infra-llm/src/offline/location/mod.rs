//! Where someone wants to work: after words like "based in", or recognised, or said in answer to the question.

mod plain;
mod remote;
mod words;

use super::lexicon::{Classes, Place};
use super::message::{Find, Message, Span, Value};
use super::text::{Joint, Pause, among};

pub(super) use plain::plain;
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
        message.take(words);
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
    let text = &message.text;
    let (after, rank) = TRIGGERS.strongest(text, at)?;
    if after >= span.end
        || text.pause(after - 1) >= Pause::Comma && !(rank == 5 && text.pause(after - 1) <= Pause::Colon)
    {
        return None;
    }
    let label = after == at + 1 && rank == 5;
    if label && text.pause(at) != Pause::Colon {
        return None;
    }
    let moves = text.word(at) == "to"
        && (at.saturating_sub(6).max(span.start)..at)
            .any(|i| among(text.word(i), "moving move moved relocating relocate going go"));
    let rank = if moves { 5 } else { rank };
    let rank = if tentative(message, span, at) { 1 } else { rank };
    let after = opening(message, after);
    if rank >= 3
        && let Some(end) = remote_words(message, after)
        && end <= span.end
        && !or_place(message, end)
    {
        return Some((rank, after..end, true));
    }
    let end = value_end(message, span, after);
    if rank == 2 && at > span.start && matches!(text.word(at - 1), "anywhere") && message.place_at(after).is_some() {
        return Some((2, at - 1..end, false));
    }
    (end > after && plausible(message, after..end, rank, asked)).then_some((rank, after..end, false))
}

/// "open to relocating to Munich" is weaker than where someone lives; so is where someone used to be.
fn tentative(message: &Message, span: &Span, at: usize) -> bool {
    let from = at.saturating_sub(4).max(span.start);
    (from..at).any(|i| {
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
            "the in near around like either maybe currently now is should be to beautiful sunny rainy of city greater central downtown just outside actually",
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

/// Where the name of a place that begins at `start` ends.
fn value_end(message: &Message, span: &Span, start: usize) -> usize {
    let text = &message.text;
    let mut at = start;
    while at < span.end && at < start + 8 && !message.used(at) {
        if let Some((end, _)) = message.place_at(at) {
            at = end;
        } else if belongs(message, at, start) {
            at += 1;
        } else {
            break;
        }
        let pause = text.pause(at - 1);
        if pause == Pause::Comma && region_follows(message, at) {
            continue;
        }
        if pause == Pause::Comma && text.word(at) == "the" && region_follows(message, at + 1) {
            at += 1;
            continue;
        }
        if pause == Pause::Bracket && text.mark_after(at - 1) != Some(')') && bracketed(message, span, at) {
            continue;
        }
        if pause >= Pause::Bracket {
            break;
        }
    }
    while at > start
        && (matches!(text.word(at - 1), "or" | "and" | "the" | "of" | "a")
            || (text.is(at - 1, Classes::COMMON)
                && !text.is_capital(at - 1)
                && text.token(at - 1).joint != Joint::Hyphen
                && at - 1 > start
                && !inside_place(text.word(at - 1))))
    {
        at -= 1;
    }
    at
}

fn inside_place(word: &str) -> bool {
    among(
        word,
        "remote anywhere city town area bay beach region island islands office remotely hybrid timezone timezones time",
    )
}

fn bracketed(message: &Message, span: &Span, at: usize) -> bool {
    at < span.end && message.place_at(at).is_some()
}

fn belongs(message: &Message, at: usize, start: usize) -> bool {
    let text = &message.text;
    let word = text.word(at);
    if among(word, "or and of de am the") && at > start {
        let next = at + 1;
        let other = message.place_at(next).is_some()
            || (text.is_capital(next) && !text.is(next, Classes::HARD) && !text.is(next, Classes::ROLE));
        let remote = word == "or" && matches!(text.word(next), "remote" | "remotely" | "anywhere");
        return !message.used(next) && text.pause(at - 1) < Pause::Comma && (other || remote);
    }
    if word.starts_with(|c: char| c.is_ascii_digit())
        || word.contains('@')
        || text.is(at, Classes::PRONOUN)
        || text.is(at, Classes::ARTICLE)
    {
        return false;
    }
    if inside_place(word) && at > start {
        return true;
    }
    if at > start && text.token(at).joint == Joint::Hyphen && word != "based" {
        return true;
    }
    let capital = text.is_capital(at);
    let everyday = text.is(at, Classes::HARD)
        || (text.is(at, Classes::COMMON) && !capital)
        || text.is(at, Classes::FILLER) && !capital
        || text.is(at, Classes::VACANCY) && !capital;
    let trade = (text.is(at, Classes::ROLE) || text.is(at, Classes::FIELD)) && !capital;
    !everyday && !trade
}

/// "Berlin, Germany", "Springfield, Illinois".
fn region_follows(message: &Message, at: usize) -> bool {
    if at >= message.text.len() || message.used(at) {
        return false;
    }
    match message.place_at(at) {
        Some((end, Place::Region)) => {
            end >= message.text.len()
                || message.text.pause(end - 1) >= Pause::Bracket
                || message.text.is(end, Classes::HARD)
                || message.used(end)
                || message.text.is(end, Classes::FILLER)
        }
        _ => false,
    }
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
