//! Amounts of time in figures and words: "3-5 years", "a year and a half", "almost ten".

use std::sync::LazyLock;

use super::phrases::Phrases;
use super::text::{Joint, Pause, Text};

/// An amount that was read, and the word after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amount {
    /// In years; the lower end of a range.
    pub years: f64,
    pub end: usize,
    /// A unit was named; without one it is a bare number.
    pub unit: bool,
}

/// The amount that begins at this word.
pub(super) fn amount(text: &Text, at: usize) -> Option<Amount> {
    let (below, start) = below(text, at);
    let start = ABOVE.end(text, start).unwrap_or(start);
    let (low, mut end, glued) = range(text, start)?;
    end = skip(
        text,
        end,
        &[
            "or so",
            "plus",
            "and change",
            "odd",
            "something",
            "or more",
            "solid",
            "full",
            "good",
            "long",
            "ish",
            "whole",
        ],
    );
    let unit = glued.map(|unit| (unit, end)).or_else(|| unit(text, end));
    let Some((unit, after)) = unit else {
        let years = if below && low > 0.0 { low - 0.01 } else { low };
        return Some(Amount { years, end, unit: false });
    };
    let (more, after) = remainder(text, after, unit);
    let years = low * unit + more;
    let years = if below && years > 0.0 { years - 0.01 } else { years };
    Some(Amount { years, end: after, unit: true })
}

static BELOW: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "almost|nearly|under|just under|less than|below|not quite|not even|close to|just shy of|shy of|up to
        |almost about|no more than|not more than|at most|fewer than|going on|approaching",
    )])
});

/// What counts by the number that follows.
static ABOVE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "more than|better than|greater than|longer than|no less than|not less than|no fewer than|not fewer than
        |upwards of|in excess of",
    )])
});

static VAGUE: LazyLock<Phrases<f64>> = LazyLock::new(|| {
    Phrases::new([
        ("a couple of", 2.0),
        ("a couple", 2.0),
        ("couple of", 2.0),
        ("couple", 2.0),
        ("a few", 3.0),
        ("few", 3.0),
        ("several", 3.0),
        ("half a dozen", 6.0),
        ("a dozen", 12.0),
        ("dozen", 12.0),
        ("half a", 0.5),
        ("half an", 0.5),
        ("half", 0.5),
        ("a single", 1.0),
    ])
});

/// "almost", "less than": the amount is not quite reached.
fn below(text: &Text, at: usize) -> (bool, usize) {
    BELOW.end(text, at).map_or((false, at), |end| (true, end))
}

fn skip(text: &Text, at: usize, phrases: &[&str]) -> usize {
    if at > 0 && text.pause(at - 1) >= Pause::Comma {
        return at;
    }
    text.any_phrase(at, phrases).unwrap_or(at)
}

/// A number or the lower of two, the word after it, and the unit that was written onto it ("4y").
fn range(text: &Text, at: usize) -> Option<(f64, usize, Option<f64>)> {
    let between = text.any_phrase(at, &["between", "from"]);
    let (low, end, unit) = number(text, between.unwrap_or(at))?;
    if unit.is_some() || text.pause(end - 1) >= Pause::Bracket {
        return Some((low, end, unit));
    }
    let hyphen = end < text.len() && matches!(text.token(end).joint, Joint::Hyphen | Joint::Slash);
    let word = matches!(text.word(end), "to" | "or") || (between.is_some() && text.word(end) == "and");
    let next = if hyphen { Some(end) } else { word.then_some(end + 1) };
    match next.and_then(|next| number(text, next)) {
        Some((high, end, unit)) if high >= low || word => Some((low.min(high), end, unit)),
        _ => Some((low, end, None)),
    }
}

fn number(text: &Text, at: usize) -> Option<(f64, usize, Option<f64>)> {
    let word = text.word(at);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return figures(word).map(|(value, unit)| {
            let (value, end) = and_a_half(text, at + 1, value);
            (value, end, unit)
        });
    }
    let (value, end) = words(text, at)?;
    let (value, end) = and_a_half(text, end, value);
    Some((value, end, None))
}

/// "4", "2.5", "3,5", "10+", "4yrs", "2½", "4ish".
fn figures(word: &str) -> Option<(f64, Option<f64>)> {
    let digits = word.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(word.len());
    let (figure, rest) = word.split_at(digits);
    let thousands = figure.split_once(',').is_some_and(|(_, after)| after.len() == 3);
    let value: f64 = if thousands { figure.replace(',', "") } else { figure.replace(',', ".") }.parse().ok()?;
    let (half, rest) = rest.strip_prefix('½').map_or((0.0, rest), |rest| (0.5, rest));
    let rest = rest.trim_start_matches('+');
    match rest {
        "" | "ish" => Some((value + half, None)),
        "y" | "yr" | "yrs" | "year" | "years" | "yoe" => Some((value + half, Some(1.0))),
        "m" | "mo" | "mos" | "months" | "month" => Some((value + half, Some(1.0 / 12.0))),
        _ => None,
    }
}

fn and_a_half(text: &Text, at: usize, value: f64) -> (f64, usize) {
    if at > 0 && text.pause(at - 1) >= Pause::Comma {
        return (value, at);
    }
    text.any_phrase(at, &["and a half", "and half", "½"]).map_or((value, at), |end| (value + 0.5, end))
}

fn words(text: &Text, at: usize) -> Option<(f64, usize)> {
    if let Some((end, value)) = VAGUE.longest(text, at) {
        return Some((value, end));
    }
    let word = text.word(at);
    // "a year" is one year; "a nurse" is no number.
    if matches!(word, "a" | "an") && text.word(at + 1) != "quarter" {
        let next = skip(text, at + 1, &["good", "full", "solid", "whole"]);
        return unit(text, next).map(|_| (1.0, next));
    }
    // "a quarter of a century"; a quarter by itself is a part of a year or a coin.
    if let Some(end) = text.any_phrase(at, &["a quarter of a", "quarter of a", "a quarter", "quarter"]) {
        return unit(text, end).map(|_| (0.25, end));
    }
    if let Some(ten) = ["twenty", "thirty", "forty", "fifty", "sixty"].iter().position(|ten| *ten == word) {
        let tens = [20.0, 30.0, 40.0, 50.0, 60.0][ten];
        return match small(text.word(at + 1)).filter(|one| *one > 0.0 && *one < 10.0 && text.pause(at) == Pause::None) {
            Some(one) => Some((tens + one, at + 2)),
            None => Some((tens, at + 1)),
        };
    }
    small(word).map(|value| (value, at + 1))
}

fn small(word: &str) -> Option<f64> {
    const WORDS: [(&str, f64); 20] = [
        ("zero", 0.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("thirteen", 13.0),
        ("fourteen", 14.0),
        ("fifteen", 15.0),
        ("sixteen", 16.0),
        ("seventeen", 17.0),
        ("eighteen", 18.0),
        ("nineteen", 19.0),
    ];
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// A unit of time, in years.
fn unit(text: &Text, at: usize) -> Option<(f64, usize)> {
    if at > 0 && text.pause(at - 1) >= Pause::Comma {
        return None;
    }
    let years = match text.word(at) {
        "year" | "years" | "yr" | "yrs" | "yoe" | "year's" | "years'" => 1.0,
        "month" | "months" | "mo" | "mos" => 1.0 / 12.0,
        "week" | "weeks" => 1.0 / 52.0,
        "decade" | "decades" => 10.0,
        "century" => 100.0,
        _ => return None,
    };
    Some((years, at + 1))
}

/// What is added after the unit: "a year *and a half*", "2 years *and 3 months*".
fn remainder(text: &Text, at: usize, whole: f64) -> (f64, usize) {
    if at > 0 && text.pause(at - 1) >= Pause::Stop {
        return (0.0, at);
    }
    if let Some(end) = text.any_phrase(at, &["and a half", "and half"]) {
        return (whole / 2.0, end);
    }
    let next = if text.word(at) == "and" { at + 1 } else { at };
    match number(text, next).and_then(|(value, end, glued)| {
        glued.map(|u| (u, end)).or_else(|| unit(text, end)).map(|(u, end)| (value * u, end, u))
    }) {
        Some((years, end, unit)) if unit < whole && years < whole => (years, end),
        _ => (0.0, at),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("4 years", 4.0)]
    #[case("two and a half years", 2.5)]
    #[case("a year and a half", 1.5)]
    #[case("18 months", 1.5)]
    #[case("3-5 years", 3.0)]
    #[case("between three and five years", 3.0)]
    #[case("twenty-five years", 25.0)]
    #[case("half a decade", 5.0)]
    #[case("quarter of a century", 25.0)]
    #[case("more than eight years", 8.0)]
    #[case("10+ yrs", 10.0)]
    #[case("3½ years", 3.5)]
    #[case("1 year and 6 months", 1.5)]
    #[case("almost 3 years", 2.99)]
    fn an_amount_of_time_is_read_in_years(#[case] words: &str, #[case] years: f64) {
        let text = Text::new(words);
        let amount = amount(&text, 0).unwrap();
        assert!((amount.years - years).abs() < 1e-6, "{}", amount.years);
        assert!(amount.unit && amount.end == text.len());
    }

    #[rstest]
    #[case("years")]
    #[case("a nurse")]
    #[case("100k")]
    #[case("")]
    fn what_is_no_amount_is_not_read_as_one(#[case] words: &str) {
        assert_eq!(amount(&Text::new(words), 0), None);
    }
}
