//! The years of experience that someone states, as against every other number in a message.

use domain::onboarding::ExperienceLevel;

use super::around;
use crate::offline::lexicon::Classes;
use crate::offline::message::{Message, Span};
use crate::offline::numbers::{self, Amount};
use crate::offline::text::{Joint, Pause, Text, among};

/// Who states more amounts than this is not answering the question.
const MANY: usize = 24;

type Place = (usize, usize);

/// The years of experience; the place is the words that say so.
pub(super) fn years(message: &Message, span: &Span, asked: bool) -> Option<(ExperienceLevel, Place)> {
    let text = &message.text;
    let (mut at, mut found): (usize, Vec<(usize, Amount, bool)>) = (span.start, Vec::new());
    let mut amounts = 0;
    while at < span.end && amounts < MANY {
        let Some(amount) = numbers::amount(text, at).filter(|a| !message.used(at) && a.end <= span.end) else {
            at += 1;
            continue;
        };
        amounts += 1;
        if counts(message, span, at, amount, asked) {
            let total = matches!(text.word(amount.end), "total" | "overall" | "altogether")
                || text.phrase(amount.end, "in total").is_some();
            found.push((at, amount, total));
        }
        at = amount.end.max(at + 1);
    }
    let (start, amount, total) = *found.iter().find(|(_, _, total)| *total).or_else(|| found.first())?;
    let mut sum = amount.years;
    if !total {
        // "2 years at a bank and 3 at a startup": what is listed place by place is added up.
        let place = |amount: &Amount| matches!(text.word(amount.end), "at" | "in" | "with" | "as");
        let listed = found
            .iter()
            .skip(1)
            .take_while(|(_, other, _)| place(&amount) && text.word(amount.end) == text.word(other.end));
        sum += listed.map(|(_, other, _)| other.years).sum::<f64>();
    }
    Some((ExperienceLevel::from_years(sum), (start, amount.end)))
}

/// Whether an amount is experience.
fn counts(message: &Message, span: &Span, at: usize, amount: Amount, asked: bool) -> bool {
    let text = &message.text;
    // A bare number is looked at no further unless the years are what was asked.
    if amount.years > 70.0 || !(amount.unit || asked) || something_else(message, span, at, amount) {
        return false;
    }
    let clause = around(text, span, at);
    let says = |list: &str| clause.clone().any(|i| among(text.word(i), list));
    let elsewhere = own_verb(message, &clause, at).any(|i| {
        among(text.word(i), "lived living live married sabbatical unemployed notice salary old commute lease")
    });
    if !amount.unit {
        let within_a_word = at > span.start && text.token(at).joint == Joint::Hyphen;
        return !within_a_word && !elsewhere && bare(message, span, at, amount.end);
    }
    let experience = says("experience exp yoe experienced career");
    if asked || experience {
        return experience || !elsewhere;
    }
    let working = message.any(clause.clone(), Classes::ROLE)
        || says(
            "working worked work been coding doing teaching programming designing under background industry field done",
        )
        || (says("with have after") && among(text.word(amount.end), "in of as"));
    let alone = message.trimmed(clause).len() <= amount.end - at + 3;
    let weeks = matches!(text.word(amount.end - 1), "week" | "weeks");
    !elsewhere && !weeks && (working || alone)
}

/// The words of the clause up to an "and" or "but" on either side: "a plumber for ten years and I live in Cardiff".
fn own_verb(message: &Message, clause: &Span, at: usize) -> Span {
    let joins = |i: &usize| among(message.text.word(*i), "and but while though although");
    let start = (clause.start..at).rev().find(joins).map_or(clause.start, |i| i + 1);
    let end = (at + 1..clause.end).find(|i| joins(i) && message.text.is(i + 1, Classes::PRONOUN)).unwrap_or(clause.end);
    start..end
}

/// An age, a rate, a plan, a contract: amounts of time that are no experience.
fn something_else(message: &Message, span: &Span, at: usize, amount: Amount) -> bool {
    let text = &message.text;
    let (before, after) = (if at > span.start { text.word(at - 1) } else { "" }, text.word(amount.end));
    let nearby = at.saturating_sub(8).max(span.start)..(amount.end + 8).min(span.end);
    let says = |list: &str| nearby.clone().any(|i| among(text.word(i), list));
    let rate = before.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£'))
        || among(before, "times twice once days weeks euros dollars pounds lakhs lakh lpa");
    let ago = matches!(after, "ago" | "back") && !says("started graduated began start");
    let planned =
        before == "in" && !text.is(at.saturating_sub(2), Classes::ADVERB) && says("be want will would retire hope");
    let denied = matches!(before, "have" | "got")
        && (at.saturating_sub(3).max(span.start)..at)
            .any(|i| text.is(i, Classes::NEGATION) && text.pause(i) < Pause::Comma);
    let weekly = text.word(amount.end - 1) == "week" && matches!(text.word(at), "a" | "an");
    let negative = among(before, "minus negative") || text.follows_minus(at);
    ago || weekly
        || negative
        || planned
        || denied
        || (rate && matches!(text.word(at), "a" | "an" | "one"))
        || among(after, "old o olds contract notice degree gap visa break program lease left remaining")
        || among(before, "aged age turned next every per top")
}

/// A number without a unit is years only when it stands by itself.
fn bare(message: &Message, span: &Span, at: usize, end: usize) -> bool {
    let text = &message.text;
    if text.word(at).starts_with(['$', '€', '£']) {
        return false;
    }
    let numeral = text.word(at).starts_with(|c: char| c.is_ascii_digit());
    let closes = end >= span.end || text.pause(end - 1) >= Pause::Bracket;
    let goes_on = closes
        || text.is(end, Classes::FILLER)
        || among(text.word(end), "i in as at of or now total if so since with though");
    let before = if at > span.start && text.pause(at - 1) < Pause::Comma { text.word(at - 1) } else { "" };
    let apt = !among(before, "series of team room number than aged age no any this that which the every level am");
    goes_on && apt && (numeral || text.word(at) != "one" || closes)
}

pub(super) fn after_years(text: &Text, end: usize) -> usize {
    let mut at = end;
    for phrase in [
        "of",
        "total",
        "in total",
        "overall",
        "relevant",
        "work",
        "working",
        "professional",
        "industry",
        "experience",
        "exp",
        "under my belt",
    ] {
        if text.pause(at.saturating_sub(1)) < Pause::Comma {
            at = text.phrase(at, phrase).unwrap_or(at);
        }
    }
    at
}
