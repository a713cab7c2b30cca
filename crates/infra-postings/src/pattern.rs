//! One way to write down a pattern, so that every one is compiled once.

/// A regular expression of ours, compiled at its first use. The engine is linear in what it reads, whatever the text.
macro_rules! pattern {
    ($regex:expr) => {{
        static PATTERN: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($regex).expect("a pattern of this crate"));
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
