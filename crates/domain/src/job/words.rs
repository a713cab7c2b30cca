//! The words that jobs are found by, taken from jobs and from questions by the same rules, so that a word finds itself.

use std::hash::BuildHasher;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is longer is cut, in jobs and in questions alike.
const MAX_WORD_CHARS: usize = 64;
/// The most different words of one text.
const MAX_WORDS: usize = 5_000;
/// PostgreSQL keeps the words of a row in less than a megabyte.
const MAX_BYTES: usize = 512 * 1024;

/// Different words, each lower case and without accents, with single spaces in between.
///
/// A word is a run of letters and digits. `c++`, `c#` and `f#` keep their signs; letters that only look joined or accented are
/// written as those that people type (`ł` is `l`, `ß` is `ss`, `œ` is `oe`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchWords(String);

impl SearchWords {
    #[must_use]
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut reader = Reader::default();
        for text in texts {
            reader.read(text);
        }
        Self(reader.finish())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|word| !word.is_empty())
    }
}

/// Lower case for each letter and digit of ASCII, and 0 for all else.
const LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// Writes words one after the other into one text, and takes one back when it turns out to stand there already.
#[derive(Default)]
struct Reader {
    text: String,
    /// Where the present word begins.
    start: usize,
    chars: usize,
    /// Where the words begin and end.
    seen: HashTable<(usize, usize)>,
    hashes: DefaultHashBuilder,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        loop {
            rest = self.ascii(rest);
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = chars.as_str();
            if c.is_ascii() {
                rest = self.sign(c, rest);
            } else {
                for part in std::iter::once(c).nfkd() {
                    part.to_lowercase().for_each(|lower| self.letter(lower));
                }
            }
        }
        self.end_word();
    }

    /// Letters and digits, which are most of what people write. Returns what is left to read.
    fn ascii<'a>(&mut self, text: &'a str) -> &'a str {
        let mut lower = [0; MAX_WORD_CHARS];
        let mut run = 0;
        for byte in text.bytes().map(|byte| LOWER[usize::from(byte)]).take_while(|byte| *byte != 0) {
            if let Some(place) = lower.get_mut(run) {
                *place = byte;
            }
            run += 1;
        }
        let (word, rest) = (&lower[..run.min(MAX_WORD_CHARS.saturating_sub(self.chars))], &text[run..]);
        let is_whole =
            self.chars == 0 && rest.bytes().next().is_none_or(|next| next.is_ascii() && !b"#+".contains(&next));
        // Most words were read before.
        if !(is_whole && self.has_seen(word)) {
            self.text.extend(word.iter().map(|byte| char::from(*byte)));
            self.chars += run;
        }
        rest
    }

    fn has_seen(&self, word: &[u8]) -> bool {
        let is_word = |&(start, end): &(usize, usize)| self.text.as_bytes()[start..end] == *word;
        self.seen.find(self.hashes.hash_one(word), is_word).is_some()
    }

    /// A sign ends a word, and may belong to it. Returns what is left to read.
    fn sign<'a>(&mut self, c: char, rest: &'a str) -> &'a str {
        if self.chars == 0 {
            return rest;
        }
        let mut left = rest;
        match (&self.text[self.start..], c) {
            ("c" | "f", '#') => self.text.push('#'),
            ("c", '+') => {
                if let Some(after) = rest.strip_prefix('+') {
                    self.text.push_str("++");
                    left = after;
                }
            }
            _ => {}
        }
        self.end_word();
        left
    }

    fn letter(&mut self, c: char) {
        match plain(c) {
            Some(letters) => letters.chars().for_each(|letter| self.push(letter)),
            None if c.is_alphanumeric() => self.push(c),
            None if is_combining_mark(c) => {}
            None => self.end_word(),
        }
    }

    fn push(&mut self, c: char) {
        if self.chars < MAX_WORD_CHARS {
            self.text.push(c);
        }
        self.chars += 1;
    }

    fn end_word(&mut self) {
        if self.chars == 0 {
            return;
        }
        self.chars = 0;
        let (text, hashes) = (self.text.as_bytes(), &self.hashes);
        let (word, place) = (&text[self.start..], (self.start, text.len()));
        let is_word = |&(start, end): &(usize, usize)| text[start..end] == *word;
        let hash_again = |&(start, end): &(usize, usize)| hashes.hash_one(&text[start..end]);
        let known = self.seen.len();
        match self.seen.entry(hashes.hash_one(word), is_word, hash_again) {
            Entry::Vacant(free) if known < MAX_WORDS && text.len() < MAX_BYTES => {
                free.insert(place);
                self.text.push(' ');
                self.start = self.text.len();
            }
            _ => self.text.truncate(self.start),
        }
    }

    fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text
    }
}

/// Letters that Unicode takes for letters of their own, as people write them who do not have them on their keyboard.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn words(text: &str) -> String {
        SearchWords::of([text]).0
    }

    #[rstest]
    #[case("Senior Backend-Developer (Rust)", "senior backend developer rust")]
    #[case("rust, Rust; RUST!", "rust")]
    #[case("C++, C# and F#, but c+ or a#", "c++ c# and f# but c or a")]
    #[case("C++17, objective-c++, abc++", "c++ 17 objective abc")]
    #[case(".NET, ASP.NET, Node.js", "net asp node js")]
    #[case("Zürich Łódź Køge Straße Đakovo Cœur Ærø", "zurich lodz koge strasse dakovo coeur aero")]
    #[case("ﬁnance Ⅳ ① ﷺ", "finance iv 1 صلى الله عليه وسلم")]
    #[case("Zu\u{308}rich", "zurich")]
    #[case("ΟΔΟΣ οδος οδοσ", "οδοσ")]
    #[case("東京 エンジニア", "東京 エンシニア")]
    #[case(" \" * : ( ) - & | ! <-> ' \\ ", "")]
    #[case("NEAR(a b) AND title:x OR NOT y*", "near a b and title x or not y")]
    #[case("", "")]
    fn a_text_is_taken_apart_into_words(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(words(text), expected);
    }

    #[test]
    fn a_word_ends_where_its_text_ends() {
        assert_eq!(SearchWords::of(["back", "end"]).as_str(), "back end");
    }

    #[test]
    fn words_are_bounded_in_length_number_and_bytes() {
        assert_eq!(words(&"ä".repeat(100)), "a".repeat(64));
        let many: String = (0..9_000).map(|n| format!("w{n} ")).collect::<Vec<_>>().concat();
        assert_eq!(SearchWords::of([many.as_str()]).iter().count(), MAX_WORDS);
        let heavy: String = (0..5_000).map(|n| format!("{n}{} ", "𐐨".repeat(64))).collect::<Vec<_>>().concat();
        assert!(words(&heavy).len() <= MAX_BYTES);
    }

    #[test]
    fn a_question_without_a_word_is_empty() {
        assert!(SearchWords::of(["*"]).is_empty());
        assert_eq!(SearchWords::of(["*"]).iter().count(), 0);
    }

    #[test]
    fn a_long_description_is_read_at_once() {
        let text = (0..5_000).map(|n| format!("wörd{n} ")).collect::<Vec<_>>().concat().repeat(2);
        let text: String = text.chars().take(50_000).collect();
        let started = Instant::now();
        assert!(!words(&text).is_empty());
        // A few milliseconds, even unoptimised on a busy machine.
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn what_is_found_is_made_of_letters_and_digits_with_single_spaces(text in any::<String>()) {
            let words = words(&text);
            prop_assert_eq!(words.trim(), words.as_str());
            prop_assert!(!words.contains("  "));
            for word in words.split(' ').filter(|word| !matches!(*word, "c++" | "c#" | "f#")) {
                prop_assert!(word.chars().all(char::is_alphanumeric), "{:?}", word);
            }
        }

        #[test]
        fn the_words_of_words_are_themselves(text in "[ a-zA-ZÀ-žͰ-ϿЀ-ӿ+#.'\"0-9]{0,80}") {
            let once = words(&text);
            prop_assert_eq!(words(&once), once);
        }

        #[test]
        fn case_does_not_matter(text in "[ a-zA-ZÀ-ÖØ-öø-žЀ-ӿ+#.]{0,80}") {
            prop_assert_eq!(words(&text.to_uppercase()), words(&text));
        }
    }
}
