//! Amounts and ranges of money in a line, with their currency and period, whatever they are for.

use std::sync::LazyLock;

use domain::job::PayPeriod;
use regex::Regex;

use super::currency::{self, Dollars, SIGN};

/// One amount, or a range of two.
#[derive(Debug, Clone)]
pub(super) struct Money {
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub period: Option<PayPeriod>,
    /// Written in thousands or lakhs.
    pub scaled: bool,
    signs: Vec<String>,
}

impl Money {
    pub fn has_sign(&self) -> bool {
        !self.signs.is_empty()
    }

    pub fn currency(&self, dollars: Dollars) -> Option<&'static str> {
        let plain = self.signs.iter().find(|sign| !currency::is_vague(sign));
        currency::named(plain.or_else(|| self.signs.first())?, dollars)
    }
}

/// One figure with what clings to it.
#[derive(Debug, Clone)]
struct Amount {
    start: usize,
    end: usize,
    value: f64,
    scale: Option<f64>,
    open: bool,
    signs: Vec<String>,
    period: Option<PayPeriod>,
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)(?P<pre>{SIGN}(?:\s?\$)?\s?)?(?P<num>\d{{1,2}}(?:,\d{{2}})+,\d{{3}}|\d{{1,3}}(?:[,.'’ ]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,2}})?)(?P<dash>[.,][-–—]+)?(?:\s?(?P<scale>k|tsd\.?|thousand|tys\.?|lpa|lakhs?|lacs?|l\.p\.a|crores?|mm|m|mn|million|bn|b|billion)(?:\s(?P<also>lpa))?\b)?(?P<plus>\+)?(?:\s?(?P<post>{SIGN}))?"
    );
    crate::pattern::compiled(&pattern)
});

/// Every amount of a line; where two of them make a range, the range.
pub(super) fn all(line: &str) -> Vec<Money> {
    let amounts: Vec<Amount> = AMOUNT.captures_iter(line).filter_map(|found| amount(line, &found)).collect();
    let (mut all, mut at) = (Vec::new(), 0);
    while at < amounts.len() {
        let first = &amounts[at];
        let second = amounts.get(at + 1).filter(|second| joined(line, first, second));
        all.push(money(line, first, second));
        at += 1 + usize::from(second.is_some());
    }
    all
}

fn amount(line: &str, found: &regex::Captures) -> Option<Amount> {
    let whole = found.get(0)?;
    let num = found.name("num")?;
    let before = line[..whole.start()].chars().next_back();
    let after = line[whole.end()..].chars().next();
    let sign =
        |name: &str| found.name(name).map(|sign| sign.as_str().trim().to_owned()).filter(|sign| !sign.is_empty());
    let lettered = found.name("pre").is_none_or(|pre| pre.as_str().starts_with(char::is_alphabetic));
    let glued = before.is_some_and(|c| c.is_alphanumeric() || (c == '.' && found.name("pre").is_none()));
    if (lettered && glued) || after.is_some_and(|c| c.is_alphanumeric() || c == '%') {
        return None;
    }
    let scale = found.name("scale").map(|scale| scale.as_str().to_lowercase());
    let scale = match scale.as_deref() {
        Some("k" | "tsd" | "tsd." | "thousand" | "tys" | "tys.") => Some(1e3),
        Some("lpa" | "l.p.a" | "lakh" | "lakhs" | "lac" | "lacs") => Some(1e5),
        Some("crore" | "crores") => Some(1e7),
        // Millions and billions are no salary.
        Some(_) => return None,
        None => None,
    };
    let (period, end) = period_at(line, whole.end());
    let lakhs = scale == Some(1e5);
    Some(Amount {
        start: whole.start(),
        end,
        value: number(num.as_str())?,
        scale,
        open: found.name("plus").is_some(),
        signs: [sign("pre"), sign("post")].into_iter().flatten().collect(),
        period: period.or_else(|| lakhs.then_some(PayPeriod::Year)),
    })
}

/// Whether what stands between two amounts makes them the ends of a range.
fn joined(line: &str, first: &Amount, second: &Amount) -> bool {
    let Some(between) = line.get(first.end..second.start) else { return false };
    let dash =
        pattern!(r"(?i)^\s*(?:gross|brutto|netto)?\s*(?:[-‐‑–—−~]|-{2}|to|bis|do|à|a|up to|through|until|->|→)\s*$")
            .is_match(between);
    let opened = pattern!(r"(?i)\b(?:between|zwischen|entre)\s*$").is_match(&line[..first.start]);
    let and = opened && pattern!(r"(?i)^\s*(?:and|und|et|y|&)\s*$").is_match(between);
    (dash || and) && first.value > 0.0
}

fn money(line: &str, first: &Amount, second: Option<&Amount>) -> Money {
    let last = second.unwrap_or(first);
    let scale = |amount: &Amount| amount.scale.unwrap_or(1.0);
    let (mut low, mut high) = (Some(first.value * scale(first)), second.map(|second| second.value * scale(second)));
    if let Some(second) = second {
        // "120-150K": what scales the end scales the beginning.
        if first.scale.is_none() && first.value < 1000.0 && first.value <= second.value {
            low = Some(first.value * scale(second));
        } else if second.scale.is_none() && second.value < 1000.0 && first.value <= second.value {
            high = Some(second.value * scale(first));
        }
    } else {
        high = low;
    }
    let (mut start, mut end) = (first.start, last.end);
    let prefix = pattern!(r"(?i)\b(up to|upto|max(?:imum)?(?: of)?|bis zu|jusqu'à|do|from|starting (?:at|from)|starts at|min(?:imum)?(?: of)?|at least|ab|od|over|between|zwischen|entre)\s*:?\s*$").captures(&line[..start]);
    if let Some(prefix) = prefix {
        let word = prefix[1].to_lowercase();
        start = prefix.get(0).map_or(start, |found| found.start());
        if second.is_none() {
            let ceiling = ["up to", "upto", "max", "bis", "jusqu", "do"].iter().any(|start| word.starts_with(start));
            let floor = !ceiling && !word.starts_with("between");
            low = low.filter(|_| !ceiling);
            high = high.filter(|_| !floor);
        }
    } else if second.is_none() && first.open {
        high = None;
    }
    let signs = first.signs.iter().chain(second.into_iter().flat_map(|second| &second.signs)).cloned().collect();
    let bracket = line[start..end].contains('(') && !line[start..end].contains(')') && line[end..].starts_with(')');
    end += usize::from(bracket);
    Money {
        start,
        end,
        text: line[start..end].trim().to_owned(),
        low,
        high,
        period: last.period.or(first.period),
        scaled: first.scale.or(last.scale).is_some(),
        signs,
    }
}

/// The period behind an amount, and where it ends.
fn period_at(line: &str, end: usize) -> (Option<PayPeriod>, usize) {
    let after = &line[end..];
    let near = after.char_indices().nth(50).map_or(after, |(at, _)| &after[..at]);
    let found = pattern!(
        r"(?i)^[\s,]{0,2}\(?(?:(?:gross|bruts?|brutto|bruto|netto|net|base|usd|eur|gbp|pln|cad|aud)\b[\s,)]*){0,2}(?:\+ ?vat\s*)?(?:(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b|\bpro\b|\bpor\b|\bpar\b|\bim\b|\bal\b|\bal\b|\bna\b)\s?(?:working )?(année|año|día|dzień|mês|månad|måned|hours?|hrs?|h|godz\w*|heure|hora|stunde|std|days?|d|tag|jour|día|dzień|weeks?|wks?|w|woche|months?|mon|mth|mo|m|monat|mois|mes|mês|mies\w*|years?|yrs?|yr|y|annum|année|an|a|jahr|año|ano|rok|uur|dag|maand|anno|mese|timme|månad|måned|time)\b|(hourly|daily|weekly|monthly|annually|annual\b|yearly|p\.?a\.?|p/a|p\.?h\.?|p/h|p\.?d\.?|p/d|p\.?w\.?|p/w|pcm|p\.?m\.?|p/m|per diem|miesięcznie|rocznie|jährlich|monatlich)(?:\W|$))"
    )
    .captures(near);
    let Some(found) = found else { return (None, end) };
    let Some(word) = found.get(1).or(found.get(2)) else { return (None, end) };
    (Some(period_named(word.as_str())), end + word.end())
}

/// The period of a word that stands for one; a year, unless it is another.
pub(super) fn period_named(word: &str) -> PayPeriod {
    let word = word.to_lowercase().replace(['.', '/'], "");
    match word.as_str() {
        "hour" | "hours" | "hr" | "hrs" | "h" | "hourly" | "ph" | "heure" | "uur" | "timme" | "time" | "hora"
        | "stunde" | "std" | "per hour" => PayPeriod::Hour,
        "day" | "days" | "d" | "daily" | "pd" | "tag" | "dag" | "jour" | "día" | "dzień" | "per diem" | "day rate" => {
            PayPeriod::Day
        }
        "week" | "weeks" | "wk" | "wks" | "w" | "weekly" | "pw" | "woche" => PayPeriod::Week,
        "month" | "months" | "mon" | "mth" | "mo" | "m" | "monthly" | "pcm" | "pm" | "monat" | "monatlich" | "mois"
        | "maand" | "månad" | "måned" | "mese" | "mes" | "mês" | "per month" => PayPeriod::Month,
        _ if word.starts_with("godz") => PayPeriod::Hour,
        _ if word.starts_with("mies") => PayPeriod::Month,
        _ => PayPeriod::Year,
    }
}

/// A number with any separators: "18,000", "18 000", "18.000", "110'000", "1.500,50", "18,00,000".
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let decimals = text.rfind(['.', ',']).filter(|at| {
        let after = &text[at + 1..];
        let alone = text.matches(['.', ',']).count() == 1;
        after.len() != 3 || (alone && text[..*at].len() > 3)
    });
    let (whole, decimals) = decimals.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let digits = |text: &str| -> String { text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect() };
    format!("{}.{}", digits(whole), digits(decimals)).parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("18,000", 18_000.0)]
    #[case("18 000", 18_000.0)]
    #[case("80.000", 80_000.0)]
    #[case("110'000", 110_000.0)]
    #[case("1.500,50", 1_500.5)]
    #[case("18,00,000", 1_800_000.0)]
    #[case("22.50", 22.5)]
    #[case("22,5", 22.5)]
    #[case("85000.000", 85_000.0)]
    fn numbers_are_read_as_they_are_written_anywhere(#[case] text: &str, #[case] value: f64) {
        assert!((number(text).unwrap() - value).abs() < 1e-9);
    }
}
