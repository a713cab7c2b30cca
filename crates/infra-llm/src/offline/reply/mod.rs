//! What is said back: a word on what was understood, then one question, in other words each time.

mod wording;

use domain::onboarding::{Collected, ExtractedFields, Field};

use super::understanding::Manner;
use wording::{how_to_change, level_label, stage_label, wording};

pub(super) const GREETING: &str = "Hi! I'm here to learn what you are looking for, so that your job search starts in the right place. It takes six short questions. First of all, what is your name?";

/// What the reply has to take into account.
pub(super) struct Situation<'a> {
    pub asked: Field,
    /// What the answer added or changed.
    pub news: &'a ExtractedFields,
    /// What was known before it.
    pub before: &'a ExtractedFields,
    /// What is known after it.
    pub after: &'a Collected,
    pub manner: Manner,
    pub answers_before: u32,
}

pub(super) fn reply(situation: &Situation) -> String {
    let acknowledged = acknowledgement(situation);
    let Some(next) = situation.after.next_field() else {
        return format!("{acknowledged}{}", farewell(situation.after.fields()));
    };
    let again = next == situation.asked && acknowledged.is_empty();
    let wording = wording(next);
    let question = pick(if again { wording.again } else { wording.first }, situation.answers_before);
    if !again {
        return format!("{acknowledged}{question}");
    }
    match situation.manner {
        Manner::Plain => format!("{} {question}", pick(&SORRY, situation.answers_before)),
        Manner::Greets => format!("Hello, and welcome! {question}"),
        Manner::AsksBack => format!("{} {question}", wording.why),
        Manner::Announces(field) => format!("{} {question}", how_to_change(field)),
    }
}

const SORRY: [&str; 4] = [
    "I couldn't make out an answer there.",
    "I'm not sure I got that.",
    "Sorry, I couldn't read an answer from that.",
    "Let me ask that differently.",
];

fn pick<'a>(from: &[&'a str], by: u32) -> &'a str {
    usize::try_from(by).ok().and_then(|by| from.get(by % from.len())).copied().unwrap_or_default()
}

/// What was understood, in a few words; nothing when nothing was.
fn acknowledgement(situation: &Situation) -> String {
    let news = situation.news;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(news.role.as_deref().map(short));
    facts.extend(news.experience_level.map(|level| level_label(level).to_owned()));
    facts.extend(news.location.as_deref().map(short));
    facts.extend(news.startup_stage.map(|stage| stage_label(stage).to_owned()));
    if facts.is_empty() && news.name.is_none() && news.extra_preferences.is_some() {
        return "Thank you, I've noted that too. ".to_owned();
    }
    facts.extend(news.extra_preferences.as_ref().map(|_| "your preferences".to_owned()));
    let changed = Field::ALL.iter().any(|field| news.has(*field) && situation.before.has(*field));
    let name = news.name.as_deref().map(first_name);
    match (name, facts.is_empty(), changed) {
        (None, true, _) => String::new(),
        (Some(name), true, false) => format!(
            "{}, {name}! ",
            pick(&["Nice to meet you", "Good to meet you", "A pleasure to meet you"], situation.answers_before)
        ),
        (Some(name), true, true) => format!("Thank you, {name}, I've corrected your name. "),
        (Some(name), false, _) => format!("Nice to meet you, {name}! I've noted {}. ", list(&facts)),
        (None, false, true) => format!("Of course, I've updated that: {}. ", list(&facts)),
        (None, false, false) => format!(
            "{}: {}. ",
            pick(&["Got it", "Thank you, noted", "Noted", "Thanks, I have"], situation.answers_before),
            list(&facts)
        ),
    }
}

/// Long text is not repeated back.
fn short(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { "that".to_owned() }
}

fn first_name(name: &str) -> String {
    let first = name
        .split_whitespace()
        .find(|word| !matches!(word.to_lowercase().trim_end_matches('.'), "dr" | "mr" | "mrs" | "ms" | "prof"));
    first.map(|first| capitalised(&short(first))).unwrap_or_default()
}

/// A name that is typed without any capital is addressed with one: "jean-luc" as "Jean-Luc".
fn capitalised(name: &str) -> String {
    if name.chars().any(char::is_uppercase) {
        return name.to_owned();
    }
    let parts = name.split('-').map(|part| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    parts.collect::<Vec<_>>().join("-")
}

fn list(facts: &[String]) -> String {
    match facts {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn farewell(known: &ExtractedFields) -> String {
    let name = known.name.as_deref().map(first_name).filter(|name| !name.is_empty());
    match name {
        Some(name) => format!("That is all I need, {name}. Thank you, and good luck with your search!"),
        None => "That is all I need. Thank you, and good luck with your search!".to_owned(),
    }
}
