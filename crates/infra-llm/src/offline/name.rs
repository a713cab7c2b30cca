//! What someone is called: any letters of any script, but no sentence, job or greeting.

use std::sync::LazyLock;

use super::lexicon::Classes;
use super::location::is_link;
use super::message::{Find, Message, Span, Value};
use super::phrases::Phrases;
use super::text::{Joint, Pause, among};

/// Phrases that leave no doubt.
static OUTRIGHT: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "my name is|name is|my full name is|name|my name|full name|the name is|call me|called|named|name should be
        |name to|i go by|go by|people call me|everyone calls me|everybody calls me|friends call me|they call me
        |address me as|everyone knows me as|everybody knows me as
        |people know me as|friends know me as|they know me as|known as|name as|refer to me as|my first name is|name was",
    )])
});

/// Everyday words that are given names when they stand alone with a capital.
const GIVEN: &[&str] = &[
    "will", "so", "an", "do", "may", "hope", "love", "guy", "long", "joy", "sunny", "sun", "song", "young", "new",
    "mark",
];

static WEAK: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "i am|myself|this is|it is|am|here is|that is|that would be|it would be|just|i guess it is|me is",
    )])
});

/// The name that the words state. `asked` when they answer the question about it; `known` when there is a name already.
pub(super) fn find(message: &mut Message, span: Span, asked: bool, known: bool) -> Option<Find> {
    let mut best: Option<(u8, Span)> = None;
    let mut at = span.start;
    while at < span.end {
        let Some((rank, words)) = stated(message, &span, at, asked, known) else {
            at += 1;
            continue;
        };
        at = words.end.max(at + 1);
        let better =
            best.as_ref().is_none_or(|(other, old)| rank > *other || (rank == *other && fuller(message, old, &words)));
        if better {
            best = Some((rank, words));
        }
    }
    let (rank, words) = best?;
    let words = before_nickname(message, &span, words);
    let words = said_in_full(message, &span, words);
    message.take(words.clone());
    let name = message.text.slice(words.start, words.end).to_owned();
    Some(Find { value: Value::Name(name), at: words.start, rank, outright: rank >= 3 })
}

/// "Alexander Petrov, but call me Alex": the name in full comes first.
fn before_nickname(message: &Message, span: &Span, words: Span) -> Span {
    let nick = words.start >= span.start + 2 && matches!(message.text.word(words.start - 1), "me" | "by" | "as");
    let first = message.clauses(span.start..words.start).into_iter().next().and_then(|clause| {
        let end = clause.end;
        plain(message, clause, end)
    });
    first
        .map(|(full, _)| full)
        .filter(|full| nick && (full.len() >= 2 || message.text.word(full.end) == "but"))
        .unwrap_or(words)
}

/// A later clause that is nothing but a fuller form of the name: "Bond, James Bond".
fn said_in_full(message: &Message, span: &Span, words: Span) -> Span {
    let later = message.clauses(words.end..span.end).into_iter().find_map(|clause| {
        let clause = message.trimmed(clause);
        let full =
            value(message, &clause, clause.start, true).filter(|full| !clause.is_empty() && full.end == clause.end)?;
        fuller(message, &words, &full).then_some(full)
    });
    later.unwrap_or(words)
}

/// "It's Anna. Anna Schmidt": the second says more of the same.
fn fuller(message: &Message, old: &Span, new: &Span) -> bool {
    let (old, new) =
        (message.text.slice(old.start, old.end).to_lowercase(), message.text.slice(new.start, new.end).to_lowercase());
    new.len() > old.len() && new.split_whitespace().any(|word| word == old || old.split_whitespace().any(|o| o == word))
}

fn stated(message: &Message, span: &Span, at: usize, asked: bool, known: bool) -> Option<(u8, Span)> {
    if message.used(at) {
        return None;
    }
    let text = &message.text;
    if let Some(after) = OUTRIGHT.end(text, at) {
        let label = !matches!(text.word(at), "name" | "named" | "called")
            || text.opens_clause(at)
            || text.phrase(at, "name is").is_some()
            || (text.is(at - 1, Classes::ROLE) || among(text.word(at - 1), "man woman guy girl person"))
                && text.is_capital(after);
        let denied = at > span.start && text.is(at - 1, Classes::NEGATION);
        let start = after_spelling(message, after);
        let words = value(message, span, start, true);
        let colon = text.pause(after - 1) < Pause::Comma || text.pause(after - 1) == Pause::Colon;
        let nick = (at..after).any(|i| among(text.word(i), "people everyone everybody friends they known go"));
        return words.filter(|_| label && colon && !denied).map(|words| (if nick { 2 } else { 3 }, words));
    }
    if known {
        return None;
    }
    if let Some(after) =
        WEAK.end(text, at).filter(|_| text.word(at) != "just" && text.word(at) != "am" || text.opens_clause(at))
    {
        let it = matches!(text.word(at), "it" | "that" | "just" | "here");
        let capital = text.is_capital(after_spelling(message, after));
        let first = asked || (!it && capital);
        let words = value(message, span, after_spelling(message, after), false);
        return words.filter(|_| first && text.pause(after - 1) < Pause::Comma).map(|words| (2, words));
    }
    here(message, span, at, asked)
}

/// "Fatima here".
fn here(message: &Message, span: &Span, at: usize, asked: bool) -> Option<(u8, Span)> {
    let opens = message.text.opens_clause(at) || message.text.is(at - 1, Classes::GREETING);
    if !asked || !opens {
        return None;
    }
    let words = value(message, span, at, false)?;
    let here = (matches!(message.text.word(words.end), "here" | "speaking")
        || message.text.phrase(words.end, "this side").is_some())
        && words.end < span.end
        && message.text.pause(words.end - 1) < Pause::Comma;
    here.then_some((2, words))
}

fn after_spelling(message: &Message, at: usize) -> usize {
    let mut at = at;
    // "I'm Will Hunter"
    let named_will = |at: usize| message.text.word(at) == "will" && message.text.is_capital(at);
    while !named_will(at)
        && among(
            message.text.word(at),
            "is would will actually spelled spelt just simply really should be to as now called the please",
        )
        && message.text.pause(at) < Pause::Comma
    {
        at += 1;
    }
    at
}

/// The words of a name that begins here, if it is one.
fn value(message: &Message, span: &Span, start: usize, certain: bool) -> Option<Span> {
    let text = &message.text;
    let lower = !text.is_capital(start);
    let mut at = start;
    while at < span.end && at < start + 7 && !message.used(at) && part(message, at, at == start && certain) {
        // "Tom a nurse", "tom from rome": lower case goes on only after lower case.
        let glued = text.token(at).joint == Joint::Hyphen;
        if at > start && !glued && !text.is_capital(at) && !lower && !text.is(at, Classes::PARTICLE) {
            break;
        }
        at += 1;
        if text.pause(at - 1) >= Pause::Bracket {
            break;
        }
    }
    // "rohan das": in lower case a little word may be the surname.
    while at > start + 1 && text.is(at - 1, Classes::PARTICLE) && !text.is_capital(at - 1) && !(lower && at == span.end)
    {
        at -= 1;
    }
    let title = at == start + 1 && matches!(text.word(start), "dr" | "mr" | "mrs" | "ms" | "prof");
    if at == start || title || (!certain && no_name(message, start..at)) {
        return None;
    }
    // "I'm happy to help", "I'm based in": what follows shows that it was no name.
    let goes_on = at < span.end && text.pause(at - 1) < Pause::Bracket && lower && !certain;
    let breaks = goes_on
        && !(among(
            text.word(at),
            "and here from but i a an by speaking who with living looking based my the thanks please in nice lol or",
        ) || message.used(at));
    (!breaks).then_some(start..at)
}

/// Whether this word may be part of a name.
fn part(message: &Message, at: usize, certain: bool) -> bool {
    let text = &message.text;
    let word = text.word(at);
    let letters = word.chars().any(char::is_alphabetic)
        && !word.contains(|c: char| c.is_numeric() || matches!(c, '@' | '_' | '$' | '%' | '#' | '+'));
    if !letters || is_link(word) || gibberish(word) {
        return false;
    }
    // "Li Na": two letters are nonsense only by themselves.
    if text.is(at, Classes::NONSENSE) && (word.len() > 2 || text.opens_clause(at)) {
        return false;
    }
    if text.is(at, Classes::HARD) && !text.is(at, Classes::PARTICLE) {
        return matches!(word, "will" | "do" | "am" | "may") && text.is_capital(at);
    }
    if text.is(at, Classes::COMMON) || text.is(at, Classes::ARTICLE) || text.is(at, Classes::FILLER) {
        return text.is_capital(at) && !text.is(at, Classes::GREETING)
            || (certain && GIVEN.contains(&word))
            // "mark twain"
            || among(word, "mark hope joy guy sunny") && text.pause(at) == Pause::None && text.is_unknown(at + 1);
    }
    text.is_capital(at) || certain || !participle(word)
}

/// "looking", "interested": in lower case hardly a name, unlike "mohammed", "naveed", "sterling".
fn participle(word: &str) -> bool {
    let name = ["med", "eed", "erling", "leming", "arding", "anning", "owning"].iter().any(|end| word.ends_with(end));
    !name && word.chars().count() > 5 && (word.ends_with("ing") || word.ends_with("ed"))
}

/// No vowel in a long Latin word, or one letter over and over.
pub(super) fn gibberish(word: &str) -> bool {
    let plain = word.bytes().all(|b| b.is_ascii_alphabetic());
    let vowels = word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let first = word.chars().next();
    let repeated = word.chars().count() >= 4 && word.chars().all(|c| Some(c) == first);
    plain && ((word.len() >= 5 && !vowels) || repeated)
}

/// A job, a field, a nationality, a place that is nobody's name.
fn no_name(message: &Message, span: Span) -> bool {
    let text = &message.text;
    let last = span.end - 1;
    let job = text.is(last, Classes::ROLE)
        && !(text.is(last, Classes::SURNAME) && span.len() > 1)
        && !(text.is(last, Classes::SURNAME) && text.is_capital(last));
    let first = span.start;
    let trade = span.clone().all(|at| text.is(at, Classes::FIELD));
    let thing = span.len() == 1
        && text.is(first, Classes::THING)
        && !among(text.word(first), "april june may august summer autumn ruby julia swift kotlin");
    let level = among(text.word(first), "senior junior mid entry lead remote principal staff fully");
    let place = message.place_at(first).is_some_and(|(end, place)| end == span.end && !place.names_people());
    let everyday = span.clone().all(|at| text.is(at, Classes::COMMON) && !text.is(at, Classes::SURNAME))
        && !GIVEN.contains(&text.word(first));
    job || trade || thing || level || place || everyday
}

/// A plain answer to the question about the name.
pub(super) fn plain(message: &Message, clause: Span, limit: usize) -> Option<(Span, String)> {
    let text = &message.text;
    let leads = [
        "the name is",
        "just call me",
        "just",
        "this is",
        "me",
        "yours truly",
        "hey there",
        "hi there",
        "hello there",
        "good morning",
        "good evening",
        "good afternoon",
        "good day",
    ];
    let span = message.after_lead_in(clause, &leads);
    if span.is_empty() || span.len() > 7 {
        return None;
    }
    let words = value(message, &span, span.start, false)?;
    let rest = words.end..span.end;
    let rest_is_aside = rest.is_empty()
        || text.pause(words.end - 1) >= Pause::Bracket
        || among(text.word(rest.start), "here from and but is by with without")
        || message.used(rest.start);
    (rest_is_aside
        && (text.word(rest.start) != "is"
            || text.phrase(rest.start, "is my name").is_some()
            || text.phrase(rest.start, "is the name").is_some()))
    .then(|| {
        let words = said_in_full(message, &(words.start..limit), words);
        let name = text.slice(words.start, words.end).to_owned();
        (words, name)
    })
}
