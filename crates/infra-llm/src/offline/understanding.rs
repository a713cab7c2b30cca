//! Puts the rules together: what one answer adds to or changes in what is known.

use domain::onboarding::{Collected, ExtractedFields, Field};

use super::correction::{self, Mark, Part};
use super::lexicon::{Classes, Place};
use super::message::{Find, Message, Span, Value};
use super::text::{Pause, among};
use super::{extras, intent, level, location, name, role, stage};

/// The rank of what stands after the name of its field; nothing is surer.
const NAMED: u8 = 9;

/// What one answer says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Understanding {
    pub extracted: ExtractedFields,
    pub declined: bool,
    /// It asked something in return.
    pub asks_back: bool,
}

pub(super) fn understand(answer: &str, known: &Collected, asked: Field) -> Understanding {
    let mut message = Message::new(answer);
    let all = 0..message.text.len();
    if all.is_empty() {
        return Understanding::default();
    }
    let asks_back = message.sentences(all.clone()).iter().any(|sentence| intent::is_question(&message.text, sentence));
    intent::silence_orders(&mut message);
    intent::silence_questions(&mut message);
    if asked == Field::ExtraPreferences {
        return Understanding { asks_back, ..extras::understand(&message, known) };
    }
    let extra = extras::labelled(&mut message);
    let mut reader = Reader::new(known, asked);
    reader.read_all(&mut message);
    if let Some(extra) = extra {
        reader.fields.extra_preferences = Some(extra);
    }
    Understanding { extracted: reader.fields, declined: false, asks_back }
}

/// Reads a message part by part, and remembers what it has found.
pub(super) struct Reader<'k> {
    known: &'k Collected,
    asked: Field,
    /// The field that a correction without a name means.
    last: Option<Field>,
    pub fields: ExtractedFields,
}

impl<'k> Reader<'k> {
    pub fn new(known: &'k Collected, asked: Field) -> Self {
        let before = Field::ALL.iter().copied().take_while(|field| *field != asked);
        let last = before.filter(|field| known.fields().has(*field)).last();
        Self { known, asked, last, fields: ExtractedFields::default() }
    }

    pub fn read_all(&mut self, message: &mut Message) {
        for part in correction::parts(message) {
            self.read(message, &part);
        }
    }

    pub fn read(&mut self, message: &mut Message, part: &Part) {
        let mut finds = all_named(message, part);
        finds.extend(self.recognised(message, part));
        let first = message
            .clauses(part.span.clone())
            .into_iter()
            .find(|clause| clause.clone().any(|at| !message.used(at)) || finds.iter().any(|f| clause.contains(&f.at)));
        let unread = first.filter(|clause| !finds.iter().any(|find| clause.contains(&find.at)));
        if part.mark == Mark::Strong
            && let Some(clause) = &unread
            && finds.iter().all(|f| Some(f.value.field()) != self.last)
        {
            let target = self.last.unwrap_or(self.asked);
            finds.extend(
                plain(message, clause.clone(), part.span.end, target)
                    .or_else(|| plain(message, clause.clone(), part.span.end, self.asked)),
            );
        }
        // "Munich... no, Nuremberg": the same question is answered anew.
        let anew = part.mark > Mark::None && finds.is_empty() && self.last == Some(self.asked);
        if !finds.iter().any(|find| find.value.field() == self.asked) && (!self.fields.has(self.asked) || anew) {
            let labelled: Vec<usize> = finds.iter().filter(|find| find.rank == NAMED).map(|find| find.at).collect();
            finds.extend(self.answer(message, part, &labelled));
        }
        finds.extend(self.trade_by_elimination(message, part, &finds));
        finds.extend(self.by_elimination(message, part, &finds));
        finds.sort_by_key(|find| find.at);
        for find in finds {
            self.accept(find, part.mark);
        }
    }

    /// What shows by its own words which field it is.
    fn recognised(&self, message: &mut Message, part: &Part) -> Vec<Find> {
        let marked = part.mark > Mark::None;
        let asks = |field| self.asked == field || (marked && self.last == Some(field));
        let name_known = self.has(Field::Name) && !(marked && self.last == Some(Field::Name));
        let span = part.span.clone();
        let mut finds = Vec::new();
        finds.extend(stage::find(message, span.clone(), asks(Field::StartupStage)));
        finds.extend(level::find(message, span.clone(), asks(Field::ExperienceLevel)));
        finds.extend(location::find(message, span.clone(), asks(Field::Location)));
        finds.extend(name::find(message, span.clone(), asks(Field::Name), name_known));
        if !finds.iter().any(|find| find.value.field() == Field::Location) && self.asked != Field::Location {
            finds.extend(self.bare_place(message, &span));
        }
        finds.extend(role::find(message, span, self.asked == Field::Role));
        finds
    }

    /// Under the last question any text is an answer; only what plainly takes something back is read as a change.
    pub fn read_change(&mut self, message: &mut Message, part: &Part) {
        let mut finds = all_named(message, part);
        if finds.is_empty() {
            finds.extend(self.recognised(message, part));
            finds.retain(|find| {
                (part.mark > Mark::None && (find.rank >= 2 || part.span.len() <= 4))
                    || (find.outright && find.rank >= 3 && opens(message, part, find))
            });
        }
        if finds.is_empty() && part.mark == Mark::Strong && part.span.len() <= 4 {
            let last = self
                .last
                .filter(|field| *field != Field::StartupStage && *field != Field::ExperienceLevel)
                .unwrap_or(Field::Location);
            let capital = part.span.clone().any(|at| message.text.is_capital(at));
            finds.extend(plain(message, part.span.clone(), part.span.end, last).filter(|_| capital));
        }
        for find in finds {
            self.accept(find, part.mark);
        }
    }

    fn has(&self, field: Field) -> bool {
        self.known.has(field) || self.fields.has(field)
    }

    /// A clause that is a known place and nothing else.
    fn bare_place(&self, message: &mut Message, span: &Span) -> Option<Find> {
        let clauses = message.clauses(span.clone());
        for clause in clauses {
            let first = clause.start == span.start;
            let words = message.trimmed(clause);
            let Some((start, end, place)) = known_place(message, &words) else { continue };
            let maybe_name = first && place == Place::Name && self.asked == Field::Name && !self.has(Field::Name);
            if maybe_name {
                continue;
            }
            let end = with_region(message, end, span.end);
            message.take(start..end);
            let value = Value::Location(message.text.slice(start, end).to_owned());
            return Some(Find { value, at: start, rank: 1, outright: false });
        }
        None
    }

    /// The plain answer to the question that was asked.
    fn answer(&self, message: &mut Message, part: &Part, labelled: &[usize]) -> Option<Find> {
        for sentence in message.sentences(part.span.clone()) {
            for clause in message.clauses(sentence.clone()) {
                if labelled.iter().any(|at| clause.contains(at)) {
                    continue;
                }
                let target = self.meant(message, &clause, part.mark);
                if let Some(find) = plain(message, clause, sentence.end, target) {
                    return Some(find);
                }
            }
        }
        None
    }

    /// "Sorry, it's Anna" after the name means the name, whatever was asked since.
    fn meant(&self, message: &Message, clause: &Span, mark: Mark) -> Field {
        let words = message.trimmed(clause.clone());
        let trade = message.any(words.clone(), Classes::FIELD | Classes::ROLE);
        let named = words.take(4).any(|at| message.text.is_capital(at) && !message.text.is(at, Classes::HARD));
        match (self.asked, self.last, mark) {
            (Field::Role, Some(Field::Name), Mark::Weak) if !trade && named => Field::Name,
            (Field::ExperienceLevel | Field::StartupStage, Some(last), Mark::Weak | Mark::Strong) => last,
            (asked, ..) => asked,
        }
    }

    /// "Anna Kowalska, nurse, 7 years, Bydgoszcz": in a list, the one capitalised word that is nothing else is the place.
    fn by_elimination(&self, message: &mut Message, part: &Part, finds: &[Find]) -> Option<Find> {
        let found = |field| finds.iter().any(|find| find.value.field() == field) || self.has(field);
        if finds.len() < 3 || found(Field::Location) || !found(Field::Name) || !found(Field::Role) {
            return None;
        }
        for clause in message.clauses(part.span.clone()).into_iter().skip(1) {
            let words = message.trimmed(clause);
            let fits = !words.is_empty()
                && words.len() <= 3
                && words.clone().all(|at| {
                    message.text.is_capital(at)
                        && !message.text.is(at, Classes::HARD | Classes::COMMON | Classes::THING)
                });
            if fits {
                let value = Value::Location(message.text.slice(words.start, words.end).to_owned());
                message.take(words.clone());
                return Some(Find { value, at: words.start, rank: 1, outright: false });
            }
        }
        None
    }

    /// "Lukas. Berlin. Backend. 5 years": in a list, a field of work alone is the role.
    fn trade_by_elimination(&self, message: &mut Message, part: &Part, finds: &[Find]) -> Option<Find> {
        if finds.len() < 2 || self.has(Field::Role) || finds.iter().any(|find| find.value.field() == Field::Role) {
            return None;
        }
        let clause = message.clauses(part.span.clone()).into_iter().find(|clause| {
            let words = message.trimmed(clause.clone());
            !words.is_empty() && words.clone().all(|at| message.text.is(at, Classes::FIELD) && !message.used(at))
        })?;
        plain(message, clause.clone(), clause.end, Field::Role)
    }

    /// Takes a find over, unless the field is known and nothing says that it should change.
    fn accept(&mut self, find: Find, mark: Mark) {
        let field = find.value.field();
        let replaces = mark > Mark::None || find.outright;
        let allowed = if self.fields.has(field) { mark > Mark::None } else { !self.known.has(field) || replaces };
        if allowed && !(mark == Mark::None && same(&find.value, self.known.fields())) {
            self.last = Some(field);
            find.value.put(&mut self.fields);
        }
    }
}

/// Every field that a correction names: "my role to editor and my experience to 3 years".
fn all_named(message: &mut Message, part: &Part) -> Vec<Find> {
    let (mut finds, mut start) = (Vec::new(), part.span.start);
    if part.mark == Mark::None && !changes(message, &part.span) {
        return finds;
    }
    while let Some((field, after)) = correction::named_field(&message.text, &(start..part.span.end)) {
        finds.extend(named(message, part, field, after));
        start = after;
    }
    finds
}

/// What stands after the name of a field: "change my location to ...".
fn named(message: &mut Message, part: &Part, field: Field, after: usize) -> Option<Find> {
    let clause = message.clauses(after..part.span.end).into_iter().next()?;
    let found = match field {
        Field::ExperienceLevel => level::find(message, clause.clone(), true),
        Field::StartupStage => stage::find(message, clause.clone(), true),
        _ => plain(message, clause.clone(), part.span.end, field),
    };
    found.map(|find| Find { outright: true, rank: NAMED, ..find })
}

/// "change my role to X", "my location is now X".
fn changes(message: &Message, span: &Span) -> bool {
    span.clone().any(|at| {
        among(message.text.word(at), "change update switch put set replace should correct fix edit list make")
    })
}

fn plain(message: &mut Message, clause: Span, sentence_end: usize, field: Field) -> Option<Find> {
    let (words, value) = match field {
        Field::Name => name::plain(message, clause).map(|(words, name)| (words, Value::Name(name))),
        Field::Role => role::plain(message, clause, sentence_end).map(|(words, role)| (words, Value::Role(role))),
        Field::Location => {
            location::plain(message, clause, sentence_end).map(|(words, place)| (words, Value::Location(place)))
        }
        Field::ExperienceLevel | Field::StartupStage | Field::ExtraPreferences => None,
    }?;
    message.take(words.clone());
    Some(Find { value, at: words.start, rank: 1, outright: false })
}

/// "my name is ...", "location: ...": the field is named at the start of the sentence.
fn opens(message: &Message, part: &Part, find: &Find) -> bool {
    let labels = [
        "my name is",
        "name",
        "the name is",
        "call me",
        "my location is",
        "my location",
        "location",
        "my role is",
        "my role",
        "role",
        "i am moving to",
        "i am relocating to",
    ];
    find.at > part.span.start && message.text.any_phrase(part.span.start, &labels).is_some_and(|end| end + 2 >= find.at)
}

/// The value is known already, but for the case of its letters.
fn same(value: &Value, known: &ExtractedFields) -> bool {
    let (new, old) = match value {
        Value::Name(new) => (new, &known.name),
        Value::Role(new) => (new, &known.role),
        Value::Location(new) => (new, &known.location),
        _ => return false,
    };
    old.as_ref().is_some_and(|old| old.to_lowercase() == new.to_lowercase())
}

/// The known place that these words are, a leading "in" aside.
fn known_place(message: &Message, words: &Span) -> Option<(usize, usize, Place)> {
    if words.is_empty() {
        return None;
    }
    let start = message.text.any_phrase(words.start, &["in", "near", "it is", "that is"]).unwrap_or(words.start);
    let (end, place) = message.place_at(start)?;
    (end == words.end).then_some((start, end, place))
}

/// "Berlin, Germany": the country belongs to the city.
fn with_region(message: &Message, end: usize, limit: usize) -> usize {
    if message.text.pause(end - 1) != Pause::Comma {
        return end;
    }
    let region = if message.text.word(end) == "the" { end + 1 } else { end };
    match message.place_at(region) {
        Some((next, Place::Region))
            if next <= limit && (next == limit || message.text.pause(next - 1) >= Pause::Bracket) =>
        {
            next
        }
        _ => end,
    }
}
