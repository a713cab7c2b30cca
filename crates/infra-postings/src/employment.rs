//! Full-time or part-time, contract, temporary or internship, in the words of a posting.

use domain::job::EmploymentType;

use crate::document::Document;

/// The kind that is named first in a short text: a label's value, a part of a header.
pub(crate) fn named(text: &str) -> Option<EmploymentType> {
    let low = text.to_lowercase();
    let kinds = pattern!(
        r"(?P<full>\bfull[- ]?time\b|\bft\b|\bpermanent\b|\bvollzeit\b|\bpełny etat\b|\btemps plein\b|\bcdi\b|\btiempo completo\b|\bjornada completa\b|\bfulltime\b|\bumowa o prac[ęe]|\bunbefristet)|(?P<part>\bpart[- ]?time\b|\bpt\b|\bteilzeit\b|\btemps partiel\b|\bmedia jornada\b|\bpół etatu\b|\bprn\b)|(?P<temp>\btemp(?:orary)?\b|\bseasonal\b|\bper diem\b|\bcasual\b|\bpraca tymczasowa\b)|(?P<intern>\binternship\b|\bintern\b|\bpraktikum\b|\bpraktikant\w*|\bstage\b|\bstaż |\bpracticas\b|\bprácticas\b|\bplacement year\b|\bco-?op\b|\bwerkstudent\w*)|(?P<contract>\bcontract(?:or|ing)?\b|\bfreelance\w*\b|\bfixed[- ]term\b|\bftc\b|\bb2b\b|\bc2[ch]\b|\b1099\b|\bcorp[- ]to[- ]corp\b|\bw-?2 contract\b|\bbefristet|\bcdd\b|\bself[- ]employed\b)"
    );
    for found in kinds.captures_iter(&low) {
        let kind = |name: &str| found.name(name).is_some();
        // "Fixed-term, full-time": the term says more than the hours.
        if kind("full") {
            if pattern!(r"\bfixed[- ]term\b|\bftc\b|\btemporary\b|\bseasonal\b|\bcontract(?:or| role| position)\b|\bmonths? contract\b|\bmonth contract\b|\bcontract basis\b|\binternship\b|\bfull[- ]?time\s?(?:\(?\w+\)? )?contract\b").is_match(&low) {
                continue;
            }
            return Some(EmploymentType::FullTime);
        }
        return Some(if kind("part") {
            EmploymentType::PartTime
        } else if kind("temp") {
            EmploymentType::Temporary
        } else if kind("intern") {
            EmploymentType::Internship
        } else {
            EmploymentType::Contract
        });
    }
    None
}

/// A title that is an internship's or names its terms: "Software Engineering Intern", "Nurse (PRN)".
pub(crate) fn in_title(title: &str) -> Option<EmploymentType> {
    let low = title.to_lowercase();
    if pattern!(r"\bintern(?:ship)?\b|\bpraktik(?:um|ant\w*)\b|\bwerkstudent\w*|\bworking student\b|\bstagiaire\b|\bco-?op\b|\btrainee placement\b|\bbecari[oa]\b|\bstażyst\w*").is_match(&low) {
        return Some(EmploymentType::Internship);
    }
    let terms = pattern!(r"\b(?:contractor|freelance\w*|fixed[- ]term|ftc|part[- ]time|full[- ]time|temporary|seasonal|per diem|prn|temp)\b|[(\[–—|,-]\s*(?:\d+[- ]months? )?contract\b|\bcontract\)").find(&low)?;
    named(terms.as_str())
}

/// What the sentences say of the job itself: "This is a full-time position", "6-month contract".
pub(crate) fn in_prose(document: &Document) -> Option<EmploymentType> {
    let mut fallback = None;
    for sentence in document.sentences() {
        let low = sentence.to_lowercase();
        let position = pattern!(
            r"\b((?:full|part)[- ]time|contract(?:[- ]to[- ]hire)?|freelance|temporary|seasonal|fixed[- ]term|permanent|internship|per diem)\b,?(?:,? (?:\(?\w+[- ]?\w*\)?,? ){0,3}?|\s)(?:position|role|opportunity|job|basis|contract|employment|hire|opening|placement|assignment|program|programme|hours)\b"
        );
        let term = pattern!(
            r"\b(?:\d+|three|six|nine|twelve|eighteen)\+?[- ](?:\d+ )?months?\W (?:renewable |rolling |initial |fixed[- ]term |ftc )*(?:contract|ftc|assignment)\b|\b(?:\d+|three|six|nine|twelve)[- ]months? (?:renewable |rolling |initial |fixed[- ]term )*(?:contract|ftc|assignment)\b|\bcontract (?:length|duration)\b|\bfixed[- ]term contract\b"
        );
        if term.is_match(&low) {
            return Some(EmploymentType::Contract);
        }
        let turned = pattern!(
            r"\b(?:position|role|job|appointment|post|opportunity) is (?:an? )?(?:\w+ ){0,2}?(?:full[- ]time|part[- ]time|temporary|permanent|seasonal|fixed[- ]term|contract)\b[^.;,]{0,30}"
        );
        if let Some(found) = turned.find(&low) {
            return named(found.as_str());
        }
        if let Some(found) = position.captures(&low) {
            return named(&found[0]);
        }
        if pattern!(r"\bthis (?:paid )?internship\b").is_match(&low) {
            return Some(EmploymentType::Internship);
        }
        let bare = low.split_whitespace().count() <= 9 || pattern!(r"(?:^|[.,;(|] ?)(?:full|part)[- ]time(?:[.,;)|]|$)|\(?\b(?:3[5-9]|40)\s?(?:\+ )?h(?:ou)?rs?\b[^.]{0,20}full[- ]time").is_match(&low);
        if fallback.is_none()
            && bare
            && !pattern!(r"\bemployees|\bstaff|\bexperience|\byears?\b|\bdegree|\beligible|\bteam of|\bbenefits\b")
                .is_match(&low)
        {
            fallback = pattern!(r"\b(?:full|part)[- ]?time\b|\bvollzeit\b|\bteilzeit\b|\btemps plein\b")
                .find(&low)
                .and_then(|found| named(found.as_str()));
        }
    }
    fallback
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Full-time", Some(EmploymentType::FullTime))]
    #[case("Fulltime, Permanent", Some(EmploymentType::FullTime))]
    #[case("Contract (6 months)", Some(EmploymentType::Contract))]
    #[case("Full-time fixed-term contract", Some(EmploymentType::Contract))]
    #[case("B2B", Some(EmploymentType::Contract))]
    #[case("PRN", Some(EmploymentType::PartTime))]
    #[case("Seasonal", Some(EmploymentType::Temporary))]
    #[case("Engineering", None)]
    fn kinds_are_named(#[case] text: &str, #[case] kind: Option<EmploymentType>) {
        assert_eq!(named(text), kind);
    }

    #[rstest]
    #[case("This is a full-time, permanent role in Leeds.", Some(EmploymentType::FullTime))]
    #[case("We offer a 6-month contract.", Some(EmploymentType::Contract))]
    #[case("This is a temporary position.", Some(EmploymentType::Temporary))]
    #[case("$150,000 plus equity. Full-time.", Some(EmploymentType::FullTime))]
    #[case("You will negotiate contracts with our 300 full-time employees.", None)]
    #[case("Two years of full-time experience", None)]
    fn prose_tells_the_kind_of_the_job_alone(#[case] text: &str, #[case] kind: Option<EmploymentType>) {
        assert_eq!(in_prose(&Document::new(text)), kind);
    }
}
