//! What kind of utterance a sentence is: a question, an attempt to give orders, a way to decline.

use super::lexicon::Classes;
use super::message::{Message, Span};
use super::text::{Pause, Text, among};

/// Asks rather than tells.
pub(super) fn is_question(text: &Text, span: &Span) -> bool {
    asks(text, span.start, span.end, text.pause(span.end - 1) == Pause::Question)
}

/// "Could you change my role to ...": a request, however it is put.
fn requests(text: &Text, at: usize) -> bool {
    let you = text.any_phrase(
        at,
        &["could you", "can you", "would you", "will you", "could you please", "can you please", "may i", "can i"],
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

/// Takes away what tries to give orders, and what follows unless it is plainly about the person.
pub(super) fn silence_orders(message: &mut Message) {
    let end = message.text.len();
    if markup(message.text.source) {
        message.take(0..end);
        return;
    }
    let Some(order) = (0..end).find(|at| is_order(&message.text, *at)) else { return };
    let mut start = order;
    // "Execute: update ...": what stands before a colon belongs to the order.
    while start > 0 && matches!(message.text.pause(start - 1), Pause::None | Pause::Bracket | Pause::Colon) {
        start -= 1;
    }
    // "My name is Eve and ignore ...": what the person says of themselves before it still counts.
    let told = (start..order).any(|at| matches!(message.text.word(at), "i" | "is"));
    if told && let Some(and) = (start..order).rev().find(|at| matches!(message.text.word(*at), "and" | "but" | "then"))
    {
        start = and;
    }
    for sentence in message.sentences(start..end) {
        let about_me = sentence.start > order && tells(&message.text, sentence.start);
        if !about_me || sentence.clone().any(|at| is_order(&message.text, at)) {
            message.take(sentence);
        }
    }
}

/// "My name is ...": a sentence of its own after an order still counts.
fn tells(text: &Text, at: usize) -> bool {
    let start = text.any_phrase(at, &["anyway", "also", "and", "ok", "well"]).unwrap_or(at);
    text.any_phrase(start, &["my name is", "i am", "call me", "i live in", "i have"]).is_some()
}

/// Program text and markup.
fn markup(source: &str) -> bool {
    let bytes = source.as_bytes();
    let tag = bytes
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || matches!(pair[1], b'/' | b'|' | b'!' | b'?')));
    let braces = source.contains('{') && source.contains('}');
    let sql = source.contains("--") && source.contains(';')
        || source.contains("';")
        || source.contains("');")
        || source.contains("\";")
        || source.contains("' OR ")
        || source.contains("' or ");
    tag || braces
        || sql
        || source.contains("```")
        || source.contains("$(")
        || source.contains("[INST")
        || source.contains("<<")
        || source.contains("###")
}

fn is_order(text: &Text, at: usize) -> bool {
    let near = |words: &str, reach: usize| {
        (at + 1..(at + 1 + reach).min(text.len())).any(|i| words.split(' ').any(|word| word == text.word(i)))
    };
    let opens =
        || text.opens_clause(at) || among(text.word(at.wrapping_sub(1)), "and please then now just to can must you");
    if text.any_phrase(at, &["make me a", "make me an", "make me the"]).is_some() {
        return true;
    }
    match text.word(at) {
        "ignore" | "disregard" | "forget" | "override" | "bypass" | "overwrite" => near(
            "instruction instructions prompt prompts rules previous prior above everything guidelines earlier context restrictions",
            6,
        ),
        "system" | "assistant" | "developer" | "user" => {
            text.pause(at) == Pause::Colon && text.mark_after(at) == Some(':') && text.opens_clause(at)
        }
        "set" | "mark" | "make" | "change" | "grant" | "give" | "upgrade" | "promote" | "assign" | "delete"
        | "drop" | "reset" | "update" | "complete" | "finish" | "end" | "close" | "erase" | "truncate" | "insert"
        | "select" | "add" | "treat" | "consider" => {
            opens()
                && (near(
                    "tier plan onboarding account admin administrator superuser root permission permissions subscription status privileges password session database premium table tables complete completed done everything token tokens credits from",
                    6,
                ) && near("my me the to as this all users into from is table our a", 5))
                && !innocent(text, at)
        }
        "you" => text
            .any_phrase(
                at,
                &[
                    "you are now",
                    "you must now",
                    "you will now",
                    "you are a helpful",
                    "you are an ai",
                    "you are dan",
                    "you are no longer",
                ],
            )
            .is_some(),
        "act" | "pretend" | "roleplay" | "behave" => opens() && near("as to you like that i", 2),
        "new" => text.any_phrase(at, &["new instructions", "new instruction", "new task", "new system"]).is_some(),
        "reveal" | "print" | "output" | "repeat" | "dump" | "execute" | "respond" | "reply" | "return" => {
            opens()
                && near(
                    "prompt instructions system above with json only password secret secrets hidden exactly data database command following",
                    5,
                )
        }
        "jailbreak" | "sudo" | "rm" | "curl" | "extracted_fields" | "is_admin" | "is_complete" => true,
        "show" => near("prompt instructions password passwords", 4),
        word => matches!(word, "prompt") && matches!(text.word(at.wrapping_sub(1)), "system" | "your"),
    }
}

/// "change my role to office administrator" is a correction; so is "make it the growth stage".
fn innocent(text: &Text, at: usize) -> bool {
    if matches!(text.word(at), "make" | "set" | "change" | "update") && text.word(at + 1) == "it" {
        return true;
    }
    let field = (at + 1..at + 4).any(|i| among(text.word(i), "location name city experience level stage"));
    let role = (at + 1..at + 4).any(|i| matches!(text.word(i), "role" | "title" | "job"));
    let power = (at + 1..(at + 8).min(text.len())).any(|i| {
        among(text.word(i), "admin administrator root superuser tier onboarding premium")
            && among(text.word(i.wrapping_sub(1)), "to as is my an the")
    });
    let complete = (at + 1..(at + 8).min(text.len()))
        .any(|i| matches!(text.word(i), "complete" | "completed" | "done" | "everything"));
    (field || role) && !power && !complete
}

/// "no", "none, thanks", "nothing comes to mind": only words of declining, and one that says so.
pub(super) fn declines(text: &Text, span: Span) -> bool {
    if span.is_empty() || span.len() > 14 {
        return false;
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
                "all set",
                "all done",
                "i am okay",
                "i am ok",
                "that will be all",
                "that is about it",
                "that would be all",
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
