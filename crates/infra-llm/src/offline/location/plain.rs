//! A plain answer to the question about the place, which needs no word before it.

use super::remote::{or_place, remote_region, remote_words};
use super::{inside_place, is_link, kept, opening, region_follows, value_end};
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
    let whole = start..sentence_end;
    if let Some(end) = remote_words(message, start) {
        if remote_region(message, end) && message.text.pause(end - 1) == Pause::Comma {
            let end = message.place_at(end).map_or(end, |(end, _)| end);
            return Some((start..end, kept(message, start..end)));
        }
        // "Remote (EU)": kept whole.
        let closed = (end..end + 5).find(|at| message.text.mark_after(*at) == Some(')'));
        if message.text.pause(end - 1) == Pause::Bracket
            && let Some(last) = closed
        {
            return Some((start..last + 1, kept(message, start..last + 1)));
        }
        let last = end >= span.end
            || !(message.place_at(end).is_some()
                || message.text.word(end) == "in"
                || message.text.word(end) == "or"
                || message.text.word(end) == "within"
                || message.text.word(end) == "from");
        if last && !or_place(message, end) {
            let bracket = message.text.pause(end - 1) == Pause::Bracket
                && message.text.mark_after(end - 1).is_some_and(|c| c != ')');
            if !bracket {
                return Some((start..end, "Remote".to_owned()));
            }
        }
    }
    let end = plain_end(message, &whole, start);
    let text = &message.text;
    let refused = (start..end)
        .any(|i| text.is(i, Classes::PRONOUN) || text.is(i, Classes::NEGATION) || text.is(i, Classes::NONSENSE))
        || text.word(start).starts_with(|c: char| c.is_ascii_digit());
    let nothing = (start..end).all(|i| {
        text.is(i, Classes::HARD)
            || (text.is(i, Classes::COMMON)
                && (!text.is_capital(i) || (i == 0 && message.text.len() > 1))
                && !inside_place(text.word(i))
                && message.place_at(i).is_none())
            || text.is(i, Classes::ARTICLE)
    });
    let link = (start..end).any(|i| is_link(text.word(i)));
    let anywhere = matches!(text.word(start), "anywhere" | "everywhere" | "wherever")
        && end == start + 1
        && !message.any(end..span.end, Classes::PRONOUN);
    (end > start && !refused && !link && (!nothing || anywhere)).then(|| (start..end, kept(message, start..end)))
}

/// In answer to the question the name may run over commas into further names.
fn plain_end(message: &Message, span: &Span, start: usize) -> usize {
    let text = &message.text;
    if text.word(start) == "remote" || matches!(text.word(start), "anywhere" | "wherever" | "hybrid") {
        let mut end = start + 1;
        while end < span.end
            && !message.used(end)
            && text.pause(end - 1) < Pause::Comma
            && (among(text.word(end), "in or within from the is fine")
                || message.place_at(end).is_some()
                || text.is_capital(end))
        {
            end = message.place_at(end).map_or(end + 1, |(end, _)| end);
        }
        while end > start + 1 && among(text.word(end - 1), "in or within from the is fine") {
            end -= 1;
        }
        return end;
    }
    let mut end = value_end(message, span, start);
    // "Springfield, Ruritania": a second name after the comma, in capitals and nothing else.
    while end > start && end < span.end && text.pause(end - 1) == Pause::Comma {
        let next = value_end(message, span, end);
        let closes = next >= span.end || text.pause(next - 1) >= Pause::Comma;
        let fits = |i: usize| text.is_capital(i) || matches!(text.word(i), "or" | "and" | "remote" | "anywhere");
        let name = next > end
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
