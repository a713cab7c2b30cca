//! Titles that are recognised by their last word, wherever they stand on their own: after an article, at the start of a clause.

use super::title::{continues, heads, titled, value};
use crate::offline::lexicon::Classes;
use crate::offline::message::{Message, Span};
use crate::offline::text::{Pause, among};

/// The first such title. `by_name` when an answer to the question about the name is read.
pub(super) fn headed(message: &Message, span: &Span, by_name: bool) -> Option<Span> {
    span.clone().filter(|at| !message.used(*at) && heads(message, *at)).find_map(|at| {
        let start = start(message, span, at);
        let (words, _) = value(message, span, start)?;
        let nonsense = words.len() == 1 && message.text.is(at, Classes::NONSENSE);
        let person = names_a_person(message, at, words.end)
            || surname(message, start, at)
            || surnames_only(message, &words)
            || (by_name && lower_case_name(message, span, &words, at));
        let title = stands_alone(message, span, start) && titled(message, words.clone());
        (title && !nonsense && !person).then_some(words)
    })
}

/// Where the title that ends in this head noun begins.
fn start(message: &Message, span: &Span, at: usize) -> usize {
    let text = &message.text;
    let mut start = at;
    while start > span.start && at < start + 10 && !message.used(start - 1) && text.pause(start - 1) < Pause::Comma {
        let before = start - 1;
        let paired = text.word(before) == "and"
            && before > span.start
            && text.is(start - 2, Classes::FIELD)
            && text.is(start, Classes::FIELD);
        let link = matches!(text.word(before), "or" | "and" | "of" | "in");
        if !paired && (link || !continues(message, before, span.start)) {
            break;
        }
        start = before;
    }
    while start < at && text.is(start, Classes::FILLER) && !text.is_capital(start) {
        start += 1;
    }
    start
}

/// What comes before shows that a title begins here, and that it is not denied or someone else's.
fn stands_alone(message: &Message, span: &Span, start: usize) -> bool {
    let text = &message.text;
    if message.denies(span.start, start, 6) {
        return false;
    }
    if start == span.start {
        return true;
    }
    let before = start - 1;
    let opened = text.pause(before) >= Pause::Comma
        || message.used(before)
        || text.is(before, Classes::ARTICLE | Classes::FILLER)
        || among(text.word(before), "as i am and remote former experienced");
    opened && !matches!(text.word(before), "my" | "the" | "your" | "their" | "our")
}

/// "Captain Ahmed Saleh": what follows the head noun is a name.
fn names_a_person(message: &Message, at: usize, end: usize) -> bool {
    let text = &message.text;
    let next = at + 1;
    let spaced = next < end && text.pause(at) == Pause::None && text.joint_is_space(next);
    spaced
        && text.is_capital(at)
        && text.is_capital(next)
        && !text.is(next, Classes::FIELD | Classes::ROLE | Classes::COMMON)
}

/// "Emily Baker"
fn surname(message: &Message, start: usize, at: usize) -> bool {
    let text = &message.text;
    text.is(at, Classes::SURNAME)
        && text.is_capital(at)
        && start < at
        && text.is_capital(start)
        && !text.is(at - 1, Classes::FIELD)
}

/// "Mason Cook"
fn surnames_only(message: &Message, words: &Span) -> bool {
    let text = &message.text;
    words.len() > 1 && words.clone().all(|at| text.is(at, Classes::SURNAME) && text.is_capital(at))
}

/// "olivia taylor", but not "lorry driver".
fn lower_case_name(message: &Message, span: &Span, words: &Span, at: usize) -> bool {
    let text = &message.text;
    words.len() == 2
        && *words == message.trimmed(span.clone())
        && text.is(at, Classes::SURNAME)
        && text.is_unknown(words.start)
        && !among(text.word(at), "driver gardener guard singer painter usher host cook farmer fisherman")
}
