//! Smaller terms of a job: on-call duty, travel, the size of the company, the posting's own address.

use crate::document::Document;

/// Whether the job is on call; a plain "no on-call" outweighs a mention.
pub(crate) fn on_call(document: &Document) -> Option<bool> {
    let mut answer = None;
    for sentence in document.sentences() {
        let low = sentence.to_lowercase();
        if !pattern!(r"\bon[- ]call\b|\boncall\b|\bpager duty\b|\bpager rotation\b").is_match(&low) {
            continue;
        }
        if pattern!(r"\b(?:no|without|never|zero|not|don't|isn't|free of|free from)\b[^.,;]{0,30}\bon[- ]?call\b|\bon[- ]?call\b[^.,;]{0,15}(?:\b(?:is |are )?(?:not|never|isn't)\b|[:–-]\s*(?:no|none)\b)|\bon[- ]?call[- ]free\b").is_match(&low) {
            return Some(false);
        }
        if !pattern!(r"\bon call (?:with|to (?:a )?(?:client|customer))|\bon-?call (?:engineers?|teams?|doctors?|physicians?|staff) (?:get|are paid|will)|\bif on[- ]call\b").is_match(&low) {
            answer = Some(true);
        }
    }
    answer
}

/// The most travel that is asked for, in percent.
pub(crate) fn travel(document: &Document) -> Option<i32> {
    document.sentences().find_map(travel_in)
}

fn travel_in(sentence: &str) -> Option<i32> {
    let low = sentence.to_lowercase();
    if !low.contains("travel") || pattern!(r"\bdiscount|\btravel (?:industry|agenc|insurance|benefit|perk|allowance|credit|tech|brand|compan)|\breimburs").is_match(&low) {
        return None;
    }
    if pattern!(r"\b(?:no|zero|without) (?:\w+ )?travel\b(?: (?:is )?required)?|\btravel(?: required| requirements?)?\s*[:–-]\s*(?:none|no|0)\b|\btravel (?:is )?not required|\bnot required to travel").is_match(&low) {
        return Some(0);
    }
    let after = pattern!(r"\btravel\w*\b[^.;]{0,60}?(\d{1,3})\s?%?(?:\s?(?:-|–|to|and)\s?(\d{1,3}))?\s?(?:%|percent)");
    let before = pattern!(r"(\d{1,3})\s?%?(?:\s?(?:-|–|to|and)\s?(\d{1,3}))?\s?(?:%|percent)[^.;]{0,40}?\btravel");
    let found = before.captures(&low).or_else(|| after.captures(&low))?;
    let most = found.get(2).or(found.get(1))?.as_str().parse().ok()?;
    (most <= 100).then_some(most)
}

/// The number of employees that the posting gives; of a range the lower end.
pub(crate) fn company_size(document: &Document) -> Option<i32> {
    document.lines.iter().find_map(|line| {
        let low = line.text.to_lowercase();
        let labelled = pattern!(r"^(?:company size|team size of company|size|number of employees|employees|headcount|organi[sz]ation size)\s*[:–-]?\s*(?:about |approx\.? |over |~|>)?(\d[\d,. ]*)");
        if let Some(found) = labelled.captures(&low) {
            return whole(&found[1]);
        }
        document_size(&low)
    })
}

fn document_size(low: &str) -> Option<i32> {
    let counted = pattern!(
        r"(?:^|[^\d.,])(\d{1,3}(?:[,.]\d{3})+|\d+)\+?(?:\s?(?:-|–|to)\s?\d[\d,.]*\+?)?\s(?:\w+ ){0,2}?(?:employees|staff members|colleagues worldwide)\b"
    );
    let team = pattern!(
        r"\b(?:we are|we're|we’re|company of|startup of)\s(?:now\s)?(?:an?\s)?(?:\w+\s){0,2}?(?:about |around |over )?(\d+)(?:\+)?[- ](?:person|people|strong|employee)|(?:^|[.;] |\ba )(\d+)[- ](?:person|people|employee) (?:company|startup|start-up|business|firm|agency|studio)\b"
    );
    if let Some(found) = team.captures(low) {
        return whole(found.get(1).or(found.get(2))?.as_str());
    }
    let found = counted.captures(low)?;
    let start = found.get(1)?.start();
    let near = low[..start].char_indices().rev().nth(59).map_or(0, |(at, _)| at);
    let duty = pattern!(
        r"\b(?:manage|managing|manages|supervis\w+|lead|leading|support\w*|serv\w+|payroll|for|of up to|oversee\w*|train\w*|onboard\w*|hir\w+|recruit\w*|clients|customers?|team of|companies|firms)\b[^.;]*$"
    );
    if duty.is_match(&low[near..start]) {
        return None;
    }
    whole(&found[1])
}

fn whole(text: &str) -> Option<i32> {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok().filter(|size| *size > 0)
}

/// The address of the posting itself, or of its form; a company's home page is neither.
pub(crate) fn url(document: &Document) -> Option<String> {
    let mut urls = document.lines.iter().flat_map(|line| {
        let labelled = pattern!(r"(?i)^(?:job |posting |application |apply |vacancy )*(?:url|link|apply|apply (?:at|here|now|online|via)|source|original posting|view (?:job|posting)|job posting|full (?:posting|description)|posting|details)\b").is_match(&line.text);
        pattern!(r"(?i)\bhttps?://[^\s<>\x22'”“]+").find_iter(&line.text).map(move |found| (labelled, found.as_str()))
    });
    let job = |url: &str| {
        pattern!(r"(?i)job|career|apply|position|vacanc|greenhouse|lever\.co|workday|ashby|recruit|opening|stellen|karriere|praca|oferta|emploi|hiring|viewjob|/gh_jid|smartrecruiters|breezy|bamboohr|teamtailor|personio|join\.com").is_match(url)
    };
    let (_, url) = urls.find(|(labelled, url)| *labelled || job(url))?;
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', ']', '*', '>', '|']);
    let url = if url.contains('(') { url } else { url.trim_end_matches(')') };
    Some(url.to_owned())
}

const BOARDS: &[&str] = &[
    "linkedin",
    "indeed",
    "glassdoor",
    "greenhouse",
    "lever",
    "ashby",
    "workday",
    "wellfound",
    "monster",
    "ziprecruiter",
    "stepstone",
    "xing",
    "justjoin",
    "nofluffjobs",
    "pracuj",
    "seek",
    "reed",
    "totaljobs",
    "naukri",
    "dice",
    "smartrecruiters",
    "workable",
    "builtin",
    "otta",
];

/// The job board whose marks a text bears.
pub(crate) fn source(text: &str) -> Option<&'static str> {
    let boards = pattern!(
        r"(?i)\| (linkedin)\b|\b(?:(linkedin)\.com|(indeed)\.\w+|(glassdoor)\.|(greenhouse)\.io|jobs\.(lever)\.co|(ashby)hq\.com|(workday)jobs\.com|my(workday)|(wellfound)\.com|(monster)\.com|(ziprecruiter)\.com|(stepstone)\.|(xing)\.com|(justjoin)\.it|(nofluffjobs)\.com|(pracuj)\.pl|(seek)\.com|(reed)\.co\.uk|(totaljobs)\.com|(naukri)\.com|(dice)\.com|(smartrecruiters)\.com|(workable)\.com|(builtin)\.com|(otta)\.com)"
    );
    let found = boards
        .captures(text)
        .and_then(|found| found.iter().skip(1).flatten().next().map(|board| board.as_str().to_lowercase()));
    if let Some(found) = found {
        return BOARDS.iter().find(|board| **board == found).copied();
    }
    let linkedin = pattern!(r"(?im)people clicked apply|^\s*promoted by hirer|\bover 100 applicants\b").is_match(text);
    let indeed = pattern!(
        r"(?im)^\s*here['’]s how the job details align with your profile|^\s*you must create an indeed account"
    )
    .is_match(text);
    if linkedin { Some("linkedin") } else { indeed.then_some("indeed") }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Experience running an on-call rotation", Some(true))]
    #[case("Join the on call rota one week in six.", Some(true))]
    #[case("There is no on-call.", Some(false))]
    #[case("On-call: none", Some(false))]
    #[case("You are often on call with clients.", None)]
    #[case("Call us.", None)]
    fn duty_on_call_is_told_from_calls(#[case] text: &str, #[case] on_call_: Option<bool>) {
        assert_eq!(on_call(&Document::new(text)), on_call_);
    }

    #[rstest]
    #[case("Up to 25% travel", Some(25))]
    #[case("Travel: 10-20%", Some(20))]
    #[case("Willing to travel approximately 30 % of the time", Some(30))]
    #[case("No travel required.", Some(0))]
    #[case("50% discount on travel", None)]
    #[case("401k match of 5%. We love to travel.", None)]
    fn travel_is_read_in_percent(#[case] text: &str, #[case] percent: Option<i32>) {
        assert_eq!(travel(&Document::new(text)), percent);
    }

    #[rstest]
    #[case("Company size: 51-200 employees", Some(51))]
    #[case("We have over 5,000 employees in 12 countries", Some(5000))]
    #[case("Software Development · 1,001-5,000 employees", Some(1001))]
    #[case("We're a 40-person company.", Some(40))]
    #[case("Run payroll for 300 employees", None)]
    #[case("Manage a team of 15 employees", None)]
    fn the_size_of_the_company_is_read(#[case] text: &str, #[case] size: Option<i32>) {
        assert_eq!(company_size(&Document::new(text)), size);
    }

    #[rstest]
    #[case("See https://acme.example and https://jobs.acme.example/42.", Some("https://jobs.acme.example/42"))]
    #[case("We are https://acme.example", None)]
    #[case("Apply: https://acme.example/x?y=(z)", Some("https://acme.example/x?y=(z)"))]
    fn the_address_is_that_of_the_posting(#[case] text: &str, #[case] address: Option<&str>) {
        assert_eq!(url(&Document::new(text)).as_deref(), address);
    }
}
