//! The technologies and skills that a posting names, under their common names.

mod lexicon;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// One way to write a skill.
#[derive(Debug, Clone, Copy)]
struct Alias {
    /// In lower case (ASCII).
    low: &'static str,
    written: &'static str,
    name: &'static str,
    sense: Sense,
}

/// When a word of the lexicon means the skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// In any case of letters.
    Always,
    /// Only as it is written in the lexicon: "Excel", not "excel".
    Exact,
    /// An everyday word or a single letter: as written, and beside another skill or a word such as "developer".
    InCompany,
}

/// By the first run of letters and figures, the longest first.
static ALIASES: LazyLock<HashMap<&'static str, Vec<Alias>>> = LazyLock::new(|| {
    let mut aliases: HashMap<&'static str, Vec<Alias>> = HashMap::new();
    for (sense, list) in
        [(Sense::Always, lexicon::ALWAYS), (Sense::Exact, lexicon::EXACT), (Sense::InCompany, lexicon::IN_COMPANY)]
    {
        for entry in
            list.iter().flat_map(|lines| lines.split([';', '\n'])).map(str::trim).filter(|entry| !entry.is_empty())
        {
            let mut names = entry.split('|').map(str::trim);
            let Some(name) = names.next() else { continue };
            // "=Go|Golang": the name itself is listed elsewhere.
            let (own, name) = name.strip_prefix('=').map_or((Some(name), name), |name| (None, name));
            for written in own.into_iter().chain(names) {
                let low: &'static str = Box::leak(written.to_ascii_lowercase().into_boxed_str());
                aliases.entry(first_run(low)).or_default().push(Alias { low, written, name, sense });
            }
        }
    }
    for list in aliases.values_mut() {
        list.sort_by_key(|alias| std::cmp::Reverse(alias.low.len()));
    }
    aliases
});

fn first_run(low: &str) -> &str {
    let start = low.find(char::is_alphanumeric).unwrap_or(0);
    let end = low[start..].find(|c: char| !c.is_alphanumeric()).map_or(low.len(), |end| start + end);
    &low[start..end]
}

/// A skill where it stands.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    alias: Alias,
}

/// The skills of a text, each once, in their order.
pub(crate) fn read(text: &str) -> Vec<String> {
    let low = text.to_ascii_lowercase();
    let found = mentions(text, &low);
    let mut seen = HashSet::new();
    let certain =
        (0..found.len()).filter(|at| found[*at].alias.sense != Sense::InCompany || in_company(text, &found, *at));
    certain.map(|at| found[at].alias.name).filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

/// The common name of a skill that stands by itself, if it is known.
pub(crate) fn common_name(skill: &str) -> Option<&'static str> {
    let low = skill.trim().to_ascii_lowercase();
    let list = ALIASES.get(first_run(&low))?;
    list.iter().find(|alias| alias.low == low).map(|alias| alias.name)
}

fn mentions(text: &str, low: &str) -> Vec<Found> {
    let (mut found, mut at): (Vec<Found>, usize) = (Vec::new(), 0);
    while let Some(start) = low[at..].find(char::is_alphanumeric).map(|next| at + next) {
        let end = low[start..].find(|c: char| !c.is_alphanumeric()).map_or(low.len(), |end| start + end);
        let run = &low[start..end];
        let mention = ALIASES.get(run).and_then(|list| list.iter().find_map(|alias| at_place(text, low, start, alias)));
        at = mention.map_or(end, |mention| mention.end.max(end));
        found.extend(mention);
    }
    found
}

/// Whether an alias stands here as a word of its own.
fn at_place(text: &str, low: &str, run: usize, alias: &Alias) -> Option<Found> {
    let lead = alias.low.find(char::is_alphanumeric)?;
    let start = run.checked_sub(lead)?;
    if !low.get(start..)?.starts_with(alias.low) {
        return None;
    }
    let end = start + alias.low.len();
    if alias.sense != Sense::Always && text.get(start..end) != Some(alias.written) && !is_shouted(text, start, end) {
        return None;
    }
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = after.next();
    let symbol = alias.low.ends_with(|c: char| !c.is_alphanumeric());
    let ends = match next {
        Some('+' | '#') => symbol,
        Some(c) if c.is_alphanumeric() => symbol && c.is_ascii_digit(),
        // "R&D" and "C-level" are other words; so is the "go" of "go.dev".
        Some('&' | '@') => alias.low.len() > 1,
        Some('.') => !(alias.low.len() < 4 && after.next().is_some_and(char::is_alphanumeric)),
        _ => true,
    };
    let begins = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_' | '&'));
    (begins && ends).then_some(Found { start, end, alias: *alias })
}

/// Whether capitals say nothing, because all around are capitals.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let line = text[..start].chars().rev().take(40).take_while(|c| *c != '\n');
    let line = line.chain(text[start..end].chars()).chain(text[end..].chars().take(40).take_while(|c| *c != '\n'));
    let (mut letters, mut lower) = (0, 0);
    for c in line.filter(|c| c.is_alphabetic()) {
        letters += 1;
        lower += usize::from(c.is_lowercase());
    }
    letters > 6 && lower == 0
}

/// An everyday word means the skill beside another skill, or before a word such as "developer".
fn in_company(text: &str, found: &[Found], at: usize) -> bool {
    let here = found[at];
    let after = &text[here.end..];
    if pattern!(
        r"(?i)^-\w|^\s(?:to market|to the|to work|beyond|above|live|further|ahead|the extra|for it|through|out|off)\b"
    )
    .is_match(after)
    {
        return false;
    }
    if pattern!(r"(?i)^\s(?:programming|developers?|engineers?|languages?|code\b|coding|scripts?|scripting|microservices|services|backends?|experience|skills|expertise|codebase|applications|apps|development|framework|certified|certification|stack)\b").is_match(after) {
        return true;
    }
    let beside = |other: &Found, gap: Option<&str>| {
        // Of two everyday words each may vouch for the other only when a list joins them.
        gap.is_some_and(|gap| {
            let listed = pattern!(
                r"(?i)^\s?(?:[,/|·•+&]|,? ?(?:and|or|and/or)\b|/)\s?(?:and|or)?\s?(?:in |of |with )?(?:\w+ )?$"
            )
            .is_match(gap);
            let near = gap.chars().count() <= 3 && gap.trim().chars().all(|c| matches!(c, ',' | '/' | '(' | ')' | '|'));
            listed || near && other.alias.sense != Sense::InCompany
        })
    };
    let previous =
        at.checked_sub(1).map(|at| &found[at]).is_some_and(|other| beside(other, text.get(other.end..here.start)));
    let next = found.get(at + 1).is_some_and(|other| beside(other, text.get(here.end..other.start)));
    previous || next
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Rust, Go or Java", &["Rust", "Go", "Java"])]
    #[case("Go to market, go the extra mile. Go beyond!", &[])]
    #[case("Senior Go Developer", &["Go"])]
    #[case("C, C++17 and C# on .NET 8", &["C", "C++", "C#", ".NET"])]
    #[case("Talk to the C-level and R&D; series C", &[])]
    #[case("Python, R and SQL", &["Python", "R", "SQL"])]
    #[case("nodejs, reactjs; Postgres", &["Node.js", "React", "PostgreSQL"])]
    #[case("You react quickly and excel in teams", &[])]
    #[case("Excel and PowerPoint", &["Excel", "PowerPoint"])]
    #[case("BLS and ACLS certified, Epic EHR", &["BLS", "ACLS", "Epic", "EHR"])]
    #[case("CI/CD with GitHub Actions on k8s", &["CI/CD", "GitHub Actions", "Kubernetes"])]
    #[case("JavaScript is not Java", &["JavaScript", "Java"])]
    #[case("Six Sigma Green Belt, GAAP, SAP", &["Six Sigma", "GAAP", "SAP"])]
    #[case("rapid restful sleep, an apt rest", &[])]
    fn skills_are_found_as_words_of_their_own(#[case] text: &str, #[case] skills: &[&str]) {
        assert_eq!(read(text), skills);
    }
}
