//! Slips of the keyboard in the words that an answer hinges on: "senoir", "serise B", "remot".
//!
//! Only where the answer is a choice, so that nothing of what is kept is ever respelled, and only words that mean nothing as they stand.

use domain::onboarding::Field;

const LEVELS: &[&str] = &[
    "senior",
    "junior",
    "entry",
    "level",
    "intern",
    "graduate",
    "graduated",
    "beginner",
    "years",
    "months",
    "decade",
    "experience",
];

const STAGES: &[&str] = &["series", "early", "growth", "stage", "unicorn", "unicorns", "public", "startup", "startups"];

const PLACES: &[&str] = &["remote", "remotely", "anywhere"];

/// The words that the answer to a question hinges on.
pub(super) fn keywords(asked: Field) -> &'static [&'static str] {
    match asked {
        Field::ExperienceLevel => LEVELS,
        Field::Location => PLACES,
        Field::StartupStage => STAGES,
        Field::Name | Field::Role | Field::ExtraPreferences => &[],
    }
}

/// The keyword that was meant: one letter is missing, doubled, wrong, or two have changed places.
pub(super) fn meant(word: &str, keywords: &'static [&'static str]) -> Option<&'static str> {
    let letters = word.len() >= 5 && word.bytes().all(|b| b.is_ascii_lowercase());
    keywords.iter().copied().find(|keyword| letters && one_slip(word.as_bytes(), keyword.as_bytes()))
}

fn one_slip(word: &[u8], keyword: &[u8]) -> bool {
    // The first letter is hardly ever the wrong one.
    if word.first() != keyword.first() || word.len().abs_diff(keyword.len()) > 1 {
        return false;
    }
    let same = word.iter().zip(keyword).take_while(|(a, b)| a == b).count();
    let (rest, wanted) = (&word[same..], &keyword[same..]);
    let swapped = rest.len() >= 2
        && wanted.len() >= 2
        && rest[0] == wanted[1]
        && rest[1] == wanted[0]
        && rest[2..] == wanted[2..];
    // One letter more at the end is another word: "seriesB", "juniors".
    if rest.len() == 1 && wanted.is_empty() {
        return false;
    }
    swapped
        || tail(rest) == tail(wanted) && rest.len() == wanted.len()
        || tail(rest) == wanted && !rest.is_empty()
        || rest == tail(wanted) && !wanted.is_empty()
}

/// All but the first letter.
fn tail(letters: &[u8]) -> &[u8] {
    letters.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("senoir", Some("senior"))]
    #[case("senor", Some("senior"))]
    #[case("yeears", Some("years"))]
    #[case("yeers", Some("years"))]
    #[case("exprience", Some("experience"))]
    #[case("tears", None)]
    #[case("senator", None)]
    #[case("bears", None)]
    fn a_slip_of_one_letter_is_forgiven(#[case] word: &str, #[case] keyword: Option<&str>) {
        assert_eq!(meant(word, keywords(Field::ExperienceLevel)), keyword);
    }

    #[rstest]
    #[case("serise", Some("series"))]
    #[case("growht", Some("growth"))]
    #[case("unicron", Some("unicorn"))]
    #[case("erly", None)]
    fn stages_are_forgiven_likewise(#[case] word: &str, #[case] keyword: Option<&str>) {
        assert_eq!(meant(word, keywords(Field::StartupStage)), keyword);
    }

    #[test]
    fn names_and_roles_are_never_respelled() {
        assert_eq!(meant("senoir", keywords(Field::Name)), None);
        assert_eq!(meant("senoir", keywords(Field::Role)), None);
    }
}
