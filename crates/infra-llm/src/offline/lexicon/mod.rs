//! What is known of single words: one look-up per word, whose answer every rule shares. English only.

mod common;
mod places;
mod roles;

use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

pub(super) use places::Place;

/// A set of properties of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(u32);

impl Classes {
    /// Holds sentences together and is never part of a name: "my", "is", "hello".
    pub const HARD: Self = Self(1);
    /// An everyday word that, in lower case, is no part of a name or a place.
    pub const COMMON: Self = Self(1 << 1);
    /// May stand between the words of a phrase: "I *currently* live in".
    pub const ADVERB: Self = Self(1 << 2);
    /// Says nothing at either end of an answer: "well", "please".
    pub const FILLER: Self = Self(1 << 3);
    /// Ends the title of a job: "engineer", "nurse".
    pub const ROLE: Self = Self(1 << 4);
    /// Names a trade or a field of work: "backend", "finance".
    pub const FIELD: Self = Self(1 << 5);
    /// Also a surname: "Baker".
    pub const SURNAME: Self = Self(1 << 6);
    /// Begins the name of a known place.
    pub const PLACE: Self = Self(1 << 7);
    pub const ARTICLE: Self = Self(1 << 8);
    pub const PRONOUN: Self = Self(1 << 9);
    /// A little word inside names: "de", "van", "bin".
    pub const PARTICLE: Self = Self(1 << 10);
    /// What one uses rather than lives in: "Python", "English", "March".
    pub const THING: Self = Self(1 << 11);
    /// Typed to fill the field: "asdf".
    pub const NONSENSE: Self = Self(1 << 12);
    /// A verb that asks when a pronoun follows: "do you".
    pub const AUXILIARY: Self = Self(1 << 13);
    pub const NEGATION: Self = Self(1 << 14);
    /// What declining the last question is made of.
    pub const DECLINE: Self = Self(1 << 15);
    /// "roles", "positions": follows the title of a job.
    pub const VACANCY: Self = Self(1 << 16);
    /// Greets or thanks.
    pub const GREETING: Self = Self(1 << 17);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static WORDS: LazyLock<HashMap<&'static str, Classes>> = LazyLock::new(|| {
    let tables = [
        (Classes::HARD, common::HARD),
        (Classes::HARD | Classes::PRONOUN, common::PRONOUNS),
        (Classes::COMMON, common::COMMON),
        (Classes::COMMON | Classes::ADVERB, common::ADVERBS),
        (Classes::FILLER, common::FILLERS),
        (Classes::HARD | Classes::GREETING | Classes::FILLER, common::GREETINGS),
        (Classes::ARTICLE, common::ARTICLES),
        (Classes::AUXILIARY, common::AUXILIARIES),
        (Classes::NEGATION | Classes::HARD, common::NEGATIONS),
        (Classes::DECLINE, common::DECLINES),
        (Classes::PARTICLE, common::PARTICLES),
        (Classes::NONSENSE, common::NONSENSE),
        (Classes::THING, common::THINGS),
        (Classes::ROLE, roles::HEADS),
        (Classes::ROLE | Classes::SURNAME, roles::SURNAMES),
        (Classes::FIELD, roles::FIELDS),
        (Classes::VACANCY | Classes::COMMON, roles::VACANCIES),
    ];
    let mut words: HashMap<&'static str, Classes> = HashMap::new();
    let listed = tables.iter().flat_map(|(class, table)| table.split_whitespace().map(move |word| (word, *class)));
    let places = places::first_words().map(|word| (word, Classes::PLACE));
    for (word, class) in listed.chain(places) {
        let entry = words.entry(word).or_default();
        *entry = *entry | class;
    }
    words
});

pub(super) fn classes(word: &str) -> Classes {
    WORDS.get(word).copied().unwrap_or_default()
}

/// The kind of place that these words, in lower case and single-spaced, name.
pub(super) fn place(words: &str) -> Option<Place> {
    places::find(words)
}

/// The two words that are written as one, with or without the apostrophe.
pub(super) fn contraction(word: &str) -> Option<(&str, &'static str)> {
    let bare = match word {
        "im" => Some(("i", "am")),
        "ive" => Some(("i", "have")),
        "its" => Some(("it", "is")),
        "thats" => Some(("that", "is")),
        "whats" => Some(("what", "is")),
        "lets" => Some(("let", "us")),
        "dont" => Some(("do", "not")),
        "doesnt" => Some(("does", "not")),
        "didnt" => Some(("did", "not")),
        "isnt" => Some(("is", "not")),
        "cant" | "can't" | "cannot" => Some(("can", "not")),
        "wont" | "won't" => Some(("will", "not")),
        _ => None,
    };
    if bare.is_some() {
        return bare;
    }
    let (head, tail) = word.split_once('\'')?;
    let heads = "i it that what name who where how you we they there here he she this role location let which";
    if !heads.split(' ').any(|known| known == head) {
        return word.strip_suffix("n't").filter(|head| !head.is_empty()).map(|head| (head, "not"));
    }
    match tail {
        "m" => Some((head, "am")),
        "s" if head == "let" => Some((head, "us")),
        "s" => Some((head, "is")),
        "re" => Some((head, "are")),
        "ve" => Some((head, "have")),
        "d" => Some((head, "would")),
        "ll" => Some((head, "will")),
        _ => None,
    }
}
