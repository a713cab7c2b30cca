//! How far along a company is: rounds, valuations and the words people use for them.

mod words;

use domain::onboarding::StartupStage::{self, Early, Growth, Late, Unicorn};

use super::lexicon::Classes;
use super::message::{Find, Message, Span, Value};
use super::text::{Joint, Pause, Text, among};

use words::{ANYWHERE, BEFORE_COMPANY, WHEN_ASKED};

/// How far around a word a clause is looked at, so that the work stays in proportion to the length of the answer.
const REACH: usize = 24;

const COMPANY: &str = " stage stages staged phase phases startup startups company companies business businesses round rounds org orgs firm firms ";

struct Mention {
    at: usize,
    end: usize,
    stage: StartupStage,
}

/// The stage that the words state. `asked` when they answer the question about it.
pub(super) fn find(message: &mut Message, span: Span, asked: bool) -> Option<Find> {
    let mentions = mentions(message, span.clone(), asked);
    for mention in &mentions {
        message.take(mention.at..mention.end);
    }
    let text = &message.text;
    let wanted: Vec<&Mention> = mentions.iter().filter(|m| !negated(text, span.start, m.at)).collect();
    let first = wanted.iter().position(|m| !past(text, span.start, m.at)).unwrap_or(0);
    let mention = wanted.get(first)?;
    // "seed or series A", "B to C": the lower end of what is joined.
    let (mut stage, mut end) = (mention.stage, mention.end);
    for next in &wanted[first + 1..] {
        let joined = (end..next.at).all(|at| among(text.word(at), "or to and through maybe a an stage"));
        if !joined || next.at > end + 3 || text.pause(end - 1) >= Pause::Stop {
            break;
        }
        stage = stage.min(next.stage);
        end = next.end;
    }
    Some(Find { value: Value::Stage(stage), at: mention.at, rank: 2, outright: false })
}

fn mentions(message: &Message, span: Span, asked: bool) -> Vec<Mention> {
    let (mut found, mut at) = (Vec::new(), span.start);
    while at < span.end {
        match mention(message, &span, at, asked).filter(|_| !message.used(at)) {
            Some((end, stage)) => {
                found.push(Mention { at, end, stage });
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn mention(message: &Message, span: &Span, at: usize, asked: bool) -> Option<(usize, StartupStage)> {
    let text = &message.text;
    if let Some(found) = series(text, at).or_else(|| valuation(text, span, at, asked)) {
        return Some(found);
    }
    if let Some((end, stage)) = ANYWHERE.longest(text, at) {
        return Some((after_company(text, end), stage));
    }
    // The first words of a message may be a stage alone: "Growth".
    let alone = |end: usize| message.trimmed(clause_around(text, span, at)) == (at..end);
    if let Some((end, stage)) = BEFORE_COMPANY.longest(text, at) {
        let company =
            end < span.end && text.pause(end - 1) < Pause::Comma && COMPANY.contains(&format!(" {} ", text.word(end)));
        let plain = among(text.word(at), "seed pre preseed growth early late") && alone(end);
        if company || (asked && usable_alone(text, at, end)) || plain {
            return Some((after_company(text, end), stage));
        }
    }
    if !asked {
        return None;
    }
    WHEN_ASKED
        .longest(text, at)
        .map(|(end, stage)| (after_company(text, end), stage))
        .or_else(|| letter(text, at, alone(at + 1), alone(at + 2)))
}

fn after_company(text: &Text, end: usize) -> usize {
    let mut end = end;
    while end > 0
        && text.pause(end - 1) < Pause::Comma
        && !text.word(end).is_empty()
        && COMPANY.contains(&format!(" {} ", text.word(end)))
    {
        end += 1;
    }
    end
}

fn clause_around(text: &Text, span: &Span, at: usize) -> Span {
    let (mut start, mut end) = (at, at + 1);
    while start > span.start && at < start + REACH && text.pause(start - 1) < Pause::Comma {
        start -= 1;
    }
    while end < span.end && end < at + REACH && text.pause(end - 1) < Pause::Comma {
        end += 1;
    }
    start..end
}

/// "Series B", "Series B/C", "series B or C", "Series D+".
fn series(text: &Text, at: usize) -> Option<(usize, StartupStage)> {
    let (mut stage, mut end) = match text.word(at) {
        "series" | "round" => (round(text.word(at + 1))?, at + 2),
        word => (round(word.strip_prefix("series")?)?, at + 1),
    };
    loop {
        let glued = end < text.len()
            && matches!(text.token(end).joint, Joint::Slash | Joint::Hyphen)
            && text.pause(end - 1) == Pause::None;
        let next = if glued { end } else { end + 1 };
        let joined = glued || matches!(text.word(end), "or" | "to" | "and" | "through");
        match round(text.word(next))
            .filter(|_| joined && (glued || text.pause(end - 1) < Pause::Stop) && text.word(next + 1) != "series")
        {
            // "series B and a good team": the letter A in lower case is an article there.
            Some(other) if text.token(next).capital || !text.is(next, Classes::ARTICLE) => {
                stage = stage.min(other);
                end = next + 1;
            }
            _ => break,
        }
    }
    Some((after_company(text, end), stage))
}

fn round(word: &str) -> Option<StartupStage> {
    match word.trim_end_matches('+') {
        "seed" | "a" => Some(Early),
        "b" | "c" => Some(Growth),
        word if word.len() == 1 && ("d"..="j").contains(&word) => Some(Late),
        _ => None,
    }
}

/// A letter alone, in answer to the question: "B", "b or c".
fn letter(text: &Text, at: usize, alone: bool, alone_pair: bool) -> Option<(usize, StartupStage)> {
    let glued = at + 1 < text.len()
        && matches!(text.token(at + 1).joint, Joint::Slash | Joint::Hyphen)
        && round(text.word(at + 1)).is_some()
        && alone_pair;
    let listed = glued || matches!(text.word(at + 1), "or" | "to") && round(text.word(at + 2)).is_some();
    let after_or = at >= 2 && matches!(text.word(at - 1), "or" | "to") && round(text.word(at - 2)).is_some();
    (alone || listed || after_or).then(|| round(text.word(at)).map(|stage| (at + 1, stage)))?
}

/// "$1B", "over a billion", "billion-dollar".
fn valuation(text: &Text, span: &Span, at: usize, asked: bool) -> Option<(usize, StartupStage)> {
    let word = text.word(at);
    let billions = matches!(word, "billion" | "billions" | "bn")
        && !among(text.word(at + 1), "users people customers devices requests rows events");
    let figure = word.trim_start_matches(['$', '€', '£']);
    let written = ["b", "bn", "b+", "bn+"]
        .iter()
        .any(|unit| figure.strip_suffix(unit).is_some_and(|n| n.parse::<f64>().is_ok_and(|n| n >= 1.0)));
    let near = at.saturating_sub(REACH).max(span.start)..at;
    let money = || {
        figure.len() < word.len()
            || asked
            || near.clone().any(|i| matches!(text.word(i), "valued" | "valuation" | "worth"))
    };
    (billions || (written && money()))
        .then(|| (after_company(text, if text.word(at + 1) == "dollar" { at + 2 } else { at + 1 }), Unicorn))
}

/// "early" and "growth" have other uses: early mornings, career growth, growth marketing.
fn usable_alone(text: &Text, at: usize, end: usize) -> bool {
    let before = if at > 0 && text.pause(at - 1) < Pause::Comma { text.word(at - 1) } else { "" };
    let after = if text.pause(end - 1) < Pause::Comma { text.word(end) } else { "" };
    let other = "career personal professional my own room your";
    let noun = "marketing marketer hacker hacking mindset opportunities opportunity potential mornings morning nights night hours shifts shift bird days
        sector transport school health schools hospital hospitals service services life career retirement twenties thirties product engineer engineering";
    !(other.split(' ').any(|word| word == before && !before.is_empty())
        || (!after.is_empty() && noun.split_whitespace().any(|word| word == after)))
}

/// "not early stage", "anything but late stage".
fn negated(text: &Text, start: usize, at: usize) -> bool {
    let mut back = at;
    while back > start && back + 6 > at && text.pause(back - 1) < Pause::Comma {
        back -= 1;
        match text.word(back) {
            "anything" if text.word(back + 1) == "but" => return true,
            "but" if back > start && text.word(back - 1) == "anything" => return true,
            "but" | "mind" | "matter" | "prefer" | "want" if !text.is(back.wrapping_sub(1), Classes::NEGATION) => {
                return false;
            }
            "than" if matches!(text.word(back.wrapping_sub(1)), "more" | "over" | "greater") => {}
            "than" | "except" | "hate" | "dislike" | "instead" => return true,
            _ if text.is(back, Classes::NEGATION) => return true,
            _ => {}
        }
    }
    false
}

/// Where the person is or was, rather than wants to be.
fn past(text: &Text, start: usize, at: usize) -> bool {
    let mut back = at;
    while back > start && at < back + REACH && text.pause(back - 1) < Pause::Comma {
        back -= 1;
        if matches!(text.word(back), "but" | "want" | "looking" | "now") {
            return false;
        }
        let was = "worked left previously last previous was were came currently current been"
            .split(' ')
            .any(|word| word == text.word(back));
        if was
            || text.phrase(back, "work at").is_some()
            || text.phrase(back, "used to").is_some()
            || text.phrase(back, "am at").is_some()
        {
            return true;
        }
    }
    false
}
