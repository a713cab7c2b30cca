//! Where a job is done: places as they are written in headers, labels and sentences, and remote, hybrid or on site.

mod gazetteer;

pub(crate) use gazetteer::is_known;

/// Where the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrangement {
    Remote,
    Hybrid,
    OnSite,
}

/// A place with the arrangement that is written beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub location: Option<String>,
    pub arrangement: Option<Arrangement>,
    /// "London or remote": the place is one of two ways.
    pub or_remote: bool,
}

/// A short text that is a place, an arrangement, or both, and nothing else.
pub(crate) fn read(text: &str) -> Option<Place> {
    let place = labelled(text)?;
    let known = place.location.as_deref().is_none_or(looks_like_place);
    (known && (place.location.is_some() || place.arrangement.is_some())).then_some(place)
}

/// As `read`, for a text that is known to be a place: the value of a label.
pub(crate) fn labelled(text: &str) -> Option<Place> {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() || text.chars().count() > 120 || text.split_whitespace().count() > 16 {
        return None;
    }
    let arrangement = arrangement(text);
    let or_remote =
        pattern!(r"(?i)(?:\bor\b|/|\||;| - |,)\s*(?:fully |100% )?remote|\bremote\b(?:\s\([^)]*\))?\s*(?:\bor\b|/)")
            .is_match(text)
            && !pattern!(r"(?i)\bhybrid\b").is_match(text);
    // Of "Lisbon, Portugal or remote (EU)" the town is the place.
    let first = pattern!(r"(?i)^(.{3,}?)\s*(?:\bor\b|/)\s*(?:fully |100% )?remote\b")
        .captures(text)
        .and_then(|found| found.get(1));
    let bare = without_arrangement(first.map_or(text, |first| first.as_str()));
    let location = tidy(&bare);
    let location = location.filter(|location| !pattern!(r"(?i)^(?:multiple|various|flexible|several)\b.*|^(?:n/a|tbd|any|none|in|our|the|office|position|role|job|work|team|first|friendly|option(?:al)?|possible|available)$").is_match(location));
    Some(Place { location, arrangement, or_remote })
}

/// Remote, hybrid or on site, by the words of a short text.
pub(crate) fn arrangement(text: &str) -> Option<Arrangement> {
    let low = text.to_lowercase();
    if pattern!(r"\bhybrid\b|\bteilweise remote|\bhybride?\b").is_match(&low) {
        return Some(Arrangement::Hybrid);
    }
    if pattern!(r"\b(?:no|not|non)[- ](?:a )?(?:fully )?remote\b|\bremote\s*[:–-]\s*no\b").is_match(&low) {
        return Some(Arrangement::OnSite);
    }
    if pattern!(r"\bremote(?:ly)?\b|\bwork(?:ing)? from (?:home|anywhere)\b|\bwfh\b|\btelecommut\w*|\btelework\w*|\bhome[- ]?office\b|\bhome[- ]based\b|\banywhere\b|\bzdalnie\b|\bpraca zdalna\b|\bvirtual\b|\btélétravail\b|\bteletrabajo\b").is_match(&low) {
        return Some(Arrangement::Remote);
    }
    pattern!(r"\bon[- ]?site\b|\bin[- ](?:office|person)\b|\boffice[- ]based\b|\bvor ort\b|\bstacjonarnie\b")
        .is_match(&low)
        .then_some(Arrangement::OnSite)
}

/// What is left of "Remote (US)", "Hybrid remote in Austin, TX" or "Berlin (3 days in the office)".
fn without_arrangement(text: &str) -> String {
    let brackets = pattern!(
        r"(?i)\s*[(\[][^)\]]*\b(?:remote|hybrid|on[- ]?site|in[- ]office|in[- ]person|office|days?|home|wfh|flexible|full[- ]time|part[- ]time|relocation|m/[fwd]|/d)\b[^)\]]*[)\]]"
    );
    // "Remote (US only)" keeps its place, "Austin (hybrid)" loses its bracket.
    let kept = brackets.replace_all(text, |found: &regex::Captures| {
        let inner = found[0].trim().trim_matches(['(', ')', '[', ']']);
        let place = words(inner);
        if looks_like_place(&place) { format!(" ({place})") } else { String::new() }
    });
    words(&kept)
}

fn words(text: &str) -> String {
    let text = pattern!(r"(?i)\b(?:100\s?% |fully[- ]|mostly |primarily |partially |hybrid[- ]|temporarily |optionally )?(?:remote(?:ly)?(?:[- ](?:first|friendly|only|position|role|job|work|working|option|optional|ok|possible|available|eligible))*|hybrid(?:[- ](?:remote|work|working|role|position))*|on[- ]?site|in[- ]office|in[- ]person|office[- ]based|home[- ]based|work(?:ing)? from (?:home|anywhere)|wfh|telecommut\w*|telework|home[- ]?office|anywhere|virtual|zdalnie|praca zdalna|vor ort)\b").replace_all(text, " ");
    let text = pattern!(r"(?i)\b(?:up to )?\d(?:\s?(?:-|–|to)\s?\d)? ?(?:days?|x|times)(?: (?:a|per) week| ?/ ?(?:week|wk))?(?: (?:in|at|from)(?: the| our)? (?:office|home))?\b|\bflexible\b|\b(?:only|preferred|based|or|within the|within|anywhere in|in the|in|from|us-based)\s*$").replace_all(&text, " ");
    let text =
        pattern!(r"(?i)^(?:[\s,;:/|·•+&(–—-]|\b(?:within|anywhere|in|from|or|and|based in|based|the|across)\b)+")
            .replace(&text, "");
    let text =
        pattern!(r"(?i)(?:[\s,;:/|·•+&(–—-]|\b(?:or|and|only|based|with|preferred|option)\b)+$").replace(&text, "");
    let text = pattern!(r"\(\s*\)").replace_all(&text, "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without brackets around the whole; a town that is shouted is written as a name.
fn tidy(text: &str) -> Option<String> {
    let mut text = text.trim().trim_matches(|c: char| matches!(c, ',' | ';' | '/' | '|' | '·' | '-' | '–' | ' ' | '•'));
    if let Some(inside) = text.strip_prefix('(').map(|rest| rest.strip_suffix(')').unwrap_or(rest)) {
        text = inside;
    }
    let open = text.matches('(').count() > text.matches(')').count();
    let closed = text.matches(')').count() > text.matches('(').count();
    let mut text = if open { format!("{text})") } else { text.to_owned() };
    if closed {
        text.truncate(text.trim_end_matches(')').len());
    }
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let shouted = text.chars().filter(|c| c.is_alphabetic()).count() > 4 && !text.chars().any(char::is_lowercase);
    Some(if shouted { capitalised(&text) } else { text })
}

fn capitalised(text: &str) -> String {
    let word = |word: &str| {
        if word.chars().filter(|c| c.is_alphabetic()).count() <= 3
            && word != "NEW"
            && word != "SAN"
            && word != "LOS"
            && word != "LAS"
            && word != "DES"
        {
            return word.to_owned();
        }
        let mut chars = word.chars();
        chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
    };
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

/// A name that is in the gazetteer, or ends in a state or country that is.
pub(crate) fn looks_like_place(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 90 || text.ends_with(['!', '?', ':']) {
        return false;
    }
    let choices = text
        .split([';', '|'])
        .flat_map(|part| part.split(" / "))
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(" & "))
        .flat_map(|part| part.split(" and "));
    let mut any = false;
    for choice in choices.map(str::trim).filter(|choice| !choice.is_empty()) {
        if !one_place(choice) {
            return false;
        }
        any = true;
    }
    any
}

fn one_place(text: &str) -> bool {
    let text = pattern!(r"\s+\d{4,6}(?:-\d{4})?$|\s[A-Z]{1,2}\d[A-Z\d]?(?: \d[A-Z]{2})?$").replace(text, "");
    let text = text.trim().trim_matches(['(', ')']);
    if is_known(text) {
        return true;
    }
    let parts: Vec<&str> = text.split([',', '(', ')']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let plain = parts.iter().all(|part| {
        part.split_whitespace().count() <= 5 && part.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    });
    if parts.len() >= 2 && plain {
        let (last, rest) = (parts[parts.len() - 1], &parts[..parts.len() - 1]);
        let region = gazetteer::is_region(last);
        return region
            || rest.iter().all(|part| is_known(part))
            || (parts.len() == 2 && is_known(rest[0]) && last.split(' ').count() <= 3);
    }
    let (first, last) = text
        .rsplit_once(" - ")
        .or_else(|| text.rsplit_once(" – "))
        .or_else(|| text.rsplit_once('/'))
        .unwrap_or(("", text));
    if !first.is_empty() {
        return one_place(first) && one_place(last);
    }
    // "Greater Boston Area", "Austin TX", "Berlin-Mitte", "Central London"
    let area = pattern!(r"(?i)^(?:greater|central|downtown|north|south|east|west|inner|metro|city of)\s+(.+?)$")
        .captures(text)
        .is_some_and(|found| is_known(&found[1]));
    let around = pattern!(r"(?i)^(?:greater )?(.+?)(?: (?:metropolitan|metro|bay))? (?:area|region|metro|metroplex)$")
        .captures(text)
        .is_some_and(|found| is_known(&found[1]));
    let state = text.rsplit_once(' ').is_some_and(|(city, state)| {
        gazetteer::is_state_code(state) && city.starts_with(char::is_uppercase) && city.split(' ').count() <= 3
    });
    let quarter = text.split_once('-').is_some_and(|(city, _)| !city.contains(' ') && is_known(city));
    area || around || state || quarter
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Austin, TX", Some("Austin, TX"), None)]
    #[case("Austin, TX (Hybrid)", Some("Austin, TX"), Some(Arrangement::Hybrid))]
    #[case("Remote (US)", Some("US"), Some(Arrangement::Remote))]
    #[case("Remote - Europe", Some("Europe"), Some(Arrangement::Remote))]
    #[case("Remote", None, Some(Arrangement::Remote))]
    #[case("Hybrid remote in Austin, TX 78701", Some("Austin, TX 78701"), Some(Arrangement::Hybrid))]
    #[case("US-Remote", Some("US"), Some(Arrangement::Remote))]
    #[case("Kraków, Poland / Remote", Some("Kraków, Poland"), Some(Arrangement::Remote))]
    #[case("San Francisco Bay Area", Some("San Francisco Bay Area"), None)]
    #[case("AUSTIN, TX", Some("Austin, TX"), None)]
    #[case("Berlin (3 days in the office)", Some("Berlin"), None)]
    #[case("New York, NY or Remote", Some("New York, NY"), Some(Arrangement::Remote))]
    #[case("On-site - London, UK", Some("London, UK"), Some(Arrangement::OnSite))]
    #[case("Remote, anywhere in the EU", Some("EU"), Some(Arrangement::Remote))]
    #[case("Bengaluru, Karnataka, India", Some("Bengaluru, Karnataka, India"), None)]
    fn places_are_read_with_their_arrangement(
        #[case] text: &str,
        #[case] location: Option<&str>,
        #[case] arrangement: Option<Arrangement>,
    ) {
        let place = read(text).unwrap();
        assert_eq!((place.location.as_deref(), place.arrangement), (location, arrangement));
    }

    #[rstest]
    #[case("Helios Grid")]
    #[case("Senior Backend Engineer")]
    #[case("Engineering, Platform")]
    #[case("3 weeks ago")]
    #[case("Full-time")]
    fn other_words_are_no_place(#[case] text: &str) {
        assert_eq!(read(text), None);
    }
}
