//! Which part of a posting a heading opens, in the many ways in which people word it.

mod words;

use crate::document::Line;
use words::{BENEFITS_BEGIN, OTHERS_BEGIN, REQUIREMENTS_BEGIN, benefits, other, pay, preferred, requirements};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Requirements,
    /// What would be nice to have: no requirement.
    Preferred,
    Benefits,
    Pay,
    /// Anything else: duties, the company, how to apply.
    Other,
}

/// The part that a line opens, when it is a heading.
pub(crate) fn opened_by(line: &Line) -> Option<Part> {
    let low = normal(&line.text);
    if low.is_empty() || line.text.chars().count() > 90 || low.split(' ').count() > 12 {
        return None;
    }
    let colon = line.text.ends_with([':', '?']);
    if line.bullet && !colon && !is_exact(&low) {
        return None;
    }
    if let Some(part) = part(&low) {
        return Some(part);
    }
    if low.starts_with("why ") && line.text.ends_with('?') && low.split(' ').count() <= 4 {
        return Some(Part::Benefits);
    }
    let shouted = line.text.chars().filter(|c| c.is_alphabetic()).count() > 3
        && line.after_gap
        && !line.text.chars().any(char::is_lowercase)
        && low.split(' ').count() <= 7;
    let set_off = line.marked || shouted || (line.text.ends_with(':') && low.split(' ').count() <= 7 && !line.bullet);
    set_off.then(|| worded(&low).unwrap_or(Part::Other))
}

/// In lower case, without the marks around it.
pub(crate) fn normal(text: &str) -> String {
    let low = text
        .to_lowercase()
        .replace('’', "'")
        .replace(" & ", " and ")
        .replace('/', " ")
        .replace("must-have", "must have");
    let low = low.replace("nice-to-have", "nice to have");
    let text = low.trim_matches(|c: char| !c.is_alphanumeric());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_exact(low: &str) -> bool {
    words!("requirements|qualifications|benefits|perks|responsibilities|nice to have|what we offer|skills")
        .contains(low)
}

/// Phrases that are a heading by themselves.
fn part(low: &str) -> Option<Part> {
    let low = low.strip_prefix("the ").unwrap_or(low);
    let low = low.strip_suffix(" include").or_else(|| low.strip_suffix(" includes")).unwrap_or(low);
    if preferred().contains(low) {
        return Some(Part::Preferred);
    }
    if requirements().contains(low) {
        return Some(Part::Requirements);
    }
    if benefits().contains(low) {
        return Some(Part::Benefits);
    }
    if pay().contains(low) {
        return Some(Part::Pay);
    }
    if other().contains(low) {
        return Some(Part::Other);
    }
    opening(low)
}

/// Headings that name the company or go on in their own words.
fn opening(low: &str) -> Option<Part> {
    let words = low.split(' ').count();
    let begins = |list: &str| list.split('|').any(|start| low.starts_with(start));
    let nice = pattern!(
        r"^(?:nice to have|bonus points|preferred (?:qualifications|skills|experience|requirements)|it'?s a (?:plus|bonus)|(?:it'?d|it would) be (?:a plus|great|nice|awesome)|desirable|desired (?:skills|qualifications|experience)|ideally,? you|extra credit|great if you|you might also|what would be nice|brownie points|we'd be (?:extra )?(?:impressed|excited) if|even better)"
    );
    if words <= 8 && nice.is_match(low) {
        return Some(Part::Preferred);
    }
    if words <= 8 && begins(REQUIREMENTS_BEGIN) {
        return Some(Part::Requirements);
    }
    if words <= 8 && begins(BENEFITS_BEGIN) {
        return Some(Part::Benefits);
    }
    (words <= 6 && begins(OTHERS_BEGIN)).then_some(Part::Other)
}

/// A heading that is set off as one is taken by a telling word.
fn worded(low: &str) -> Option<Part> {
    if pattern!(r"\b(?:preferred|bonus|nice|desirable|desired|plus|optional)\b").is_match(low) {
        return Some(Part::Preferred);
    }
    if pattern!(r"\b(?:benefits?|perks?|we offer|offer you|rewards)\b").is_match(low) {
        return Some(Part::Benefits);
    }
    if pattern!(r"\b(?:requirements?|required|qualifications?|must haves?|skills|essentials?|you bring|you need|you have|looking for|certifications?|licen[sc]es?|licensure|education|experience|profile|criteria)\b")
        .is_match(low)
    {
        return Some(Part::Requirements);
    }
    pattern!(r"\b(?:salary|compensation|pay|remuneration|wage)\b").is_match(low).then_some(Part::Pay)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Requirements", Some(Part::Requirements))]
    #[case("What You’ll Bring:", Some(Part::Requirements))]
    #[case("MINIMUM QUALIFICATIONS", Some(Part::Requirements))]
    #[case("Who you are", Some(Part::Requirements))]
    #[case("You'll thrive in this role if you", Some(Part::Requirements))]
    #[case("Nice-to-haves", Some(Part::Preferred))]
    #[case("Preferred Qualifications:", Some(Part::Preferred))]
    #[case("Perks & Benefits", Some(Part::Benefits))]
    #[case("What's in it for you?", Some(Part::Benefits))]
    #[case("Why you'll love working at Acme", Some(Part::Benefits))]
    #[case("Compensation", Some(Part::Pay))]
    #[case("About Helios Grid", Some(Part::Other))]
    #[case("Wir bieten", Some(Part::Benefits))]
    #[case("Senior Backend Engineer", None)]
    #[case("You have never seen a grid like this one.", None)]
    #[case("Skills matter to us more than degrees.", None)]
    fn headings_are_known_in_their_many_wordings(#[case] text: &str, #[case] part: Option<Part>) {
        let line = Line { text: text.to_owned(), ..Line::default() };
        assert_eq!(opened_by(&line), part);
    }
}
