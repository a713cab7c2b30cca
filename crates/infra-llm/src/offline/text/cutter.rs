//! The cutting itself: reads characters, once.

use super::{Joint, Pause, Text, Token, among, is_letter};
use crate::offline::lexicon::{self, Classes};
use crate::offline::spelling;

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‐' | '‑' | '−' | '~')
}

pub(super) struct Cutter<'a> {
    source: &'a str,
    chars: Vec<(usize, char)>,
    text: Text<'a>,
    /// Spaced strokes part a list: "Ann / nurse / 4 years / Oslo".
    listed: bool,
    /// Words that are recognised in spite of a slip.
    keywords: &'static [&'static str],
}

impl<'a> Cutter<'a> {
    pub fn new(source: &'a str, keywords: &'static [&'static str]) -> Self {
        let lowered = String::with_capacity(source.len() + 16);
        let text = Text { source, lowered, tokens: Vec::with_capacity(source.len() / 4 + 4) };
        let listed = source.matches(" / ").count() >= 3;
        Self { source, chars: source.char_indices().collect(), text, listed, keywords }
    }

    fn char(&self, at: usize) -> char {
        self.chars.get(at).map_or('\n', |(_, c)| *c)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.source.len(), |(offset, _)| *offset)
    }

    pub fn cut(mut self) -> Text<'a> {
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
        let classes = if &self.source[start..end] == "IT" { Classes::FIELD } else { lexicon::classes(word) };
        let meant = if classes == Classes::default() { spelling::meant(word, self.keywords) } else { None };
        let (word, classes) = meant.map_or((word, classes), |word| (word, lexicon::classes(word)));
        let low = self.text.lowered.len();
        self.text.lowered.push_str(word);
        let token = Token { start, end, low: (low, low + word.len()), joint, pause: Pause::None, capital, classes };
        self.text.tokens.push(token);
    }
}
