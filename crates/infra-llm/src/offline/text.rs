//! Cuts an answer into words with the pauses between them, once, so that every rule reads tokens and none reads characters.

use super::lexicon::{self, Classes};

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
        Cutter::new(source).cut()
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

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‐' | '‑' | '−' | '~')
}

struct Cutter<'a> {
    source: &'a str,
    chars: Vec<(usize, char)>,
    text: Text<'a>,
    /// Spaced strokes part a list: "Ann / nurse / 4 years / Oslo".
    listed: bool,
}

impl<'a> Cutter<'a> {
    fn new(source: &'a str) -> Self {
        let lowered = String::with_capacity(source.len() + 16);
        let text = Text { source, lowered, tokens: Vec::with_capacity(source.len() / 4 + 4) };
        let listed = source.matches(" / ").count() >= 3;
        Self { source, chars: source.char_indices().collect(), text, listed }
    }

    fn char(&self, at: usize) -> char {
        self.chars.get(at).map_or('\n', |(_, c)| *c)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.source.len(), |(offset, _)| *offset)
    }

    fn cut(mut self) -> Text<'a> {
        let (mut at, mut joint) = (0, Joint::Space);
        while at < self.chars.len() {
            if self.begins_word(at) {
                let end = self.word_end(at);
                self.push(at, end, joint);
                joint = Joint::Space;
                at = self.after_word(end);
            } else {
                joint = self.punctuation(at);
                at += 1;
            }
        }
        self.text
    }

    fn begins_word(&self, at: usize) -> bool {
        let (c, next) = (self.char(at), self.char(at + 1));
        let fresh = at == 0 || self.char(at - 1).is_whitespace();
        is_letter(c)
            || (matches!(c, '$' | '€' | '£') && next.is_ascii_digit())
            || (c == '.' && fresh && next.is_alphabetic())
    }

    /// Where the word that starts here ends: letters, and the signs that may stand inside a word.
    fn word_end(&self, start: usize) -> usize {
        let mut at = start + 1;
        loop {
            let (before, c, next) = (self.char(at - 1), self.char(at), self.char(at + 1));
            let inside = match c {
                '+' => before == '+' || before.is_alphanumeric(),
                '#' => before.is_alphabetic(),
                '%' => before.is_ascii_digit(),
                '.' => is_letter(next) && !self.ends_sentence_unspaced(start, at),
                ',' => before.is_ascii_digit() && next.is_ascii_digit(),
                '&' | '@' | '_' | '·' => is_letter(next),
                c if is_apostrophe(c) => is_letter(before) && is_letter(next),
                c => is_letter(c),
            };
            if !inside || at >= self.chars.len() {
                return at;
            }
            at += 1;
        }
    }

    /// "Hi.I'm Bob": a full stop with a capital after it and no space.
    fn ends_sentence_unspaced(&self, start: usize, dot: usize) -> bool {
        dot >= start + 2 && self.char(dot - 1).is_lowercase() && self.char(dot + 1).is_uppercase()
    }

    /// Takes the full stop of an abbreviation, which ends no sentence.
    fn after_word(&mut self, end: usize) -> usize {
        if self.char(end) != '.' || self.chars.len() <= end {
            return end;
        }
        let last = self.text.len() - 1;
        let word = self.text.word(last);
        let capital = self.text.tokens[last].capital;
        let goes_on = self.char(end + 1) == ' ' && is_letter(self.char(end + 2));
        let initial = capital
            && goes_on
            && word.chars().count() == 1
            && self.char(end + 2).is_uppercase()
            && (last == 0 || !matches!(self.text.word(last - 1), "series" | "or" | "and" | "to"));
        let title = goes_on && among(word, "dr mr mrs ms prof st mt ft approx");
        let suffix = matches!(word, "jr" | "sr");
        let letters = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
        if initial || title || suffix || letters {
            self.text.tokens[last].end = self.offset(end + 1);
            return end + 1;
        }
        end
    }

    /// Reads one sign between words; says how the next word hangs on the last.
    fn punctuation(&mut self, at: usize) -> Joint {
        let (c, next) = (self.char(at), self.char(at + 1));
        let before = if at == 0 { ' ' } else { self.char(at - 1) };
        let tight = !before.is_whitespace() && !next.is_whitespace() && !self.text.tokens.is_empty();
        let pause = match c {
            ',' | '，' | '、' | '،' => Pause::Comma,
            ':' | '：' => Pause::Colon,
            ';' | '.' | '!' | '\n' | '\r' | '…' | '。' | '！' | '|' | '•' | '।' => Pause::Stop,
            '?' | '？' | '؟' => Pause::Question,
            '(' | ')' | '[' | ']' | '（' | '）' => Pause::Bracket,
            '/' if tight => return Joint::Slash,
            '/' if self.listed => Pause::Comma,
            '&' => return Joint::Space,
            c if is_dash(c) => {
                let number = before.is_ascii_digit() && next.is_ascii_digit();
                if (tight && is_letter(next) && c != '—') || number {
                    return Joint::Hyphen;
                }
                // "~4" is no pause; "Ann - a nurse" is one.
                if c == '~' || before.is_ascii_digit() || next.is_ascii_digit() { Pause::None } else { Pause::Comma }
            }
            _ => Pause::None,
        };
        if let Some(last) = self.text.tokens.last_mut() {
            last.pause = last.pause.max(pause);
        }
        Joint::Space
    }

    fn push(&mut self, from: usize, to: usize, joint: Joint) {
        let (start, end) = (self.offset(from), self.offset(to));
        let written = &self.source[start..end];
        let mut word = String::with_capacity(written.len());
        for c in written.chars() {
            if is_apostrophe(c) { word.push('\'') } else { word.extend(c.to_lowercase()) }
        }
        let first = self.char(from);
        let capital = first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase());
        if let Some((head, tail)) = lexicon::contraction(&word) {
            self.push_word(head, start, end, joint, capital);
            self.push_word(tail, start, end, Joint::Same, false);
        } else {
            self.push_word(&word, start, end, joint, capital);
        }
    }

    fn push_word(&mut self, word: &str, start: usize, end: usize, joint: Joint, capital: bool) {
        let low = self.text.lowered.len();
        self.text.lowered.push_str(word);
        let token = Token {
            start,
            end,
            low: (low, low + word.len()),
            joint,
            pause: Pause::None,
            capital,
            classes: if &self.source[start..end] == "IT" { Classes::FIELD } else { lexicon::classes(word) },
        };
        self.text.tokens.push(token);
    }
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
