//! What is said back: a word on what was understood, then one question, in other words each time.

use domain::onboarding::{Collected, ExtractedFields, Field};

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
    pub asks_back: bool,
    pub answers_before: u32,
}

pub(super) fn reply(situation: &Situation) -> String {
    let acknowledged = acknowledgement(situation);
    let Some(next) = situation.after.next_field() else {
        return format!("{acknowledged}{}", farewell(situation.after.fields()));
    };
    let again = next == situation.asked && acknowledged.is_empty();
    let question = if again {
        again_in_other_words(next, situation.answers_before)
    } else {
        question(next, situation.answers_before)
    };
    if again && situation.asks_back {
        return format!("{} {question}", why(next));
    }
    if again {
        return format!("{} {question}", pick(&SORRY, situation.answers_before));
    }
    format!("{acknowledged}{question}")
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
    facts.extend(news.experience_level.map(|level| format!("{level} level")));
    facts.extend(news.location.as_deref().map(short));
    facts.extend(news.startup_stage.map(|stage| format!("{stage} stage")));
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
    first.map(short).unwrap_or_default()
}

fn list(facts: &[String]) -> String {
    match facts {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn question(field: Field, answers: u32) -> &'static str {
    match field {
        Field::Name => pick(&["What is your name?", "Could you tell me your name?"], answers),
        Field::Role => pick(
            &[
                "What kind of role are you looking for?",
                "Which role would you like next?",
                "What job are you hoping to find?",
            ],
            answers,
        ),
        Field::ExperienceLevel => pick(
            &[
                "How much experience do you have, in years or as a level?",
                "How many years of experience do you bring?",
                "How experienced would you say you are: entry-level, junior, mid-level, senior or lead?",
            ],
            answers,
        ),
        Field::Location => pick(
            &[
                "Where would you like to work?",
                "Which city or region suits you, or would you rather work remotely?",
                "Where should I look: a city, a region, or remote?",
            ],
            answers,
        ),
        Field::StartupStage => pick(
            &[
                "Which stage of company appeals to you: early, growth, late, or a unicorn?",
                "What stage of company would you like to join: early, growth, late, or a unicorn?",
            ],
            answers,
        ),
        Field::ExtraPreferences => pick(
            &[
                "Is there anything else that matters to you in a job? You can also say no.",
                "Last question: any other preferences? A plain no is fine.",
            ],
            answers,
        ),
    }
}

fn again_in_other_words(field: Field, answers: u32) -> &'static str {
    match field {
        Field::Name => pick(
            &[
                "What should I call you?",
                "Which name may I use for you? A first name is enough.",
                "How would you like to be addressed?",
            ],
            answers,
        ),
        Field::Role => pick(
            &[
                "Could you name the job you want, for instance \"data analyst\"?",
                "What would your job title be, if you could choose?",
                "Which kind of work are you after? A job title is enough.",
            ],
            answers,
        ),
        Field::ExperienceLevel => pick(
            &[
                "Roughly how many years have you worked in this field?",
                "Would you call yourself entry-level, junior, mid-level, senior or lead?",
                "A number of years is enough, for instance \"4 years\".",
            ],
            answers,
        ),
        Field::Location => pick(
            &[
                "Which city would you like to work in? \"Remote\" is fine as well.",
                "Could you name a city, a country, or say \"remote\"?",
                "Where would you want your next job to be?",
            ],
            answers,
        ),
        Field::StartupStage => pick(
            &[
                "Would you rather join an early, growth or late stage company, or a unicorn?",
                "Which comes closest: seed or series A, series B or C, later than that, or a unicorn?",
                "A word is enough: early, growth, late or unicorn.",
            ],
            answers,
        ),
        Field::ExtraPreferences => pick(
            &[
                "Anything else you would like in a job, such as benefits or working hours? If not, just say no.",
                "Do you have any other wishes for your next job? \"No\" is a fine answer.",
            ],
            answers,
        ),
    }
}

fn why(field: Field) -> &'static str {
    match field {
        Field::Name => "Fair question: I ask so that I know how to address you.",
        Field::Role => "Fair question: the role decides which jobs are worth showing you.",
        Field::ExperienceLevel => {
            "Fair question: it lets me leave out jobs that ask for far more or far less experience than you have."
        }
        Field::Location => "Fair question: it tells me where to look for jobs.",
        Field::StartupStage => {
            "Fair question: a young company and a grown one are very different places to work, so it helps me choose."
        }
        Field::ExtraPreferences => {
            "Fair question: anything you add here, such as benefits or an industry, helps me to choose better."
        }
    }
}

fn farewell(known: &ExtractedFields) -> String {
    let name = known.name.as_deref().map(first_name).filter(|name| !name.is_empty());
    match name {
        Some(name) => format!("That is all I need, {name}. Thank you, and good luck with your search!"),
        None => "That is all I need. Thank you, and good luck with your search!".to_owned(),
    }
}
