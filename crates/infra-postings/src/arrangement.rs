//! Remote or not, as the sentences of a posting say it.

use crate::document::Document;
use crate::place::Arrangement;

/// Days in the office outweigh any praise of remote work.
pub(crate) fn in_prose(document: &Document) -> Option<Arrangement> {
    let mut remote = None;
    for sentence in document.sentences() {
        let low = sentence.to_lowercase();
        if is_hybrid(&low) {
            return Some(Arrangement::Hybrid);
        }
        if is_on_site(&low) {
            return Some(Arrangement::OnSite);
        }
        if remote.is_none() && is_remote(&low) {
            remote = Some(Arrangement::Remote);
        }
    }
    remote
}

fn is_hybrid(low: &str) -> bool {
    let word = pattern!(r"\bhybrid(?:[- ](?:work\w*|role|position|schedule|model|set-?up|arrangement|policy|job|environment|office|remote|flexible|pattern|team|basis)|\b\s*[,.;:)(–-]|\s*$)|\b(?:is|are|be|a|work|working) hybrid\b").is_match(low);
    let cloud =
        pattern!(r"\bhybrid (?:cloud|app|mobile|vehicle|car|infrastructure|it|electric|environments|apps|event)")
            .is_match(low);
    let days = pattern!(r"\b(?:\d|one|two|three|four)(?:\s?(?:-|–|to|or)\s?(?:\d|two|three|four|five))?\+? ?(?:days?|x|times)\b[^.;]{0,30}\b(?:in|at|from|to)(?: the| our| an?)? (?:\w+ )?(?:office|home|hq|studio)\b|\boffice\b[^.;]{0,30}\b(?:\d|one|two|three|four) days\b|\bremote\w*\b[^.;]{0,20}\b(?:\d|one|two|three) days\b|\b(?:\d|one|two|three) days?\b[^.;]{0,12}\bremote|\b(?:some|partial(?:ly)?|occasional(?:ly)?|partly|part)[- ]remote|\boccasional(?:ly)? (?:work|working) from home").is_match(low);
    (word && !cloud) || (days && !pattern!(r"\b(?:vacation|holiday|leave|pto|off)\b").is_match(low))
}

fn is_on_site(low: &str) -> bool {
    pattern!(r"\b(?:not|no|isn't|never|non|cannot be)\b[^.;,]{0,24}\bremote\b|\bremote\b[^.;,]{0,20}\b(?:not (?:available|possible|offered|an option)|is not)\b|\b(?:this|the) (?:is an? |role is |position is |job is )(?:fully |100% |entirely )?(?:on-?site|in[- ]person|in[- ]office|office[- ]based)|\b(?:fully|100%|must be|full[- ]time|five days|5 days)(?: a week)? (?:on[- ]?site|in[- ]office|in[- ]person|in the office)|^\W*on-?site\b[^.]{0,40}$|\bon-?site (?:role|position|only|job)\b").is_match(low)
        && !pattern!(r"\bon-?site (?:gym|parking|cafe|lunch|childcare|fitness|meals)|\bno longer").is_match(low)
}

fn is_remote(low: &str) -> bool {
    let said = pattern!(r"\b(?:fully|100\s?%|completely|permanently|entirely|all|full|truly)[- ]remote\b|\bremote[- ]first\b|\b(?:is|are|be|being|as|it's|we're|work|working|operate|team) (?:\w+ )?remote(?:ly)?\b(?: \w+ ?ly)?|\bremote (?:position|role|job|opportunity|work environment|team|company|contract|within|in|from|across|anywhere|worldwide|based|only|us|eu|employment|opening)\b|\bwork(?:ing)? (?:remotely|from home|from anywhere|from wherever)\b|^\W*(?:location\W+)?remote\b.{0,40}$|[.;(|–-]\s*remote\s*[.;)|,]|\b(?:telecommut\w*|work-from-home|home[- ]based|praca zdalna|100% zdalnie)\b").is_match(low);
    let other = pattern!(r"\bremote (?:sensing|monitoring|desktop|control|patient|access|support|troubleshooting|site|sites|locations?|areas?|communities|procedure|server|servers|device|devices|sales|diagnostics|management|workforce|users?)\b|\b(?:opportunit\w+|option|ability|possib\w+|flexib\w+|chance|allowance|budget|stipend|experience)\b[^.;]{0,30}\b(?:remote|work(?:ing)? from (?:home|anywhere|abroad))\b|\bremote[- ](?:friendly|option\w*)|\bwork from (?:anywhere|abroad|home) (?:\w+ ){0,3}(?:\d+|weeks?|days?|month)|\b(?:weeks?|days?|months?)\b[^.;]{0,24}\bwork from (?:anywhere|abroad|home)|\b(?:manag|lead|support|coordinat|distribut|collaborat)\w* (?:\w+ ){0,2}remote|\bexperience (?:\w+ ){0,2}(?:in|with) (?:a )?remote").is_match(low);
    said && !other
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("This role is fully remote.", Some(Arrangement::Remote))]
    #[case("Remote within the EU.", Some(Arrangement::Remote))]
    #[case("We are a remote-first company.", Some(Arrangement::Remote))]
    #[case("Hybrid, three days a week in the office.", Some(Arrangement::Hybrid))]
    #[case("Work remotely up to 2 days a week.", Some(Arrangement::Hybrid))]
    #[case("This is not a remote position.", Some(Arrangement::OnSite))]
    #[case("Experience with hybrid cloud", None)]
    #[case("Remote patient monitoring devices", None)]
    #[case("Four weeks of work from anywhere a year", None)]
    #[case("Option to work from home", None)]
    fn sentences_tell_where_the_work_is_done(#[case] text: &str, #[case] arrangement: Option<Arrangement>) {
        assert_eq!(in_prose(&Document::new(text)), arrangement);
    }
}
