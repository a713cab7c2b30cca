//! The job that someone looks for: after words like "looking for", recognised by its last word, or said in answer to the question.

mod headed;
mod title;
mod words;

use domain::onboarding::Field;

use super::lexicon::Classes;
use super::message::{Find, Message, Span, Value};
use super::text::{Pause, among};

use headed::headed;
use title::{acceptable, field_only, titled, value};
use words::TRIGGERS;

pub(super) fn find(message: &mut Message, span: Span, asked: Field) -> Option<Find> {
    let mut best: Option<(u8, Span)> = None;
    let mut at = span.start;
    while at < span.end {
        let Some((rank, words)) = stated(message, &span, at, asked == Field::Role) else {
            at += 1;
            continue;
        };
        at = words.end.max(at + 1);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, words));
        }
    }
    let headed = headed(message, &span, asked == Field::Name).map(|words| (if best.is_some() { 1 } else { 2 }, words));
    let best = match (best, headed) {
        (Some(best), Some(headed)) if best.0 < headed.0 => Some(headed),
        (best, headed) => best.or(headed),
    };
    let (rank, words) = best?;
    message.take(words.clone());
    let role = message.text.slice(words.start, words.end).to_owned();
    Some(Find { value: Value::Role(role), at: words.start, rank, outright: rank >= 5 })
}

/// "from nursing to UX design": where the trade begins that someone changes to.
pub(super) fn changed_to(message: &Message, span: &Span, at: usize) -> Option<usize> {
    let text = &message.text;
    let near = at + 2..span.end.min(at + 8);
    let to = near.clone().find(|i| matches!(text.word(*i), "to" | "into")).filter(|_| text.word(at) == "from")?;
    let (before, after) = (at + 1..to, to + 1..span.end.min(to + 5));
    let paused = (at..=to).any(|i| text.pause(i) >= Pause::Comma);
    let places = message.place_at(before.start).is_some() || message.place_at(after.start).is_some();
    let trades = titled(message, before.clone()) || field_only(message, before) && field_only(message, after);
    (to + 1 < span.end && !paused && !places && trades).then_some(to + 1)
}

fn stated(message: &Message, span: &Span, at: usize, asked: bool) -> Option<(u8, Span)> {
    let text = &message.text;
    let changed = changed_to(message, span, at).map(|after| (after, 4));
    let (after, rank) = changed.or_else(|| TRIGGERS.strongest(text, at))?;
    let label = text.pause(after - 1) == Pause::Colon && rank == 5;
    if after >= span.end || (text.pause(after - 1) >= Pause::Comma && !label) {
        return None;
    }
    let bare_label = matches!(text.word(at), "role" | "position") && after == at + 1;
    if bare_label && !label && !text.opens_clause(at) {
        return None;
    }
    let denied = at > span.start
        && (at.saturating_sub(2).max(span.start)..at)
            .any(|i| text.is(i, Classes::NEGATION) && text.pause(i) < Pause::Comma)
        || text.is(after, Classes::NEGATION);
    let past = (at.saturating_sub(3).max(span.start)..at).any(|i| matches!(text.word(i), "used" | "was" | "formerly"));
    let article = text.is(opening_adverbs(message, after), Classes::ARTICLE);
    let (words, vacancy) = value(message, span, after)?;
    let titled = titled(message, words.clone());
    let free = asked
        && match text.word(at) {
            _ if rank == 5 || rank == 4 => true,
            "want" | "prefer" | "need" | "find" | "get" | "looking" | "searching" | "seeking" | "interested"
            | "ideally" => vacancy || field_only(message, words.clone()),
            "am" if text.pause(words.end - 1) == Pause::None && text.is(words.end, Classes::COMMON) => vacancy,
            "am" => article || field_only(message, words.clone()) && text.is(words.start, Classes::FIELD),
            "i" | "work" | "working" | "been" | "as" | "employed" => true,
            _ => false,
        };
    let career = rank == 4 && field_only(message, words.clone());
    let kind = words.len() == 1 && among(text.word(words.start), "staff dream steady stable desk permanent summer");
    let trade = career || vacancy && !kind && !text.is(words.start, Classes::COMMON) && rank >= 3;
    let outright = rank == 5 && (label || after > at + 1);
    let works_in = matches!(text.word(after - 1), "in") && rank == 2 && !asked;
    let good = (titled || trade || ((free || outright) && acceptable(message, words.clone()))) && !denied && !works_in;
    let rank = if past { 1 } else { rank };
    good.then_some((rank, words))
}

fn opening_adverbs(message: &Message, at: usize) -> usize {
    let mut at = at;
    while message.text.is(at, Classes::ADVERB) && message.text.pause(at) < Pause::Comma {
        at += 1;
    }
    at
}

/// A plain answer to the question about the role.
pub(super) fn plain(message: &Message, clause: Span, sentence_end: usize) -> Option<(Span, String)> {
    let text = &message.text;
    let opening = message.trimmed(clause.clone()).start;
    let span = message.after_lead_in(clause, &["something like", "i do"]);
    let (words, _) = value(message, &(span.start..span.end), span.start)?;
    // "I'm John": without an article only a known trade is a job.
    let article = (opening..words.start).any(|at| text.is(at, Classes::ARTICLE));
    if text.phrase(opening, "i am").is_some() && !article && !field_only(message, words.clone()) {
        return None;
    }
    let rest = words.end..span.end;
    // What goes on as a sentence was no title, unless a connecting word shows that the title is over.
    let over = rest.is_empty()
        || message.used(rest.start)
        || text.is(rest.start, Classes::VACANCY)
        || text.pause(words.end - 1) >= Pause::Bracket
        || among(
            text.word(rest.start),
            "at in for with from and but or on based i who because please ideally like if to is probably mostly though not",
        );
    let (start, end) = (words.start, listed(message, words.end, sentence_end));
    let titled = titled(message, words.clone());
    (over && (titled || acceptable(message, words))).then(|| (start..end, text.slice(start, end).to_owned()))
}

/// "data scientist, ML engineer or analyst": titles go on over commas; so do fields of work that end in "or ...".
fn listed(message: &Message, end: usize, sentence_end: usize) -> usize {
    let text = &message.text;
    let (mut end, mut titles_end) = (end, end);
    while end < sentence_end
        && text.pause(end - 1) == Pause::Comma
        && !message.used(end)
        && !text.is(end, Classes::ARTICLE | Classes::PRONOUN | Classes::HARD)
    {
        let Some((words, _)) = value(message, &(end..sentence_end), end) else { break };
        let titled = titled(message, words.clone());
        let fields = words.clone().all(|at| text.is(at, Classes::FIELD) || matches!(text.word(at), "or" | "and"));
        if words.start != end || !(titled || fields) {
            break;
        }
        end = words.end;
        if titled || words.clone().any(|at| matches!(text.word(at), "or" | "and")) {
            titles_end = end;
        }
    }
    titles_end
}
