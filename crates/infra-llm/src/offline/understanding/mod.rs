//! Puts the rules together: what one answer adds to or changes in what is known.

mod leftovers;
mod named;

use domain::onboarding::{Collected, ExtractedFields, Field};

use super::correction::{self, Mark, Part};
use super::lexicon::Classes;
use super::message::{Find, Message, Span};
use super::text::among;
use super::{extras, intent, level, location, name, role, stage};
use named::{all_named, opens, plain, same};

/// The rank of what stands after the name of its field; nothing is surer.
const NAMED: u8 = 9;

/// What one answer says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Understanding {
    pub extracted: ExtractedFields,
    pub declined: bool,
    pub manner: Manner,
}

/// What an answer does besides answering, for the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Manner {
    #[default]
    Plain,
    /// "Hello!"
    Greets,
    /// It asks something in return.
    AsksBack,
    /// "Can I change my location?": the new value is not said yet.
    Announces(Field),
}

impl Manner {
    fn of(message: &Message) -> Self {
        let text = &message.text;
        let sentences = message.sentences(0..text.len());
        if let Some(field) = sentences.iter().find_map(|sentence| correction::announced(text, sentence)) {
            return Self::Announces(field);
        }
        if sentences.iter().any(|sentence| intent::is_question(text, sentence)) {
            return Self::AsksBack;
        }
        let hello = (0..text.len()).any(|at| among(text.word(at), "hello hi hey hiya howdy greetings yo hola heya"));
        let only =
            (0..text.len()).all(|at| text.is(at, Classes::GREETING | Classes::FILLER) || text.word(at) == "there");
        if hello && only { Self::Greets } else { Self::Plain }
    }
}

pub(super) fn understand(answer: &str, known: &Collected, asked: Field) -> Understanding {
    let mut message = Message::in_answer_to(asked, answer);
    let all = 0..message.text.len();
    if all.is_empty() {
        return Understanding::default();
    }
    let manner = Manner::of(&message);
    intent::silence_orders(&mut message);
    intent::silence_questions(&mut message);
    if asked == Field::ExtraPreferences {
        return Understanding { manner, ..extras::understand(&message, known) };
    }
    let extra = extras::labelled(&mut message);
    let mut reader = Reader::new(known, asked);
    reader.read_all(&mut message);
    if let Some(extra) = extra {
        reader.fields.extra_preferences = Some(extra);
    }
    Understanding { extracted: reader.fields, declined: false, manner }
}

/// Reads a message part by part, and remembers what it has found.
pub(super) struct Reader<'k> {
    known: &'k Collected,
    asked: Field,
    /// The field that a correction without a name means.
    pub last: Option<Field>,
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
        // "Actually, Abu Dhabi is better. Growth stage.": a known place is taken for what it is.
        let place = part.mark == Mark::Weak
            && self.last == Some(Field::Location)
            && unread.as_ref().is_some_and(|clause| message.place_at(message.trimmed(clause.clone()).start).is_some());
        if (part.mark == Mark::Strong || place)
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
        finds.extend(role::find(message, span, self.asked));
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

    /// The plain answer to the question that was asked.
    fn answer(&self, message: &mut Message, part: &Part, labelled: &[usize]) -> Option<Find> {
        for sentence in message.sentences(part.span.clone()) {
            for clause in message.clauses(sentence.clone()) {
                if labelled.iter().any(|at| clause.contains(at)) {
                    continue;
                }
                let target = self.meant(message, &clause, part.mark);
                // "Grace. Grace Hopper.": the name in full may come as a sentence of its own.
                let end = if target == Field::Name { part.span.end } else { sentence.end };
                if let Some(find) = plain(message, clause, end, target) {
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
