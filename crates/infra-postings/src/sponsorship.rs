//! What a posting says of sponsoring visas: yes, no, or nothing, and the sentence that says it.

use domain::job::Sponsorship;

use crate::document::Document;

/// The sentence that decides: a refusal outweighs an offer.
pub(crate) fn read(document: &Document) -> Option<Sponsorship> {
    let mut offer = None;
    for sentence in document.sentences() {
        match offered(sentence) {
            Some(false) => return Some(Sponsorship { offered: false, sentence: sentence.to_owned() }),
            Some(true) if offer.is_none() => offer = Some(Sponsorship { offered: true, sentence: sentence.to_owned() }),
            _ => {}
        }
    }
    offer
}

/// Whether one sentence offers sponsorship or refuses it.
fn offered(sentence: &str) -> Option<bool> {
    let low = sentence.to_lowercase().replace('’', "'");
    if low.ends_with('?') && !low.starts_with("visa") || low.chars().count() > 600 {
        return None;
    }
    if citizens_only(&low) {
        return Some(false);
    }
    let visa = pattern!(r"\b(?:visas?|h-?1-?b|h1-b|work permits?|work authori[sz]ation|employment authori[sz]ation|authori[sz]ed to work|legally authori[sz]ed|immigration|green ?cards?|right to work|eligib\w+ to work|opt\b|cpt\b|stem opt|employment[- ]based|employment sponsorship|permanent residency|blue card|skilled worker|tier 2|relocation)\b").is_match(&low);
    let sponsor = pattern!(r"\bsponsor(?:s|ed|ing|ships?)?\b").is_match(&low);
    if !sponsor {
        return without_the_word(&low);
    }
    if !visa && is_other_sense(&low) {
        return None;
    }
    if refuses(&low) {
        return Some(false);
    }
    if visa || pattern!(r"\bsponsorship\b").is_match(&low) {
        return offers(&low).then_some(true);
    }
    None
}

/// Sponsors of projects, meetups and trials.
fn is_other_sense(low: &str) -> bool {
    let other = pattern!(r"\b(?:executive|project|business|program|programme|event|events|corporate|brand|clinical|trial|study|sports?|conferences?|meet-?ups?|hackathons?|teams?|clubs?|community|content|posts?|ads?|research|deals?|packages?|activation|league|athletes?|charit\w+|festivals?|partnerships?|tuition|certifications?|courses?|training|memberships?|company|employer|government|privately|plan)[- ]sponsor|\bsponsor(?:s|ed|ing|ship|ships)? (?:\w+ ){0,3}(?:meet-?ups?|conferences?|events?|hackathons?|teams?|clubs?|content|posts?|ads|research|deals?|packages?|opportunities|activation|memberships?|courses?|training|certifications?|lunch\w*|drinks|outings|tournaments?|charit\w+|open[- ]source|studies|trials?|engagement|relationships?|communication|updates|revenue|sales|programs?|by)\b|\bsponsors and\b|\b(?:with|to|for|from|and) (?:our |the |senior |internal |key )?sponsors\b").is_match(low);
    other && !pattern!(r"\bunable to (?:offer |provide )?sponsor|\bno (?:visa )?sponsorship\b").is_match(low)
}

fn refuses(low: &str) -> bool {
    pattern!(
        r"(?x)
        \b(?:not|no|cannot|can't|won't|unable|never|neither|nor|don't|doesn't|isn't|aren't|without|ineligible|unfortunately|lack)\b [^.;]{0,90} \bsponsor
        | \bsponsor(?:s|ed|ing|ship|ships)?\b [^.;]{0,60} \b(?:not|no|unavailable|cannot|can't|isn't|n/a|none|never|unable|won't|excluded)\b
        | \brequir(?:e|es|ing)\b [^.;]{0,60} \bsponsor\w* [^.;]{0,40} \b(?:not|ineligible|will\ not|cannot|excluded)\b
        | ^\W*(?:visa|h-?1b|employment|immigration)?\s*sponsorship\s*(?:available|offered|provided)?\s*[:–-]\s*(?:no|not|none|n/a)\b
        "
    )
    .is_match(low)
        && !pattern!(r"\b(?:no problem|not a problem|no issue|not only|whether or not|regardless)\b").is_match(low)
}

fn offers(low: &str) -> bool {
    pattern!(
        r"(?x)
        \bsponsor(?:s|ing|ship|ships)?\b [^.;]{0,50} \b(?:available|offered|offer|provided|possible|considered|yes|included|supported|welcome|for\ (?:qualified|exceptional|the\ right|eligible|this|strong|international|successful))\b
        | \b(?:can|will|do|does|may|could|able\ to|happy\ to|willing\ to|open\ to|glad\ to|ready\ to|prepared\ to|also|we|company|employer)\ (?:\w+\ ){0,2}sponsor
        | \b(?:offers?|offering|provides?|providing|consider|considers|support|supports|supporting|including|includes|include|eligible\ for|help\ with|assist\ with|cover|covers|get|receive)\b [^.;]{0,50} \bsponsor
        | \bsponsor(?:s|ing)?\ (?:\w+\ ){0,3}(?:h-?1-?b|visas?|work\ permits?|green\ ?cards?)
        | ^\W*(?:visa|h-?1b|relocation\ and\ visa|visa\ and\ relocation|visa\ /\ relocation|employment)\s+sponsorship\W*(?:and\ relocation(?:\ \w+)?|\+\ relocation.*)?\W*$
        | \bsponsorship\s*[:–-]\s*(?:yes|available|offered|provided|possible)
        | \bwith\ visa\ sponsorship | \bvisa\ sponsorship\ (?:and|or|&|\+)\ relocation
        "
    )
    .is_match(low)
}

/// "H-1B transfers welcome", "we help with your visa", "must have unrestricted work authorisation".
fn without_the_word(low: &str) -> Option<bool> {
    if pattern!(r"\b(?:h-?1-?b|visa) transfers?\b[^.;]{0,40}\b(?:welcome|accepted|ok|okay|considered|possible|supported|available|fine)\b|\b(?:accept|welcome|consider|support|supports)\w*\b[^.;]{0,30}\bh-?1-?b\b|\b(?:help|support|assist|assistance|sort out|take care of|handle|cover|arrange)\b[^.;]{0,40}\b(?:work permits?|visas?)\b|\bvisas?\b[^.;]{0,20}\b(?:support|assistance|help)\b|\b(?:opt|cpt)\b[^.;]{0,20}\b(?:welcome|accepted|ok|candidates welcome)\b")
        .is_match(low)
        && !pattern!(r"\b(?:not|no|cannot|can't|unable|without|don't|won't)\b").is_match(low)
        && !pattern!(r"\b(?:clients?|customers?|applicants'|passports?|card|cards|payments?|mastercard)\b").is_match(low)
    {
        return Some(true);
    }
    let refuses = pattern!(r"\bno (?:h-?1-?b|visas?|work visas?|opt|cpt)\b|\bunrestricted (?:right|work|authori[sz]ation)|\b(?:h-?1-?b|opt|cpt)\b[^.;]{0,40}\b(?:not (?:accepted|considered|eligible)|cannot)\b|\bwithout (?:the need for |needing |requiring )?(?:a |an )?(?:visa|work permit|employer support)\b|\b(?:already|existing|current|full|permanent)\b[^.;]{0,20}\bright to (?:live and )?work\b").is_match(low);
    refuses.then_some(false)
}

fn citizens_only(low: &str) -> bool {
    pattern!(r"\b(?:u\.?s\.?a?|united states|us-|canadian|uk|british|australian)\.? ?(?:citizens?|citizenship|nationals?|persons?)(?: (?:or|and|/) (?:\w+ ){0,3}(?:permanent residents?|green ?card(?: holders?)?|gc|residents?|holders?))?\b[^.;]{0,25}\b(?:only|required|is required|are required|mandatory|is a must)\b|\b(?:must|need to|required to) (?:be|hold|have|possess)\b[^.;]{0,25}\b(?:u\.?s\.?|united states|american)\.? (?:citizens?|citizenship)\b|\bonly (?:u\.?s\.?|united states) (?:citizens|persons)\b|\b(?:usc|us citizens?|gc)(?:/| or | and )(?:gc|green ?card)\b[^.;]{0,15}\bonly\b")
        .is_match(low)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("We are unable to sponsor visas for this role.")]
    #[case("We are unable to sponsor candidates at this time.")]
    #[case("Must be authorized to work in the US without sponsorship now or in the future.")]
    #[case("Applicants who require sponsorship now or in the future will not be considered.")]
    #[case("No visa sponsorship available.")]
    #[case("Visa sponsorship: No")]
    #[case("Sponsorship is not available for this position.")]
    #[case("US citizens only.")]
    #[case("You must be a U.S. citizen due to government contracts.")]
    #[case("This position is not eligible for visa sponsorship.")]
    #[case("Unfortunately, we can’t offer H1B sponsorship.")]
    #[case("Candidates must not now, or in the future, require sponsorship for employment visa status.")]
    #[case("You must already have the right to work in the UK.")]
    fn a_refusal_is_heard(#[case] sentence: &str) {
        assert_eq!(offered(sentence), Some(false));
    }

    #[rstest]
    #[case("Visa sponsorship available.")]
    #[case("H-1B transfers welcome!")]
    #[case("We sponsor H-1B visas.")]
    #[case("We can sponsor Skilled Worker visas for the right candidate.")]
    #[case("We offer visa sponsorship and relocation support.")]
    #[case("Visa sponsorship")]
    #[case("Sponsorship: Yes")]
    #[case("We will help with your work permit.")]
    #[case("Visa support and relocation package")]
    fn an_offer_is_heard(#[case] sentence: &str) {
        assert_eq!(offered(sentence), Some(true));
    }

    #[rstest]
    #[case("You will report to the executive sponsor.")]
    #[case("We sponsor meetups and conferences.")]
    #[case("No C2C, no third parties.")]
    #[case("You must be authorized to work in the United States.")]
    #[case("Will you now or in the future require sponsorship?")]
    #[case("Build sponsorship packages for our sports partners.")]
    #[case("We do not accept sponsored posts.")]
    #[case("Process Visa and Mastercard payments with the help of our support team.")]
    #[case("Keep project sponsors informed, without fail.")]
    fn other_words_say_nothing(#[case] sentence: &str) {
        assert_eq!(offered(sentence), None);
    }
}
