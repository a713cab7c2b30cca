//! One answer while it is being read: which of its words are already understood or must not be listened to.

use std::ops::Range;
use std::sync::LazyLock;

use domain::onboarding::{ExtractedFields, Field};

use super::lexicon::{self, Classes, Place};
use super::phrases::Phrases;
use super::spelling;
use super::text::{Joint, Pause, Text};

/// What people say before the answer itself, whatever was asked.
static LEADS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "it is|that is|that would be|it would be|that will be|i would say|i guess|i think|i suppose|i believe|i am
        |put|use|put down|put me down as|you can put|you can write|write|you may call me|at the moment|for now
        |right now|these days|could be|might be|can be|let us say|let us do|let us go with|say|i would go with
        |i would go for|i will go with|i will say|i said|i meant|i wrote|i typed|i did say|as i said|like i said|which is|namely|which would be|mostly|preferably|ideally|perhaps|the answer is
        |my answer is|i mean|i want|i would prefer|i prefer|i would like|how about|in that case",
    )])
});

/// Words of an answer that a rule may look at.
pub(super) type Span = Range<usize>;

#[derive(Debug)]
pub(super) struct Message<'a> {
    pub text: Text<'a>,
    /// Words that a rule has understood, and words that nobody may: questions, instructions.
    used: Vec<bool>,
}

impl<'a> Message<'a> {
    pub fn new(answer: &'a str) -> Self {
        Self::of(Text::new(answer))
    }

    /// An answer to a question, in which slips in the words that matter to it are forgiven.
    pub fn in_answer_to(asked: Field, answer: &'a str) -> Self {
        Self::of(Text::forgiving(answer, spelling::keywords(asked)))
    }

    fn of(text: Text<'a>) -> Self {
        let used = vec![false; text.len()];
        Self { text, used }
    }

    pub fn used(&self, at: usize) -> bool {
        self.used.get(at).copied().unwrap_or(true)
    }

    pub fn take(&mut self, span: Span) {
        let end = span.end.min(self.used.len());
        for used in &mut self.used[span.start.min(end)..end] {
            *used = true;
        }
    }

    /// Sentences: they end at a full stop, a question mark, a line.
    pub fn sentences(&self, span: Span) -> Vec<Span> {
        self.split(span, Pause::Stop)
    }

    /// Clauses: they end at any pause.
    pub fn clauses(&self, span: Span) -> Vec<Span> {
        self.split(span, Pause::Comma)
    }

    fn split(&self, span: Span, pause: Pause) -> Vec<Span> {
        let (mut parts, mut start) = (Vec::new(), span.start);
        for at in span.clone() {
            if self.text.pause(at) >= pause {
                parts.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < span.end {
            parts.push(start..span.end);
        }
        parts
    }

    /// The span without filler at its ends: "well, ... please".
    pub fn trimmed(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.start, span.end);
        while start < end && (self.used(start) || self.text.is(start, Classes::FILLER)) {
            start += 1;
        }
        while start < end && (self.used(end - 1) || self.text.is(end - 1, Classes::FILLER)) {
            end -= 1;
        }
        start..end
    }

    /// The span without what leads up to an answer: "I guess it would be ...", and the phrases that lead up to this field alone.
    pub fn after_lead_in(&self, span: Span, own: &[&str]) -> Span {
        let mut span = self.trimmed(span);
        for _ in 0..4 {
            let longest = LEADS.end(&self.text, span.start).max(self.text.any_phrase(span.start, own));
            let Some(end) = longest.filter(|end| *end < span.end) else { break };
            span = self.trimmed(end..span.end);
        }
        span
    }

    /// Where a known place that begins here ends.
    pub fn place_at(&self, at: usize) -> Option<(usize, Place)> {
        if !self.text.is(at, Classes::PLACE) {
            return None;
        }
        let (mut words, mut found) = (String::new(), None);
        for next in at..(at + 5).min(self.text.len()) {
            if self.used(next) {
                break;
            }
            if next > at {
                words.push(if self.text.token(next).joint == Joint::Hyphen { '-' } else { ' ' });
            }
            words.push_str(self.text.word(next));
            // "us" and "or" are places in capitals only.
            let capitals =
                words.len() > 2 || words == "uk" || self.text.slice(at, next + 1).chars().all(char::is_uppercase);
            if let Some(place) = lexicon::place(&words).filter(|_| capitals) {
                found = Some((next + 1, place));
            }
            if self.text.pause(next) >= Pause::Bracket {
                break;
            }
        }
        found
    }

    /// Whether the clause denies what stands here: "I don't want to be a manager".
    pub fn denies(&self, start: usize, at: usize, reach: usize) -> bool {
        let mut back = at;
        while back > start && at < back + reach && self.text.pause(back - 1) < Pause::Comma {
            back -= 1;
            if matches!(self.text.word(back), "but" | "only" | "just" | "far" | "and" | "problem" | "idea") {
                return false;
            }
            if self.text.is(back, Classes::NEGATION) {
                return true;
            }
        }
        false
    }

    /// Whether any word of the span has one of the classes.
    pub fn any(&self, mut span: Span, class: Classes) -> bool {
        span.any(|at| self.text.is(at, class))
    }
}

/// One thing that a rule understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Find {
    pub value: Value,
    pub at: usize,
    /// Of several for one field, the highest rank wins, then the first.
    pub rank: u8,
    /// Said outright ("my name is"): may replace what is known without a word of correction.
    pub outright: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Name(String),
    Role(String),
    Level(domain::onboarding::ExperienceLevel),
    Location(String),
    Stage(domain::onboarding::StartupStage),
}

impl Value {
    pub fn field(&self) -> Field {
        match self {
            Self::Name(_) => Field::Name,
            Self::Role(_) => Field::Role,
            Self::Level(_) => Field::ExperienceLevel,
            Self::Location(_) => Field::Location,
            Self::Stage(_) => Field::StartupStage,
        }
    }

    pub fn put(self, fields: &mut ExtractedFields) {
        match self {
            Self::Name(name) => fields.name = Some(name),
            Self::Role(role) => fields.role = Some(role),
            Self::Level(level) => fields.experience_level = Some(level),
            Self::Location(location) => fields.location = Some(location),
            Self::Stage(stage) => fields.startup_stage = Some(stage),
        }
    }
}
