//! Work without a place: "remote", "from home".

use super::words::REMOTE;
use crate::offline::lexicon::Classes;
use crate::offline::message::{Message, Span};
use crate::offline::text::{Pause, among};

/// "Osaka or remote" and "remote or Osaka" are kept whole.
pub(super) fn or_place(message: &Message, at: usize) -> bool {
    matches!(message.text.word(at), "or")
        && message.text.pause(at - 1) < Pause::Comma
        && (message.place_at(at + 1).is_some() || message.text.is_capital(at + 1))
}

/// "remote" as a clause of its own, or before a job: "remote backend roles".
pub(super) fn remote(message: &Message, span: &Span, at: usize) -> Option<usize> {
    let end = remote_words(message, at)?;
    let text = &message.text;
    let mut clause_start = at;
    while clause_start > span.start && at < clause_start + 24 && text.pause(clause_start - 1) < Pause::Comma {
        clause_start -= 1;
    }
    let denied = (clause_start..at).any(|i| text.is(i, Classes::NEGATION));
    let mut clause_end = at + 1;
    while clause_end < span.end && clause_end < at + 24 && text.pause(clause_end - 1) < Pause::Comma {
        clause_end += 1;
    }
    let alone = message.trimmed(clause_start..clause_end) == (at..end);
    let before_role = end < clause_end
        && text.is(end, Classes::FIELD | Classes::ROLE)
        && !matches!(text.word(end), "support" | "it")
        && !is_remote_trade(text.word(end));
    let verbs = before_role
        || (clause_start..at)
            .any(|i| among(text.word(i), "open work working prefer want looking for be go a is am something anything"));
    let company = among(text.word(end), "first friendly company companies culture team teams work policy days");
    (!denied && !or_place(message, end) && !message.used(at) && (alone || (verbs && !company && end <= clause_end)))
        .then_some(end)
}

/// "remote *sensing*": a trade of that name, wherever it is done.
pub(in crate::offline) fn is_remote_trade(word: &str) -> bool {
    matches!(word, "sensing" | "control" | "controlled" | "piloting" | "monitoring")
}

/// "Remote, Europe": kept whole in answer to the question.
pub(super) fn remote_region(message: &Message, end: usize) -> bool {
    matches!(message.text.pause(end - 1), Pause::Comma | Pause::Bracket)
        && message.place_at(end).is_some_and(|(_, place)| place.is_region())
}

pub(super) fn remote_words(message: &Message, at: usize) -> Option<usize> {
    REMOTE.end(&message.text, at)
}
