//! One way to write down a pattern, so that every one is compiled once and runs fast.

use regex::Regex;

/// Compiles a pattern of ours. The engine is linear in what it reads, whatever the text.
///
/// `\b` means the border of an ASCII word: the border of any word would drop the fast engine at the first dash, bullet or euro sign,
/// and with that a posting takes twenty times as long. A pattern must not put it beside a letter such as `ę`,
/// and lists `mês` before `m`.
pub(crate) fn compiled(pattern: &str) -> Regex {
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("a pattern of this crate")
}

/// A regular expression of ours, compiled at its first use.
macro_rules! pattern {
    ($regex:expr) => {{
        static PATTERN: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::pattern::compiled($regex));
        &*PATTERN
    }};
}

/// Words of a list that is written with a bar between them, for looking up.
macro_rules! words {
    ($list:expr) => {{
        static WORDS: std::sync::LazyLock<std::collections::HashSet<&'static str>> =
            std::sync::LazyLock::new(|| $list.split('|').map(str::trim).filter(|word| !word.is_empty()).collect());
        &*WORDS
    }};
}
