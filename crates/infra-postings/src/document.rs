//! Cuts a posting into lines once: without decoration and wrapping, knowing which are list items and which are set off as headings.

use crate::noise;

/// One line of a posting, or one item of a list in it.
#[allow(clippy::struct_excessive_bools)] // each is told by a mark of its own
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Without its bullet, heading mark or emphasis.
    pub text: String,
    pub bullet: bool,
    /// Written as a heading: with `#`, or wholly in bold.
    pub marked: bool,
    /// Opened by a picture, which decorates heads as well as items.
    pub pictured: bool,
    /// An empty line stands before it.
    pub after_gap: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Document {
    pub lines: Vec<Line>,
}

impl Document {
    /// Reads a text; what job boards print around a posting is left out.
    pub fn new(source: &str) -> Self {
        let lines = unwrapped(raw_lines(&plain(source)));
        Self { lines: noise::without(lines) }
    }

    /// The text for people: items carry a dash, paragraphs keep their distance.
    pub fn readable(lines: &[Line]) -> String {
        let mut text = String::new();
        for line in lines {
            if !text.is_empty() {
                text.push_str(if line.after_gap { "\n\n" } else { "\n" });
            }
            if line.bullet {
                text.push_str("- ");
            }
            text.push_str(&line.text);
        }
        text
    }

    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().flat_map(|line| sentences(&line.text))
    }
}

/// One kind of line break and one kind of space, nothing invisible.
fn plain(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}' => text.push('\n'),
            '\t' => text.push('\t'),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FE0F}' | '\u{FEFF}' => {}
            c if c.is_whitespace() || c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

/// The most lines that are looked at: a posting has a few hundred.
const MAX_LINES: usize = 5_000;

const BULLETS: &str = "-*•‣–—·◦▪▫●○■□►▶▸➤➔→⁃∙◆◇❖✓✔✅☑★☆⭐👉🔹🔸🔷🔶♦✨➡➜>";

fn raw_lines(text: &str) -> Vec<Line> {
    let (mut lines, mut gap, mut bullet_waits) = (Vec::new(), false, false);
    for source in text.lines().take(MAX_LINES) {
        let trimmed = source.trim().trim_start_matches('>').trim();
        if trimmed.is_empty() || is_rule(trimmed) {
            gap = true;
            continue;
        }
        if trimmed.chars().count() == 1 && trimmed.chars().all(|c| BULLETS.contains(c)) {
            bullet_waits = true;
            continue;
        }
        for mut line in cut(trimmed) {
            line.bullet |= bullet_waits;
            line.after_gap = gap;
            (gap, bullet_waits) = (false, false);
            lines.push(line);
        }
    }
    lines
}

/// "-----", "=====", "* * *"
fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | ' ' | '–' | '—' | '#'))
}

/// A line without its marks; items that stand behind one another on one line become lines.
fn cut(line: &str) -> Vec<Line> {
    let heading = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim().trim_end_matches('#').trim());
    let (line, mut marked) = heading.filter(|h| !h.is_empty()).map_or((line, false), |heading| (heading, true));
    marked |= is_wrapped(line, "**") || is_wrapped(line, "__");
    let plain = line.replace("**", "").replace("__", "").replace('\t', "  ");
    let plain = plain.trim();
    let (text, bullet) = without_bullet(plain);
    if bullet && plain.starts_with('•') && text.contains(" • ") {
        let items = text.split(" • ").map(str::trim).filter(|item| !item.is_empty());
        return items.map(|item| Line { text: item.to_owned(), bullet, ..Line::default() }).collect();
    }
    if text.is_empty() {
        return Vec::new();
    }
    let pictured = bullet && plain.starts_with(is_ornament) && !plain.starts_with(|c: char| BULLETS.contains(c));
    vec![Line { text: text.to_owned(), bullet: bullet && !marked, pictured, marked, ..Line::default() }]
}

fn is_wrapped(line: &str, mark: &str) -> bool {
    line.trim_end_matches(':')
        .strip_prefix(mark)
        .and_then(|rest| rest.strip_suffix(mark))
        .is_some_and(|inside| !inside.is_empty() && !inside.contains(mark))
}

/// The text behind a bullet, a number or another ornament that opens a line.
fn without_bullet(line: &str) -> (&str, bool) {
    if let Some(found) = pattern!(r"^(?:\(?\d{1,2}[.)]|[a-z]\))\s+\S").find(line) {
        let text = &line[found.end()..];
        let last = line[..found.end()].chars().next_back().map_or(0, char::len_utf8);
        return (&line[line.len() - text.len() - last..], true);
    }
    if let Some(rest) = line.strip_prefix("o ").filter(|rest| rest.trim_start().starts_with(char::is_uppercase)) {
        return (rest.trim(), true);
    }
    if let Some(rest) = line.strip_prefix("+ ") {
        return (rest.trim(), true);
    }
    let bare = line.trim_start_matches(|c: char| BULLETS.contains(c) || c == '\u{FE0F}').trim_start();
    if bare.len() < line.len() {
        return (bare, true);
    }
    let bare = line.trim_start_matches(is_ornament).trim_start();
    (bare, bare.len() < line.len())
}

/// A picture that decorates: not a letter, a figure, a sign of money or a mark of punctuation.
fn is_ornament(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{200D}' | '\u{E000}'..='\u{F8FF}')
}

/// Joins what was broken at the edge of a mail or a window.
fn unwrapped(lines: Vec<Line>) -> Vec<Line> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    let hard =
        lengths.iter().all(|length| *length <= 84) && lengths.iter().filter(|length| **length >= 58).count() >= 4;
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut last_length = 0;
    for (line, length) in lines.into_iter().zip(lengths) {
        let continues = joined.last().is_some_and(|last| {
            let lower = line.text.starts_with(char::is_lowercase);
            let open = !last.text.ends_with(['.', ':', '!', '?', ';']);
            let room = if hard { 50 } else { 40 };
            !line.bullet
                && !line.marked
                && !line.after_gap
                && !last.marked
                && open
                && last_length >= room
                && (lower || hard)
        });
        match joined.last_mut().filter(|_| continues) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            None => joined.push(line),
        }
        last_length = length;
    }
    joined
}

/// The sentences of a line, with their marks.
pub(crate) fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = sentence_end(rest);
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim_end())
    })
}

fn sentence_end(text: &str) -> usize {
    let abbreviated = pattern!(
        r"(?i)(?:\b(?:e\.g|i\.e|inc|ltd|co|corp|sr|jr|st|vs|approx|incl|excl|no|dr|mr|ms|mrs|etc|ca|min|max|p\.a|u\.s|u\.k)|\b[A-Z])\.$"
    );
    for (at, mark) in text.match_indices(['.', '!', '?']) {
        let end = at + mark.len();
        let after = &text[end..];
        let opens = after.starts_with(char::is_whitespace)
            && after.trim_start().starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
        // Only what stands right before the stop can be an abbreviation.
        let window = text[..end].char_indices().rev().nth(8).map_or(0, |(at, _)| at);
        if opens && !(mark == "." && abbreviated.is_match(&text[window..end])) {
            return end;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("- Rust", "Rust", true)]
    #[case("• Rust", "Rust", true)]
    #[case("–Rust", "Rust", true)]
    #[case("3) Rust", "Rust", true)]
    #[case("10. Rust", "Rust", true)]
    #[case("o Rust", "Rust", true)]
    #[case("✅ Rust", "Rust", true)]
    #[case("🚀 Rust", "Rust", true)]
    #[case("**Rust**", "Rust", false)]
    #[case("## Rust", "Rust", false)]
    #[case("5+ years", "5+ years", false)]
    #[case("2.5 years", "2.5 years", false)]
    #[case("$45 an hour", "$45 an hour", false)]
    fn a_line_is_freed_of_its_marks(#[case] source: &str, #[case] text: &str, #[case] bullet: bool) {
        let line = &Document::new(source).lines[0];
        assert_eq!((line.text.as_str(), line.bullet), (text, bullet));
    }

    #[test]
    fn a_bullet_that_stands_alone_belongs_to_the_next_line() {
        let lines = Document::new("Needed\n•\nRust\n•\nGo").lines;
        let read: Vec<_> = lines.iter().map(|line| (line.text.as_str(), line.bullet)).collect();
        assert_eq!(read, [("Needed", false), ("Rust", true), ("Go", true)]);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Based in the U.S. for Acme Inc. You know C. We pay, e.g. well. Apply!";
        let cut: Vec<&str> = sentences(text).collect();
        assert_eq!(cut.last(), Some(&"Apply!"));
        assert!(cut[0].starts_with("Based in the U.S. for Acme"), "{cut:?}");
    }
}
