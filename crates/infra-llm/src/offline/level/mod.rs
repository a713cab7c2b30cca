//! How experienced someone is: the words for it, and the years, of which the words count for more.

mod words;
mod years;

use domain::onboarding::ExperienceLevel::{self, Entry, Lead};

use super::lexicon::Classes;
use super::message::{Find, Message, Span, Value};
use super::text::{Joint, Pause, Text, among};

use words::{ANYWHERE, BEFORE_ROLE, WHEN_ASKED};
use years::{after_years, years};

/// How far around a word a clause is looked at, so that the work stays in proportion to the length of the answer.
const REACH: usize = 24;

/// The level that the words state. `asked` when they answer the question about it.
pub(super) fn find(message: &mut Message, span: Span, asked: bool) -> Option<Find> {
    let word = word(message, &span, asked);
    let years = years(message, &span, asked);
    if let Some((_, amount)) = &years {
        let at = amount.0;
        let end = after_years(&message.text, amount.1);
        message.take(at..end);
    }
    match (word, years) {
        (Some((level, words)), _) => {
            Some(Find { value: Value::Level(level), at: words.start, rank: 3, outright: false })
        }
        (None, Some((level, (at, _)))) => Some(Find { value: Value::Level(level), at, rank: 2, outright: false }),
        (None, None) => None,
    }
}

/// The first word for a level that is not denied; one after "now" comes before it.
fn word(message: &mut Message, span: &Span, asked: bool) -> Option<(ExperienceLevel, Span)> {
    let (mut found, mut at): (Vec<(ExperienceLevel, Span)>, usize) = (Vec::new(), span.start);
    while at < span.end {
        let here = if message.used(at) { None } else { level_word(message, span, at, asked) };
        at = match here {
            Some((level, end)) => {
                if !denied(&message.text, span.start, at) {
                    found.push((level, at..end));
                }
                end.max(at + 1)
            }
            None => at + 1,
        };
    }
    let text = &message.text;
    let now = |words: &Span| {
        (words.start.saturating_sub(5)..words.start)
            .any(|i| i >= span.start && matches!(text.word(i), "now" | "became" | "currently"))
    };
    let chosen = found.iter().find(|(_, words)| now(words)).or_else(|| found.first()).cloned()?;
    let chosen = joined_to_lower(text, &found, chosen);
    let titles: Vec<Span> =
        found.iter().map(|(_, words)| words.clone()).filter(|words| !part_of_title(text, words)).collect();
    for words in titles {
        message.take(words);
    }
    Some(chosen)
}

/// "tech lead", "marketing intern": says the level, and stays in the title.
fn part_of_title(text: &Text, words: &Span) -> bool {
    matches!(text.word(words.end - 1), "lead" | "leader" | "intern" | "trainee" | "apprentice")
        && (words.len() > 1
            || (words.start > 0
                && text.pause(words.start - 1) == Pause::None
                && text.is(words.start - 1, Classes::FIELD)))
}

/// "mid to senior", "senior/lead": the lower of two that are joined.
fn joined_to_lower(
    text: &Text,
    found: &[(ExperienceLevel, Span)],
    chosen: (ExperienceLevel, Span),
) -> (ExperienceLevel, Span) {
    let next = found.iter().find(|(_, words)| words.start >= chosen.1.end);
    match next {
        Some((level, words)) => {
            let between = chosen.1.end..words.start;
            let glued = between.is_empty() && matches!(text.token(words.start).joint, Joint::Slash | Joint::Hyphen);
            let joined = between.len() == 1 && matches!(text.word(between.start), "to" | "or" | "and");
            if (glued || joined) && *level < chosen.0 { (*level, chosen.1) } else { chosen }
        }
        None => chosen,
    }
}

fn level_word(message: &Message, span: &Span, at: usize, asked: bool) -> Option<(ExperienceLevel, usize)> {
    let text = &message.text;
    if other_meaning(text, at) {
        return None;
    }
    if let Some((end, level)) = ANYWHERE.longest(text, at) {
        // "team lead" as the title itself stays in the title.
        return Some((level, end));
    }
    if let Some(level) = in_title(text, span, at) {
        return Some((level, at + 1));
    }
    if asked && let Some(end) = has_none(text, at) {
        return Some((Entry, end));
    }
    if asked && let Some((end, level)) = WHEN_ASKED.longest(text, at) {
        return Some((level, end));
    }
    let (end, level) = BEFORE_ROLE.longest(text, at)?;
    let same_clause = text.pause(end - 1) < Pause::Bracket;
    let clause = message.trimmed(around(text, span, at));
    let article = usize::from(text.is(clause.start, Classes::ARTICLE));
    let alone = (clause.start + article..clause.end) == (at..end) || in_brackets(text, at, end);
    let alone = alone && !among(text.word(at), "staff lead principal intern middle student");
    let softened = at > 0
        && text.pause(at - 1) == Pause::None
        && among(text.word(at - 1), "pretty quite fairly still rather very")
        && !text.is(end, Classes::COMMON);
    // "I'm actually senior."
    let said = among(text.word(before_adverbs(text, span.start, at)), "am")
        && (end >= span.end || text.pause(end - 1) >= Pause::Bracket)
        && among(text.word(at), "senior junior mid entry intermediate sr jr");
    let role = same_clause && before_role(message, span, end, text.word(at));
    (alone || softened || said || role).then_some((level, end))
}

/// "I don't have any", "I haven't got any yet", but not "I don't have any idea".
fn has_none(text: &Text, at: usize) -> Option<usize> {
    let end = text.any_phrase(
        at,
        &[
            "do not have any",
            "do not have much",
            "have not any",
            "have not got any",
            "have not had any",
            "not any",
            "do not really have any",
        ],
    )?;
    let end = text.any_phrase(end, &["yet", "at all", "so far", "really", "to speak of"]).unwrap_or(end);
    (end == text.len() || text.pause(end - 1) >= Pause::Bracket).then_some(end)
}

/// "marketing intern", "tech lead", "looking for an internship": words that close a title and say the level.
fn in_title(text: &Text, span: &Span, at: usize) -> Option<ExperienceLevel> {
    let trade_before = at > span.start && text.pause(at - 1) == Pause::None && text.is(at - 1, Classes::FIELD);
    let wanted = || around(text, span, at).any(|i| among(text.word(i), "looking want seeking find like need after"));
    match text.word(at) {
        "internship" | "internships" | "traineeship" => (trade_before || wanted()).then_some(Entry),
        "intern" | "trainee" | "apprentice" => trade_before.then_some(Entry),
        "lead" => (trade_before && !text.is(at + 1, Classes::ROLE | Classes::FIELD)).then_some(Lead),
        _ => None,
    }
}

/// The word before this one, adverbs and articles aside.
fn before_adverbs(text: &Text, start: usize, at: usize) -> usize {
    (start..at).rev().find(|i| !text.is(*i, Classes::ADVERB | Classes::ARTICLE)).unwrap_or(at)
}

/// "lead generation", "staff nurse", "senior citizens": no level.
fn other_meaning(text: &Text, at: usize) -> bool {
    let (word, after) = (text.word(at), text.word(at + 1));
    let glued = |after: &str| text.pause(at) < Pause::Comma && !after.is_empty();
    let before = if at > 0 { text.word(at - 1) } else { "" };
    match word {
        "lead" => glued(after) && among(after, "generation gen time times scoring nurturing to magnet"),
        "staff" => {
            (glued(after) && among(after, "nurse accountant attorney sergeant writer of member members meetings room"))
                || matches!(before, "of" | "my" | "the" | "our")
        }
        "senior" => glued(after) && among(after, "citizen citizens care living center centre home homes year people"),
        "junior" => glued(after) && matches!(after, "high" | "school" | "college" | "year"),
        "principal" => matches!(before, "school" | "vice" | "assistant"),
        "middle" => glued(after) && among(after, "school east of management manager class"),
        "mid" => glued(after) && among(after, "size sized stage market twenties thirties"),
        "graduate" | "student" => {
            glued(after)
                && among(
                    after,
                    "school degree visa loans loan program programme recruiter advisor affairs support success",
                )
        }
        "none" | "zero" => text.word(at + 1) == "of",
        _ => false,
    }
}

/// Whether the title of a job follows: a head noun within a few words, or, as the start of a clause, a field of work.
fn before_role(message: &Message, span: &Span, start: usize, word: &str) -> bool {
    let text = &message.text;
    let mut at = start;
    while at < span.end && at < start + 6 {
        if text.is(at, Classes::ROLE) && (word != "intern" || at > start) {
            return true;
        }
        let field = text.is(at, Classes::FIELD);
        if field && (at + 1 == span.end || text.pause(at) >= Pause::Comma || text.is(at + 1, Classes::VACANCY)) {
            return true;
        }
        let stops = text.is(at, Classes::HARD) && !matches!(text.word(at), "and" | "of" | "or");
        if stops
            || text.is(at, Classes::ARTICLE)
            || (text.is(at, Classes::COMMON) && !field && text.joint_is_space(at))
            || text.pause(at) >= Pause::Comma
        {
            return false;
        }
        at += 1;
    }
    false
}

/// "developer (senior)".
fn in_brackets(text: &Text, at: usize, end: usize) -> bool {
    at > 0 && text.pause(at - 1) == Pause::Bracket && text.mark_after(end - 1) == Some(')')
}

fn around(text: &Text, span: &Span, at: usize) -> Span {
    let (mut start, mut end) = (at, at + 1);
    while start > span.start && at < start + REACH && text.pause(start - 1) < Pause::Comma {
        start -= 1;
    }
    while end < span.end && end < at + REACH && text.pause(end - 1) < Pause::Comma {
        end += 1;
    }
    start..end
}

/// "not senior yet", "no longer a junior", "used to be a junior".
fn denied(text: &Text, start: usize, at: usize) -> bool {
    let mut back = at;
    while back > start && back + 4 > at && text.pause(back - 1) < Pause::Comma {
        back -= 1;
        match text.word(back) {
            "but" | "now" => return false,
            "used" if text.word(back + 1) == "to" => return true,
            "than" | "become" | "becoming" => return true,
            _ if text.is(back, Classes::NEGATION) => return true,
            _ => {}
        }
    }
    false
}

impl Text<'_> {
    /// Written as a word of its own.
    pub fn joint_is_space(&self, at: usize) -> bool {
        self.token(at).joint == Joint::Space
    }
}
