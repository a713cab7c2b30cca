//! Cuts an answer into words with the pauses between them, once, so that every rule reads tokens and none reads characters.

mod cutter;

use super::lexicon::Classes;
use cutter::Cutter;

/// How a word hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Space,
    Hyphen,
    Slash,
    /// The second half of a contraction: the `am` of "I'm".
    Same,
}

/// What follows a word, from nothing to the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pause {
    None,
    Bracket,
    Comma,
    Colon,
    Stop,
    Question,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    start: usize,
    end: usize,
    low: (usize, usize),
    pub joint: Joint,
    pub pause: Pause,
    /// Written with a capital first letter, or in a script that has none.
    pub capital: bool,
    pub classes: Classes,
}

/// An answer and its words.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub source: &'a str,
    lowered: String,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    pub fn new(source: &'a str) -> Self {
        Self::forgiving(source, &[])
    }

    /// Recognises some words in spite of a slip; what is kept stays as it was written.
    pub fn forgiving(source: &'a str, keywords: &'static [&'static str]) -> Self {
        Cutter::new(source, keywords).cut()
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn token(&self, at: usize) -> &Token {
        &self.tokens[at]
    }

    /// The word at a place, in lower case; nothing past the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.lowered[t.low.0..t.low.1])
    }

    pub fn is(&self, at: usize, class: Classes) -> bool {
        self.tokens.get(at).is_some_and(|t| t.classes.has(class))
    }

    /// A word of which nothing is known.
    pub fn is_unknown(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.classes == Classes::default())
    }

    pub fn pause(&self, at: usize) -> Pause {
        self.tokens.get(at).map_or(Pause::Stop, |t| t.pause)
    }

    /// Whether nothing, or the end of a clause, comes before this word.
    pub fn opens_clause(&self, at: usize) -> bool {
        at == 0 || self.pause(at - 1) >= Pause::Bracket
    }

    /// The words as they were written, from one token up to another.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        if from >= to || to > self.len() {
            return "";
        }
        let (start, mut end) = (self.tokens[from].start, self.tokens[to - 1].end);
        let cut = &self.source[start..end];
        if cut.contains('(') && !cut.contains(')') && self.source[end..].starts_with(')') {
            end += 1;
        }
        &self.source[start..end]
    }

    /// Where a phrase that begins at `at` ends, if it is there; adverbs between its words do not count.
    pub fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        if !phrase.starts_with(self.word(at)) {
            return None;
        }
        let mut next = at;
        for (nth, word) in phrase.split(' ').enumerate() {
            if nth > 0 {
                while self.word(next) != word && self.is(next, Classes::ADVERB) && next < at + 8 {
                    next += 1;
                }
                if self.pause(next.wrapping_sub(1)) >= Pause::Stop {
                    return None;
                }
            }
            if self.word(next) != word {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The longest of several phrases that begins here.
    pub fn any_phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        if at >= self.len() {
            return None;
        }
        phrases.iter().filter_map(|phrase| self.phrase(at, phrase)).max()
    }

    /// Where a word begins in the answer, in bytes.
    pub fn offset(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.source.len(), |t| t.start)
    }

    /// "-5": a minus right before the first word of the answer.
    pub fn follows_minus(&self, at: usize) -> bool {
        at == 0 && self.source[..self.offset(0)].ends_with(['-', '−'])
    }

    /// The character right after a word.
    pub fn mark_after(&self, at: usize) -> Option<char> {
        self.tokens.get(at).and_then(|t| self.source[t.end..].chars().next())
    }
}

/// Whether a word is one of a list, which is written as a sentence would be.
pub(super) fn among(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|listed| listed == word)
}

/// Letters and digits of any script, and the marks that combine with them.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c,
            '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{0900}'..='\u{0963}'
            | '\u{0966}'..='\u{0DF3}' | '\u{0E31}'..='\u{0E4E}' | '\u{0EB1}'..='\u{0ECE}' | '\u{102B}'..='\u{103E}'
            | '\u{17B4}'..='\u{17D3}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{3099}' | '\u{309A}'
            | '\u{FE20}'..='\u{FE2F}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("I'm D'Angelo", &["i", "am", "d'angelo"])]
    #[case("C++, C# and .NET", &["c++", "c#", "and", ".net"])]
    #[case("a 4-day week (2.5x)", &["a", "4", "day", "week", "2.5x"])]
    #[case("Hi.I’m Bob", &["hi", "i", "am", "bob"])]
    #[case("राहुल 李小龍", &["राहुल", "李小龍"])]
    fn an_answer_is_cut_into_words(#[case] answer: &str, #[case] words: &[&str]) {
        let text = Text::new(answer);
        let cut: Vec<&str> = (0..text.len()).map(|at| text.word(at)).collect();
        assert_eq!(cut, words);
    }

    #[test]
    fn a_full_stop_after_an_abbreviation_ends_no_sentence() {
        let text = Text::new("St. John's. Yes");
        assert_eq!((text.pause(0), text.pause(1)), (Pause::None, Pause::Stop));
        assert_eq!(text.slice(0, 2), "St. John's");
    }

    #[test]
    fn a_bracket_that_was_opened_is_closed() {
        let text = Text::new("Remote (EU), please");
        assert_eq!(text.slice(0, 2), "Remote (EU)");
    }
}
