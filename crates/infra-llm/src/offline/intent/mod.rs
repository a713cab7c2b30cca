//! What kind of utterance a sentence is: a question, an attempt to give orders, a way to decline.

mod markup;
mod orders;

use super::lexicon::Classes;
use super::message::{Message, Span};
use super::text::{Pause, Text, among};

pub(super) use orders::silence_orders;

/// Asks rather than tells.
pub(super) fn is_question(text: &Text, span: &Span) -> bool {
    asks(text, span.start, span.end, text.pause(span.end - 1) == Pause::Question)
}

/// "Could you change my role to ...": a request, however it is put.
fn requests(text: &Text, at: usize) -> bool {
    let you = text.any_phrase(
        at,
        &[
            "could you",
            "can you",
            "would you",
            "will you",
            "could you please",
            "can you please",
            "may i",
            "can i",
            "can we",
            "could we",
            "could i",
        ],
    );
    you.is_some_and(|next| {
        among(text.word(next), "change update put correct fix switch edit set")
            || text.any_phrase(next, &["call me", "make it", "make that"]).is_some()
    })
}

/// Whether a question begins at this word: "why ...", "do you ...".
fn asks(text: &Text, at: usize, end: usize, marked: bool) -> bool {
    if requests(text, at) {
        return false;
    }
    let mut at = at;
    while at + 1 < end
        && (text.is(at, Classes::FILLER | Classes::GREETING) || among(text.word(at), "but and wait hang on there"))
        && text.pause(at) < Pause::Stop
    {
        at += 1;
    }
    let next = text.word(at + 1);
    match text.word(at) {
        "why" | "how" | "who" | "whose" | "whom" => marked || !matches!(next, "i"),
        // "The same as now, which is design."
        "which" | "where" if !marked && at > 0 && text.pause(at - 1) == Pause::Comma => false,
        "what" | "which" | "when" | "where" => {
            marked || !matches!(next, "i" | "my") && text.phrase(at, "what is more").is_none()
        }
        _ if text.phrase(at, "wdym").is_some() => true,
        _ => {
            text.is(at, Classes::AUXILIARY)
                && (among(next, "you i it we they there this that anyone")
                    || marked && next == "not"
                    || marked && next != "be" && !matches!(text.word(at), "will" | "may" | "might")
                    || marked && text.is(at + 1, Classes::PRONOUN | Classes::ARTICLE))
        }
    }
}

/// The words that nobody may read an answer from: questions. A short guess with a question mark is still an answer.
pub(super) fn silence_questions(message: &mut Message) {
    for sentence in message.sentences(0..message.text.len()) {
        let marked = message.text.pause(sentence.end - 1) == Pause::Question;
        for clause in message.clauses(sentence.clone()) {
            let last = clause.end == sentence.end;
            let joined = (clause.start + 1..clause.end).find(|at| {
                matches!(message.text.word(*at), "but" | "and" | "so")
                    && asks(&message.text, at + 1, clause.end, marked && last)
                    && message.text.word(at + 1) != "where"
            });
            if asks(&message.text, clause.start, clause.end, marked && last) {
                message.take(clause.start..if marked { sentence.end } else { clause.end });
            } else if let Some(at) = joined {
                message.take(at..sentence.end);
            }
        }
        let left: Vec<usize> = sentence.clone().filter(|at| !message.used(*at)).collect();
        let words = left.len();
        let about_us = left.iter().any(|at| message.text.is(*at, Classes::PRONOUN))
            && !sentence.clone().any(|at| matches!(message.text.word(at), "i"));
        let echo = sentence.clone().all(|at| {
            message.text.is(at, Classes::COMMON | Classes::HARD | Classes::FILLER | Classes::ARTICLE)
                && !message.text.is(at, Classes::ROLE | Classes::FIELD)
        }) && words <= 2
            && !among(
                message.text.word(sentence.start),
                "remote growth seed early late public anywhere series unicorn",
            )
            && !message.text.word(sentence.start).starts_with(|c: char| c.is_ascii_digit())
            && message.place_at(sentence.start).is_none();
        if marked && message.text.source.contains('¿') {
            message.take(sentence.clone());
        }
        if marked && (about_us || echo) && !requests(&message.text, sentence.start) {
            message.take(sentence);
        }
    }
}

/// "maybe later", "not now": nothing but words of putting it off.
fn postpones(text: &Text, span: Span) -> bool {
    const WORDS: &str = "maybe perhaps possibly probably later now not right just yet some another other time i will do tell add ask me you again it that this on no let us thanks thank please ok sure well";
    let off = |at: usize| {
        text.word(at) == "later"
            || text
                .any_phrase(at, &["not now", "not right now", "not just now", "another time", "some other time"])
                .is_some()
    };
    span.clone().all(|at| among(text.word(at), WORDS)) && span.clone().any(off)
}

/// "no", "none, thanks", "nothing comes to mind": only words of declining, and one that says so.
pub(super) fn declines(text: &Text, span: Span) -> bool {
    if span.is_empty() || span.len() > 14 {
        return false;
    }
    if postpones(text, span.clone()) {
        return true;
    }
    let made_of = span.clone().all(|at| text.is(at, Classes::DECLINE | Classes::ADVERB));
    let says_no = span.clone().any(|at| {
        among(text.word(at), "no nope nah none nothing not skip pass n/a na nil nada never nop noo zilch nevermind done finished negative") || text.phrase(at, "n a").is_some()
            || [
                "that is it",
                "that is all",
                "that is everything",
                "that covers",
                "i am good",
                "i am fine",
                "all good",
                "all fine",
                "all set",
                "all done",
                "i am okay",
                "i am ok",
                "that will be all",
                "that is about it",
                "that would be all",
                "that would be it",
                "that will be it",
                "that is enough",
                "leave it",
                "move on",
                "we are good",
                "good here",
                "good as is",
                "all for now",
                "i am set",
            ]
            .iter()
            .any(|phrase| text.phrase(at, phrase).is_some())
    });
    let wants = span.clone().any(|at| matches!(text.word(at), "wait"));
    made_of && says_no && !wants
}
