//! JSON as pages really carry it: in comments, with a semicolon behind it, with line breaks inside strings.

use serde_json::Value;

use crate::html;

/// Whether a text means to be JSON rather than a page.
pub(super) fn is_json(text: &str) -> bool {
    bare(text).starts_with(['{', '[', '"'])
}

/// The first value of a text; what follows it is ignored.
pub(super) fn parse(text: &str) -> Option<Value> {
    let text = bare(text);
    first(text).or_else(|| first(&repaired(text))).or_else(|| {
        let quoted = text.contains("&quot;") || text.contains("&#34;");
        quoted.then(|| html::to_text(text)).and_then(|text| first(&text).or_else(|| first(&repaired(&text))))
    })
}

fn first(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok()
}

/// Without comments, CDATA and byte order mark around it.
fn bare(text: &str) -> &str {
    let mut text = text.trim().trim_start_matches('\u{FEFF}').trim_start();
    loop {
        let before = text.len();
        for mark in ["<!--", "<![CDATA[", "//", "/*", "*/", "-->"] {
            text = text.strip_prefix(mark).unwrap_or(text).trim_start();
        }
        for mark in ["-->", "]]>", "//", "/*", "*/", ";"] {
            text = text.strip_suffix(mark).unwrap_or(text).trim_end();
        }
        if text.len() == before {
            return text;
        }
    }
}

/// Control characters inside strings are escaped; commas before a closing bracket are dropped.
fn repaired(text: &str) -> String {
    let mut fixed = String::with_capacity(text.len() + 64);
    let (mut inside, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => inside = !inside,
            '\n' if inside => {
                fixed.push_str("\\n");
                escaped = false;
                continue;
            }
            '\r' if inside => continue,
            c if inside && c.is_control() => {
                fixed.push(' ');
                escaped = false;
                continue;
            }
            // A bad escape, such as \' or \&, is the character itself.
            c if escaped && !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                fixed.pop();
            }
            ',' if !inside && closes(&text[at + 1..]) => continue,
            _ => {}
        }
        escaped = c == '\\' && !escaped && inside;
        fixed.push(c);
    }
    fixed
}

fn closes(rest: &str) -> bool {
    rest.chars().take(200).find(|c| !c.is_whitespace()).is_some_and(|next| matches!(next, '}' | ']'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(r#"{"a":1}"#)]
    #[case("\u{FEFF} {\"a\":1};")]
    #[case(r#"<!-- {"a":1} -->"#)]
    #[case("//<![CDATA[\n{\"a\":1}\n//]]>")]
    #[case("/*<![CDATA[*/{\"a\":1}/*]]>*/")]
    #[case(r#"{"a":1,}"#)]
    #[case(r#"{"a":1}{"b":2}"#)]
    #[case("{&quot;a&quot;:1}")]
    fn json_is_read_in_its_wrappings(#[case] text: &str) {
        assert!(is_json(text) || text.starts_with("{&"));
        assert_eq!(parse(text), Some(json!({"a": 1})));
    }

    #[test]
    fn strings_may_hold_line_breaks_and_bad_escapes() {
        let text = "{\"a\":\"one\ntwo\tthree \\'four\\' \\\"five\\\"\"}";
        assert_eq!(parse(text), Some(json!({"a": "one\ntwo three 'four' \"five\""})));
    }

    #[test]
    fn hostile_nesting_is_refused_and_not_followed() {
        assert_eq!(parse(&"[".repeat(500_000)), None);
        assert_eq!(parse(&"{\"a\":".repeat(200_000)), None);
    }
}
