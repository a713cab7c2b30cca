//! A plain answer to the question about the place, which needs no word before it.

use super::extent::{inside_place, region_follows, value_end};
use super::remote::{or_place, remote_region, remote_words};
use super::{is_link, kept, opening};
use crate::offline::lexicon::Classes;
use crate::offline::message::{Message, Span};
use crate::offline::text::{Pause, among};

/// The whole of a plain answer to the question about the place.
pub(in crate::offline) fn plain(message: &Message, clause: Span, sentence_end: usize) -> Option<(Span, String)> {
    // "Nice, France": "nice" opens many an answer, and is a city all the same.
    let city = message
        .place_at(clause.start)
        .filter(|(end, _)| clause.start == 0 && (region_follows(message, *end) || *end == message.text.len()));
    let leads = ["i live", "i work", "would be", "my city is", "the city of", "somewhere", "someplace"];
    let span = if city.is_some() { clause } else { message.after_lead_in(clause, &leads) };
    let start = if city.is_some() { span.start } else { opening(message, span.start) };
    if start >= span.end {
        return None;
    }
    if let Some(found) = remote_words(message, start).and_then(|end| remote(message, start, end, span.end)) {
        return Some(found);
    }
    let end = plain_end(message, &(start..sentence_end), start);
    (end > start && names_a_place(message, start..end, span.end)).then(|| (start..end, kept(message, start..end)))
}

/// "Remote" with what belongs to it; nothing when a place follows that is kept with it.
fn remote(message: &Message, start: usize, end: usize, limit: usize) -> Option<(Span, String)> {
    let text = &message.text;
    if remote_region(message, end) && text.pause(end - 1) == Pause::Comma {
        let end = message.place_at(end).map_or(end, |(end, _)| end);
        return Some((start..end, kept(message, start..end)));
    }
    // "Remote (EU)": kept whole.
    let bracket = text.pause(end - 1) == Pause::Bracket;
    let closed = (end..end + 5).find(|at| text.mark_after(*at) == Some(')'));
    if bracket && let Some(last) = closed {
        return Some((start..last + 1, kept(message, start..last + 1)));
    }
    let goes_on = end < limit && (message.place_at(end).is_some() || among(text.word(end), "in or within from"));
    let opened = bracket && text.mark_after(end - 1).is_some_and(|c| c != ')');
    (!goes_on && !or_place(message, end) && !opened).then(|| (start..end, "Remote".to_owned()))
}

/// Neither everyday words, nor digits, nor a link.
fn names_a_place(message: &Message, words: Span, limit: usize) -> bool {
    let text = &message.text;
    let start = words.start;
    let refused = words.clone().any(|i| {
        text.is(i, Classes::PRONOUN)
            || (text.is(i, Classes::NEGATION) && text.word(i) != "except")
            || text.is(i, Classes::NONSENSE)
            || is_link(text.word(i))
    }) || text.word(start).starts_with(|c: char| c.is_ascii_digit());
    let nothing = words.clone().all(|i| {
        let everyday = text.is(i, Classes::COMMON)
            && (!text.is_capital(i) || (i == 0 && text.len() > 1))
            && !inside_place(text.word(i))
            && message.place_at(i).is_none();
        everyday || text.is(i, Classes::HARD | Classes::ARTICLE)
    });
    let anywhere = matches!(text.word(start), "anywhere" | "everywhere" | "wherever")
        && words.end == start + 1
        && !message.any(words.end..limit, Classes::PRONOUN);
    !refused && (!nothing || anywhere)
}

/// In answer to the question the name may run over commas into further names.
fn plain_end(message: &Message, span: &Span, start: usize) -> usize {
    let text = &message.text;
    if text.word(start) == "remote" || matches!(text.word(start), "anywhere" | "wherever" | "hybrid") {
        let mut end = start + 1;
        while end < span.end
            && !message.used(end)
            && text.pause(end - 1) < Pause::Comma
            && (among(text.word(end), "in or within from the is fine but except outside of")
                || message.place_at(end).is_some()
                || text.is_capital(end))
        {
            end = message.place_at(end).map_or(end + 1, |(end, _)| end);
        }
        while end > start + 1 && among(text.word(end - 1), "in or within from the is fine but except outside of") {
            end -= 1;
        }
        return end;
    }
    let mut end = value_end(message, span, start);
    // "Springfield, Ruritania": a second name after the comma, in capitals and nothing else.
    while end > start && end < span.end && text.pause(end - 1) == Pause::Comma {
        let or = usize::from(text.word(end) == "or");
        let remote = remote_words(message, end + or).filter(|_| or == 1);
        let next = remote.unwrap_or_else(|| value_end(message, span, end + or));
        let closes = next >= span.end || text.pause(next - 1) >= Pause::Comma;
        let fits = |i: usize| text.is_capital(i) || matches!(text.word(i), "or" | "and" | "remote" | "anywhere");
        let name = next > end + or
            && next <= end + 5
            && closes
            && (end..next).all(|i| fits(i) && !message.used(i) && !text.is(i, Classes::ROLE));
        if !name {
            break;
        }
        end = next;
    }
    end
}
