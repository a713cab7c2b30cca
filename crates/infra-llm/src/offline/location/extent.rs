//! Where the name of a place ends: "Kansas City, MO", "palma de mallorca", "Osaka or remote".

use crate::offline::lexicon::{self, Classes, Place};
use crate::offline::message::{Message, Span};
use crate::offline::text::{Joint, Pause, among};

/// Where the name of a place that begins at `start` ends.
pub(super) fn value_end(message: &Message, span: &Span, start: usize) -> usize {
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

pub(super) fn inside_place(word: &str) -> bool {
    among(
        word,
        "remote anywhere city town area bay beach region island islands office remotely hybrid timezone timezones time",
    )
}

fn bracketed(message: &Message, span: &Span, at: usize) -> bool {
    let name = message.text.is_capital(at) && !message.text.is(at, Classes::HARD | Classes::COMMON | Classes::THING);
    at < span.end && (message.place_at(at).is_some() || name)
}

fn belongs(message: &Message, at: usize, start: usize) -> bool {
    let text = &message.text;
    let word = text.word(at);
    if among(word, "or and of de am the") && at > start {
        let next = at + 1;
        let other = message.place_at(next).is_some()
            || (text.is_capital(next) && !text.is(next, Classes::HARD) && !text.is(next, Classes::ROLE));
        let remote = word == "or" && matches!(text.word(next), "remote" | "remotely" | "anywhere");
        // "palma de mallorca"
        let lower = matches!(word, "de") && !text.is_capital(start) && text.is_unknown(next);
        return !message.used(next) && text.pause(at - 1) < Pause::Comma && (other || remote || lower);
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
pub(super) fn region_follows(message: &Message, at: usize) -> bool {
    if at >= message.text.len() || message.used(at) {
        return false;
    }
    if postal(message, at) {
        return true;
    }
    match message.place_at(at) {
        Some((end, place)) if place.is_region() => {
            end >= message.text.len()
                || message.text.pause(end - 1) >= Pause::Bracket
                || message.text.is(end, Classes::HARD)
                || message.used(end)
                || message.text.is(end, Classes::FILLER)
        }
        _ => false,
    }
}

/// Two letters that close the clause: "Kansas City, MO", "austin, tx".
fn postal(message: &Message, at: usize) -> bool {
    let text = &message.text;
    let word = text.word(at);
    let closes = at + 1 == text.len() || text.pause(at) >= Pause::Bracket;
    let capitals = text.slice(at, at + 1).chars().all(char::is_uppercase);
    let known = !capitals && lexicon::place(word).is_some_and(Place::is_region);
    closes
        && word.len() == 2
        && (capitals || known)
        && !text.is(at, Classes::HARD | Classes::COMMON | Classes::FIELD | Classes::ROLE | Classes::THING)
}
