//! Which lines are the requirements and which the benefits, by the headings that they stand under.

use crate::document::{Line, sentences};
use crate::headings::{self, Part};

#[derive(Debug, Default)]
pub(crate) struct Sections {
    pub requirements: Vec<String>,
    pub benefits: Vec<String>,
}

/// Reads the lists of a posting; a part may come more than once.
pub(crate) fn read(lines: &[Line]) -> Sections {
    let mut sections = Sections::default();
    let lines: &[Line] = &lines.iter().flat_map(divided).collect::<Vec<_>>();
    let mut at = 0;
    while at < lines.len() {
        let Some((part, inline)) = heading(&lines[at]) else {
            at += 1;
            continue;
        };
        let next = (at + 1..lines.len()).find(|next| heading(&lines[*next]).is_some()).unwrap_or(lines.len());
        // "Why Copperleaf?" may also open a praise of the company.
        let praise =
            lines[at].text.to_lowercase().starts_with("why ") && !lines[at + 1..next].iter().any(|line| line.bullet);
        let list = match part {
            Part::Benefits if praise => {
                at = next;
                continue;
            }
            Part::Requirements => &mut sections.requirements,
            Part::Benefits => &mut sections.benefits,
            Part::Preferred | Part::Pay | Part::Other => {
                at = next;
                continue;
            }
        };
        list.extend(inline.map(enumerated).unwrap_or_default());
        if inline.is_none() || lines.get(at + 1).is_some_and(|line| line.bullet) {
            list.extend(items(&lines[at + 1..next]));
        }
        at = next;
    }
    sections.requirements.retain(|item| !is_merely_nice(item));
    sections.benefits.retain(|item| !is_pay(item));
    sections
}

/// A paragraph cut where a part begins in its midst: "… per year. Benefits: medical, dental".
fn divided(line: &Line) -> Vec<Line> {
    let inner = pattern!(
        r"[.;] +(?:Benefits|Perks|Requirements|Qualifications|Compensation|Salary|Responsibilities|Skills|We offer|What we offer|Nice to have|Preferred)\b[^.:;]{0,24}:"
    );
    if line.bullet || !inner.is_match(&line.text) {
        return vec![line.clone()];
    }
    let (mut parts, mut from) = (Vec::new(), 0);
    for found in inner.find_iter(&line.text) {
        parts.push(Line { text: line.text[from..=found.start()].trim().to_owned(), ..line.clone() });
        from = found.start() + 1;
    }
    parts.push(Line { text: line.text[from..].trim().to_owned(), ..line.clone() });
    parts
}

/// The part that a line opens, with what stands behind the colon on the same line.
fn heading(line: &Line) -> Option<(Part, Option<&str>)> {
    if let Some(part) = headings::opened_by(line) {
        return Some((part, None));
    }
    let (name, rest) = line.text.split_once(':')?;
    let rest = rest.trim();
    let named = Line { text: name.to_owned(), ..Line::default() };
    // "Experience: 4-7 years" is a label.
    let term = crate::labels::of(&line.text).is_some() && rest.split(' ').count() <= 3;
    let plain = name.split(' ').count() <= 5 && !rest.is_empty() && !line.bullet && !term;
    let part = headings::opened_by(&named).filter(|_| plain)?;
    Some((part, Some(rest)))
}

/// The items of a part: its bullets, or its lines where it has none.
fn items(lines: &[Line]) -> Vec<String> {
    let Some(first) = lines.iter().position(|line| line.bullet) else {
        return unmarked(lines);
    };
    let mut items = Vec::new();
    for line in &lines[first..] {
        if line.bullet {
            items.push(item(&line.text));
        } else if line.after_gap || line.text.ends_with('.') && line.text.chars().count() > 60 {
            // Prose below a list belongs to it no longer, unless the list goes on behind a line of its own.
            if line.text.chars().count() > 80 || closes(&line.text) {
                break;
            }
        }
    }
    items
}

fn unmarked(lines: &[Line]) -> Vec<String> {
    if let [line] = lines
        && !line.text.ends_with(['.', ':'])
    {
        return enumerated(&line.text);
    }
    let mut items = Vec::new();
    for line in lines {
        let other = line.after_gap
            && line.text.ends_with('.')
            && !items.is_empty()
            && items.iter().all(|item: &String| !item.ends_with('.'));
        if other || closes(&line.text) && (line.after_gap || !items.is_empty()) {
            break;
        }
        let length = line.text.chars().count();
        let long = length > 160 || length > 90 && sentences(&line.text).count() > 1;
        if long {
            items.extend(sentences(&line.text).filter(|sentence| !closes(sentence)).map(item));
        } else if !(line.text.ends_with(':') && items.is_empty()) {
            items.push(item(&line.text));
        }
    }
    items
}

/// A line that speaks of something else: the application, the company, equal opportunity.
fn closes(text: &str) -> bool {
    pattern!(
        r"(?ix)^(?:we\ are|we're|we\ do|we\ will|we\ welcome|we\ value|we\ can\s?not|we\ cannot|we\ believe|our\s|at\ [A-Z]\w+|if\ you|please|to\ apply|apply\b|send\b|interested|sound|ready\ to|join\ us|salary\b|pay\b|pay\ range|compensation\b|base\ salary|
        equal|all\ qualified|this\ (?:position|role|job)|you\ will\ (?:be|report|work|join)|you'll\ (?:be|report|work|join)|the\ (?:salary|pay|base|position|role|job)\b|location|job\ type|employment|note|visa|no\ (?:visa|sponsor|agenc|recruiters)|candidates|applicants|applications?|only\ |thank|best|kind\ regards|regards|cheers|looking\ forward|\#li|
        [A-Z]\S*(?:\ \S+)?\ (?:is|provides)\ (?:an?\ |committed|proud|equal)|in\ accordance|pursuant|reasonable\ accommodation|by\ applying|closing\ date|deadline|contact\b|email\b|\$\d|job\ id|req)"
    )
    .is_match(text)
}

/// The items of a text that is one part and nothing else.
pub(crate) fn listed(text: &str) -> Vec<String> {
    let lines = crate::document::Document::new(text).lines;
    match lines.as_slice() {
        [line] => enumerated(&line.text),
        lines => {
            let all = lines
                .iter()
                .filter(|line| line.bullet || headings::opened_by(line).is_none())
                .cloned()
                .collect::<Vec<_>>();
            items(&all)
        }
    }
}

/// "Health cover, pension; 25 days off": the items of one line.
fn enumerated(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches('.');
    let parts: Vec<&str> = if text.contains(';') {
        text.split(';').collect()
    } else if text.contains(" • ") || text.contains(" | ") || text.contains(" · ") {
        text.split(['•', '|', '·']).collect()
    } else if sentences(text).count() > 1 {
        return sentences(text).filter(|sentence| !closes(sentence)).map(item).collect();
    } else {
        outside_brackets(text)
    };
    let short = parts.iter().all(|part| part.split_whitespace().count() <= 9);
    if parts.len() < 3 && !text.contains(';') || !short {
        return vec![item(text)];
    }
    parts
        .iter()
        .map(|part| item(part.trim().trim_start_matches("and ").trim_start_matches("& ")))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Cut at commas, but not within brackets or figures.
fn outside_brackets(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && text[at + 1..].starts_with(' ') => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

fn item(text: &str) -> String {
    text.trim().trim_end_matches([';', ',']).trim_end().to_owned()
}

/// "Kafka is a plus" asks for nothing.
fn is_merely_nice(item: &str) -> bool {
    let asks = pattern!(r"(?i)\b(?:required|must|minimum|at least|essential)\b").is_match(item);
    let nice = pattern!(
        r"(?i)^\W*(?:nice[- ]to[- ]have|bonus(?: points)?\b|preferred\b|preferably\b|ideally\b|desirable\b|a plus\b|optional\b)|\b(?:(?:is|are|would be|will be|considered) (?:also )?(?:an? )?(?:(?:big|huge|strong|definite|real|added) )?(?:plus|bonus|asset|advantage|advantageous|nice[- ]to[- ]have|preferred|desirable|desired|beneficial|nice|helpful)|a (?:big |huge |strong )?(?:plus|bonus)|\(?(?:preferred|desirable|nice[- ]to[- ]have|optional|a plus|plus|bonus|advantageous)\)?)\W*$"
    )
    .find(item);
    // "English C1, German is a plus" and "robots (ROS is a bonus)" ask for what stands before.
    let aside = pattern!(
        r"^(?:[^,;(]*\w+ [^,;(]*|\w+)[,;(] ?[^,;()]+ (?:is|are|would be) (?:also )?(?:an? )?\w*(?: \w+){0,4}\)?\W*$"
    )
    .is_match(item);
    nice.is_some() && !asks && !aside
}

/// A line among the benefits that only states the salary.
fn is_pay(item: &str) -> bool {
    pattern!(r"(?i)^(?:base |annual |starting |target |hourly |gross )?(?:salary|pay|compensation|wage|rate|remuneration)(?: range| rate)?\s*(?::|of\b|between|from|[-–—])?\s*(?:[A-Z]{0,3}\$|[€£₹¥]|[A-Z]{3}\s?\d|\d)").is_match(item)
        || pattern!(r"^\W*(?:[A-Z]{0,3}\$|[€£₹¥]|[A-Z]{3} )\s?\d[\d.,' kK]*(?:\s?(?:[-–—]|to)\s?(?:[A-Z]{0,3}\$|[€£₹¥])?\s?\d[\d.,' kK]*)?(?:\s?(?:[A-Z]{3}|€|£|zł))?\s*(?:(?:/|per|an?|p\.?)\s?\w+\.?|annually|hourly|DOE)?\s*\W*$")
            .is_match(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn of(text: &str) -> Sections {
        read(&Document::new(text).lines)
    }

    #[test]
    fn lists_are_read_with_and_without_bullets() {
        let read = of("You have\nA licence\nTwo years on the road\n\nWe offer\n1. A van\n2. Fuel\n\nApply by Friday.");
        assert_eq!(read.requirements, ["A licence", "Two years on the road"]);
        assert_eq!(read.benefits, ["A van", "Fuel"]);
    }

    #[test]
    fn what_would_be_nice_is_not_required() {
        let read = of(
            "Requirements:\n- Java\n- Kafka is a plus\n- Bachelor required, master preferred\n\nNice to have:\n- Scala",
        );
        assert_eq!(read.requirements, ["Java", "Bachelor required, master preferred"]);
    }

    #[test]
    fn a_list_may_stand_on_the_line_of_its_heading() {
        let read = of("Benefits: health cover (dental, vision), pension, 25 days off.");
        assert_eq!(read.benefits, ["health cover (dental, vision)", "pension", "25 days off"]);
    }

    #[test]
    fn the_salary_is_no_benefit() {
        let read = of(
            "Compensation & benefits\n- Salary: $90,000 - $110,000\n- $45-60/hr\n- Competitive salary\n- $1,000 for books",
        );
        assert_eq!(read.benefits, ["Competitive salary", "$1,000 for books"]);
    }
}
