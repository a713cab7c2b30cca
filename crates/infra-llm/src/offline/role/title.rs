//! The words of a job's title: where it begins and ends, and whether it looks like one.

use crate::offline::lexicon::Classes;
use crate::offline::location::{is_link, is_remote_trade};
use crate::offline::message::{Message, Span};
use crate::offline::name::gibberish;
use crate::offline::text::{Joint, Pause, among};

/// The words of a title that begins here, and whether "roles" or "jobs" follow.
pub(super) fn value(message: &Message, span: &Span, from: usize) -> Option<(Span, bool)> {
    let text = &message.text;
    let mut start = from;
    while start < span.end && start < from + 7 && leads_up(message, span, start, from) {
        if text.pause(start) >= Pause::Comma {
            return None;
        }
        start += 1;
    }
    let mut end = start;
    while end < span.end
        && end < start + 10
        && !message.used(end)
        && continues(message, end, start)
        && !(end > start && bearer(message, end))
    {
        end += 1;
        let pause = text.pause(end - 1);
        let brackets = pause == Pause::Bracket && end < span.end && !message.used(end) && !closing_remark(message, end);
        if pause >= Pause::Bracket && !brackets {
            break;
        }
    }
    let vacancy =
        end < span.end && end > start && text.is(end, Classes::VACANCY) && text.pause(end - 1) < Pause::Bracket;
    let end = trimmed_end(message, start, end);
    (end > start).then_some((start..end, vacancy))
}

/// "copywriter *Marta*": in lower case the head noun closes the title, and a name follows.
fn bearer(message: &Message, at: usize) -> bool {
    let text = &message.text;
    text.is(at - 1, Classes::ROLE)
        && !text.is_capital(at - 1)
        && text.joint_is_space(at)
        && text.is_capital(at)
        && text.is_unknown(at)
        && text.slice(at, at + 1).chars().any(char::is_lowercase)
}

/// Words before a title that do not belong to it: articles, praise, "a job as".
fn leads_up(message: &Message, span: &Span, at: usize, from: usize) -> bool {
    let text = &message.text;
    message.used(at)
        || text.is(at, Classes::ARTICLE)
        || (text.is(at, Classes::ADVERB) && !text.is(at, Classes::FIELD))
        || among(text.word(at), "some any new another good great my first next something anything like either")
        || (matches!(text.word(at), "full" | "part") && text.word(at + 1) == "time"
            || text.word(at) == "time" && at > from)
        || (among(
            text.word(at),
            "hybrid onsite freelance experienced skilled certified qualified trained professional passionate motivated talented",
        ) && at + 1 < span.end
            && text.pause(at) < Pause::Comma)
        || (text.word(at) == "remote"
            && !is_remote_trade(text.word(at + 1))
            && at + 1 < span.end
            && text.pause(at) < Pause::Comma)
        || (text.word(at) == "in" && at > from && matches!(text.word(at - 1), "something" | "anything"))
        || (matches!(text.word(at), "with" | "to" | "do")
            && at > from
            && matches!(text.word(at - 1), "something" | "anything" | "to" | "do"))
        || (among(text.word(at), "kind sort type") && text.word(at + 1) == "of")
        || (text.word(at) == "of" && at > from)
        || (text.is(at, Classes::VACANCY) && matches!(text.word(at + 1), "in" | "as"))
        || (text.word(at) == "in" && at > from && text.is(at - 1, Classes::VACANCY))
        || (text.word(at) == "as" && at > from)
        || (text.word(at) == "time" && at > from)
}

/// "developer (I like it)": a remark in brackets is no part of the title.
fn closing_remark(message: &Message, at: usize) -> bool {
    message.text.is(at, Classes::PRONOUN)
        || message.text.is(at, Classes::COMMON | Classes::HARD) && !message.text.is(at, Classes::FIELD)
}

pub(super) fn continues(message: &Message, at: usize, start: usize) -> bool {
    let text = &message.text;
    let word = text.word(at);
    let next_title = |next: usize| {
        !message.used(next)
            && !text.is(next, Classes::PRONOUN | Classes::ARTICLE | Classes::AUXILIARY | Classes::NEGATION)
            && (text.is(next, Classes::FIELD | Classes::ROLE) || !text.is(next, Classes::COMMON | Classes::HARD))
            && message.place_at(next).is_none()
    };
    match word {
        "of" => at > start && !message.used(at + 1) && !text.is(at + 1, Classes::PRONOUN | Classes::ARTICLE),
        "or" => at > start && (next_title(at + 1) || (text.is(at + 1, Classes::ARTICLE) && next_title(at + 2))),
        "a" | "an" => at > start && text.word(at - 1) == "or",
        "and" => at > start && next_title(at + 1) && ahead_is_titled(message, at + 1),
        // "Ruby on Rails developer", "help desk analyst", "it support"
        "on" => at > start && text.word(at + 1) == "rails",
        "help" => text.word(at + 1) == "desk",
        "it" => at == start && text.pause(at) == Pause::None && text.is(at + 1, Classes::FIELD | Classes::ROLE),
        "in" => at > start && (matches!(text.word(at + 1), "test" | "training") || text.word(at + 1) == "residence"),
        _ => fits(message, at, start),
    }
}

/// A word that may stand inside a title, as most words may that are not everyday ones.
fn fits(message: &Message, at: usize, start: usize) -> bool {
    let text = &message.text;
    let word = text.word(at);
    let field = text.is(at, Classes::FIELD | Classes::ROLE);
    let everyday = text.is(at, Classes::COMMON | Classes::HARD | Classes::ARTICLE)
        || (text.is(at, Classes::FILLER) && !text.is_capital(at));
    // "head of *growth*", "*home* care nurse": everyday words that are fields of work before another word of the trade.
    let within = everyday
        && !text.is(at, Classes::HARD | Classes::VACANCY | Classes::ARTICLE)
        && at + 1 < text.len()
        && text.is(at + 1, Classes::ROLE)
        && text.pause(at) < Pause::Bracket
        && !among(word, "said wrote typed meant")
        && !matches!(word, "based" | "looking" | "experienced");
    let remote_trade = word == "remote" && is_remote_trade(text.word(at + 1));
    let within = within && word != "remote" || remote_trade || opens_compound(message, at);
    let glued = text.token(at).joint != Joint::Space && at > start && text.token(at).joint != Joint::Same;
    let figure = word.starts_with(|c: char| c.is_ascii_digit());
    !is_link(word)
        && (field || within || !everyday || glued)
        && (!figure || text.is(at + 1, Classes::ROLE | Classes::FIELD))
        && word != "based"
        && !(text.word(at + 1) == "based" && message.place_at(at).is_some())
}

/// "*late*-night DJ": everyday words joined by a hyphen, before a head noun.
fn opens_compound(message: &Message, at: usize) -> bool {
    let text = &message.text;
    let joined = at + 2 < text.len() && text.token(at + 1).joint == Joint::Hyphen && text.pause(at + 1) == Pause::None;
    joined
        && text.is(at + 2, Classes::ROLE)
        && !text.is(at, Classes::HARD | Classes::ARTICLE)
        && !message.used(at)
        && !among(text.word(at + 1), "paid paying time level term based stress income quality")
}

/// "and sales" goes on with the title when a head noun closes it.
fn ahead_is_titled(message: &Message, at: usize) -> bool {
    let mut at = at;
    while !message.used(at) && message.text.is(at, Classes::FIELD | Classes::ROLE) {
        if message.text.is(at, Classes::ROLE)
            || message.text.pause(at) >= Pause::Bracket
            || at + 1 == message.text.len()
        {
            return true;
        }
        at += 1;
    }
    false
}

fn trimmed_end(message: &Message, start: usize, mut end: usize) -> usize {
    let text = &message.text;
    while end > start
        && (among(text.word(end - 1), "or and of a an the")
            || text.is(end - 1, Classes::VACANCY)
            || (text.is(end - 1, Classes::FILLER) && !text.is_capital(end - 1)))
    {
        end -= 1;
    }
    end
}

/// Closes a title: "engineer"; or opens one: "head of growth".
pub(super) fn heads(message: &Message, at: usize) -> bool {
    let text = &message.text;
    let of = || text.word(at) == "head" && text.word(at + 1) == "of" && text.is(at + 2, Classes::FIELD);
    text.is(at, Classes::ROLE) || of()
}

/// The words end in a head noun, or look like one: "-ist", "-eer".
pub(super) fn titled(message: &Message, span: Span) -> bool {
    let text = &message.text;
    let mut words = span.clone().filter(|at| {
        let word = text.word(*at);
        let ending = word.len() > 6
            && ["ologist", "eer", "ician", "logist", "grapher", "tician", "keeper", "maker", "writer", "worker"]
                .iter()
                .any(|end| word.ends_with(end));
        let listed = heads(message, *at)
            && !(text.is(*at, Classes::SURNAME)
                && text.is_capital(*at)
                && span.len() > 1
                && *at > span.start
                && !text.is(*at - 1, Classes::FIELD));
        listed || ending
    });
    words.next().is_some()
}

pub(super) fn field_only(message: &Message, span: Span) -> bool {
    message.any(span, Classes::FIELD | Classes::ROLE)
}

/// What may be a title although its words are not listed.
pub(super) fn acceptable(message: &Message, span: Span) -> bool {
    let text = &message.text;
    let first = span.start;
    let refused = span.clone().any(|at| {
        text.is(at, Classes::PRONOUN | Classes::NEGATION | Classes::NONSENSE)
            || is_link(text.word(at))
            || gibberish(text.word(at))
    });
    let everyday = span.clone().all(|at| {
        text.is(at, Classes::COMMON | Classes::HARD | Classes::VACANCY) && !text.is(at, Classes::FIELD | Classes::ROLE)
    });
    let letters = span.clone().any(|at| text.word(at).chars().any(char::is_alphabetic));
    let place = message.place_at(first).is_some_and(|(end, _)| end >= span.end);
    let thing = text.is(first, Classes::THING) && !text.is(first, Classes::FIELD) && span.len() == 1;
    !refused && !everyday && letters && !place && !thing
}
