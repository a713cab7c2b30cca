//! HTML as readable text, and the data that pages carry. Reads a stream of tokens and builds no tree, so nesting costs nothing.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub text: String,
    /// The contents of every `<script type="application/ld+json">`.
    pub data: Vec<String>,
}

/// Whether a text is marked up.
pub(crate) fn is_likely(text: &str) -> bool {
    pattern!(r"(?i)</(?:p|div|li|ul|ol|span|strong|b|em|i|h[1-6]|body|html|a|td|tr|section|script|font|u)\s*>|<(?:br|p|li|ul|div|html|!doctype)\b[^<>]{0,200}/?>").is_match(text)
}

/// The text of some HTML, or of plain text; markup and entities that were escaped once more are taken off as well.
pub(crate) fn to_text(source: &str) -> String {
    let mut text = source.trim().to_owned();
    for _ in 0..4 {
        text = if is_likely(&text) {
            read(&text).text
        } else if has_entities(&text) {
            // Plain text keeps its own lines.
            read(&text.replace('<', "&lt;").replace('\n', "<br>")).text
        } else {
            break;
        };
    }
    text
}

fn has_entities(text: &str) -> bool {
    pattern!(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});").is_match(text)
}

pub(crate) fn read(source: &str) -> Page {
    let mut reader = Reader::default();
    let mut emitter = DefaultEmitter::<()>::default();
    // What stands in a script or a style is no markup.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(source, emitter) {
        match token {
            Token::StartTag(tag) => {
                let data = tag.attributes.iter().any(|(name, value)| {
                    name.as_slice() == b"type" && value.to_ascii_lowercase().starts_with(b"application/ld+json")
                });
                reader.open(&tag.name, data);
            }
            Token::EndTag(tag) => reader.close(&tag.name),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.page.text = reader.page.text.trim().to_owned();
    reader.page
}

/// What the text being read is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Text,
    Data,
    /// Scripts, styles and the like; up to the end tag of the same name.
    Skipped,
}

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    within: Within,
    preformatted: bool,
}

impl Reader {
    fn open(&mut self, name: &[u8], is_data: bool) {
        if self.within != Within::Text {
            return;
        }
        match name {
            b"script" if is_data => {
                self.within = Within::Data;
                self.page.data.push(String::new());
            }
            b"script" | b"style" | b"template" | b"title" | b"svg" | b"select" | b"iframe" | b"noembed" => {
                self.within = Within::Skipped;
            }
            b"br" if !self.page.text.ends_with("\n\n") => self.page.text.push('\n'),
            b"br" => {}
            b"li" => {
                self.lines(1);
                self.page.text.push_str("- ");
            }
            b"td" | b"th" => self.gap(),
            b"pre" => self.preformatted = true,
            _ => self.lines(distance(name)),
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"script" | b"style" | b"template" | b"title" | b"svg" | b"select" | b"iframe" | b"noembed" => {
                self.within = Within::Text;
            }
            b"pre" => self.preformatted = false,
            _ if self.within == Within::Text => self.lines(if name == b"li" { 1 } else { distance(name) }),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.within {
            Within::Skipped => {}
            Within::Data => {
                if let Some(data) = self.page.data.last_mut() {
                    data.push_str(text);
                }
            }
            // Text that was never HTML keeps its own lines.
            Within::Text if self.preformatted => self.page.text.push_str(text),
            Within::Text => {
                for (nth, word) in text.split(|c: char| c.is_whitespace()).enumerate() {
                    if nth > 0 {
                        self.gap();
                    }
                    self.page.text.push_str(word);
                }
            }
        }
    }

    /// At least so many line breaks, unless nothing stands above or an item has just begun.
    fn lines(&mut self, count: usize) {
        if count == 0 || self.page.text.is_empty() || self.page.text.ends_with("\n- ") || self.page.text == "- " {
            return;
        }
        let kept = self.page.text.trim_end_matches(' ').len();
        self.page.text.truncate(kept);
        let there = self.page.text.bytes().rev().take(count).take_while(|byte| *byte == b'\n').count();
        for _ in there..count {
            self.page.text.push('\n');
        }
    }

    fn gap(&mut self) {
        if !self.page.text.is_empty() && !self.page.text.ends_with([' ', '\n']) {
            self.page.text.push(' ');
        }
    }
}

/// How many line breaks stand around an element.
fn distance(name: &[u8]) -> usize {
    match name {
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"blockquote" | b"table"
        | b"section" | b"article" | b"hr" | b"dl" | b"header" | b"footer" | b"main" | b"pre" => 2,
        b"div" | b"tr" | b"dt" | b"dd" | b"option" | b"form" | b"fieldset" | b"nav" | b"aside" | b"button"
        | b"address" | b"figure" | b"summary" | b"details" | b"label" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("<p>One <b>two</b></p><p>Three</p>", "One two\n\nThree")]
    #[case("<ul><li>One</li><li><p>Two</p></li></ul>Three", "- One\n- Two\n\nThree")]
    #[case("One<br>Two<br/>\n  Three", "One\nTwo\nThree")]
    #[case("&lt;p&gt;Caf&amp;eacute; &amp;amp; bar&lt;/p&gt;", "Café & bar")]
    #[case("R&amp;D, 5 < 6 &mdash; fine", "R&D, 5 < 6 — fine")]
    #[case("<style>p {}</style><p>A<script>b()</script>C</p>", "AC")]
    #[case("<div><div>A</div></div><div>B</div>", "A\nB")]
    #[case("<p>unclosed <li>item", "unclosed\n- item")]
    fn html_becomes_readable_text(#[case] html: &str, #[case] text: &str) {
        assert_eq!(to_text(html), text);
    }

    #[test]
    fn nesting_costs_no_stack_and_little_time() {
        let started = Instant::now();
        let deep = format!("{}x{}", "<div><ul><li>".repeat(100_000), "</li></ul></div>".repeat(100_000));
        assert!(to_text(&deep).contains('x'));
        assert!(to_text(&"&amp;".repeat(200_000)).len() <= 200_000);
        assert!(to_text(&"<".repeat(1_000_000)).len() <= 1_000_000);
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    }
}
