//! The name of the job, freed of what people write around it.

use crate::{employment, place};

/// A title without markers of gender, place, terms and pay; nothing when no word is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let text = pattern!(r"(?i)\s*[(\[](?:(?:[mwfdxh]|gn|div|a|all(?:e)?|m/w|f/m|alle geschlechter|all genders?|k/m|m/k|h/f|f/h|m\W*w\W*d)(?:[\s/|,*:.]+(?:[mwfdxhk]|gn|div|genders?|geschlechter))*|all genders?(?: welcome)?|m/w/d.*)[)\]]|\s+(?:m/w/d|m/f/d|f/m/d|w/m/d|m/f/x|f/m/x|h/f|k/m)\b").replace_all(text, "");
    let text = pattern!(r"(?i)^\W*(?:(?:we're |we are |now |urgently |currently )*(?:hiring|recruiting|looking for)\s*[:!–-]+\s*|(?:job title|title|position|role|job opening|open(?:ing| role| position)|vacancy|new role|job alert|opportunity|fwd?|re)\s*[:–-]\s*|\[[^\]]*\]\s*|(?:urgent|hot job|new)\s*[:!–-]+\s*)+").replace(&text, "");
    let text = pattern!(r"(?i)\s*[-–—|,(\[#]*\s*\b(?:req(?:uisition)?|job|ref(?:erence)?|vacancy|posting)\.?\s?(?:id|no|number|code|ref)?\.?\s*[:#]?\s?(?:[a-z]{0,4}[-_]?\d[\w-]*)\s*[)\]]?\s*$|\s+#\s?[\w-]*\d[\w-]*$|\s*[-–|(]\s*[A-Z]{0,4}[-_]?\d{3,}\)?$").replace(&text, "");
    let mut text = text.trim().to_owned();
    while let Some(shorter) = without_tail(&text) {
        text = shorter;
    }
    let text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | '|' | ',' | ':' | ';' | '!' | '.' | '·' | '*' | '"' | '“' | '”' | '•')
    });
    let text = text.strip_suffix(" -").unwrap_or(text).trim();
    let words = text.split_whitespace().count();
    (text.chars().any(char::is_alphabetic) && words <= 18 && text.chars().count() <= 160).then(|| shouted_to_name(text))
}

/// "Engineer - Remote" without its end, when the end is a place, an arrangement or terms.
fn without_tail(text: &str) -> Option<String> {
    let (head, tail) = cut(text)?;
    let is_place = place::read(tail).is_some();
    let is_term = employment::named(tail).is_some() && tail.split_whitespace().count() <= 4;
    let is_pay = tail.contains(['$', '€', '£', '₹']) && tail.contains(|c: char| c.is_ascii_digit());
    let is_time = pattern!(r"(?i)^(?:\d+[- ]month.*|immediate start|start .{3,20}|urgent|apply now|visa sponsorship.*|no .*|up to .*|relocation.*|(?:inside|outside) ir35|h1b.*|\d{4}|all levels|onsite .*|hybrid .*|\d+ days? .*)$").is_match(tail);
    (!head.trim().is_empty() && (is_place || is_term || is_pay || is_time)).then(|| head.trim().to_owned())
}

fn cut(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim();
    if let Some(inside) = bare.strip_suffix([')', ']']) {
        let open = inside.rfind(['(', '['])?;
        return Some((&bare[..open], inside[open + 1..].trim()));
    }
    let at = [" - ", " – ", " — ", " | ", " · ", " / ", "–", " in ", ", "]
        .iter()
        .filter_map(|mark| bare.rfind(mark).map(|at| (at, mark.len())))
        .max()?;
    // A comma may stand within a place: "Engineer, Austin, TX".
    let (head, tail) = (&bare[..at.0], &bare[at.0 + at.1..]);
    if let Some(earlier) = head.rfind(", ").filter(|_| bare[at.0..].starts_with(", ")) {
        let longer = &bare[earlier + 2..];
        if place::read(longer).is_some() {
            return Some((&bare[..earlier], longer));
        }
    }
    if let Some(earlier) = [" - ", " – ", " | "]
        .iter()
        .filter_map(|mark| head.rfind(mark).map(|at| (at, mark.len())))
        .max()
        .filter(|_| bare[at.0..].starts_with(", "))
    {
        let longer = &bare[earlier.0 + earlier.1..];
        if place::read(longer).is_some() {
            return Some((&bare[..earlier.0], longer));
        }
    }
    Some((head, tail.trim()))
}

/// "SENIOR BACKEND ENGINEER" as a name; short words in capitals stay, for they are abbreviations.
fn shouted_to_name(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 8 || text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let word = |word: &str| {
        let small = words!("OF|AND|FOR|THE|TO|IN|AT|A").contains(word);
        if small {
            return word.to_lowercase();
        }
        if word.chars().filter(|c| c.is_alphabetic()).count() <= 3 {
            return word.to_owned();
        }
        let mut start = true;
        word.chars()
            .flat_map(|c| {
                let lowered: Vec<char> = if start { vec![c] } else { c.to_lowercase().collect() };
                start = !c.is_alphabetic();
                lowered
            })
            .collect()
    };
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Senior Backend Engineer (m/w/d)", "Senior Backend Engineer")]
    #[case("Data Engineer (f/m/x) - Remote", "Data Engineer")]
    #[case("We're hiring: Product Designer!", "Product Designer")]
    #[case("Software Engineer, Backend", "Software Engineer, Backend")]
    #[case("Software Engineer - Payments", "Software Engineer - Payments")]
    #[case("Registered Nurse - ICU - Denver, CO", "Registered Nurse - ICU")]
    #[case("QA Engineer (Contract)", "QA Engineer")]
    #[case("Accountant | Full-time | €45k", "Accountant")]
    #[case("STAFF NURSE", "Staff Nurse")]
    #[case("Data Analyst - Req #12345", "Data Analyst")]
    #[case("Senior Engineer in Berlin", "Senior Engineer")]
    #[case("Head of People & Culture", "Head of People & Culture")]
    fn a_title_is_freed_of_what_stands_around_it(#[case] text: &str, #[case] title: &str) {
        assert_eq!(clean(text).as_deref(), Some(title));
    }
}
