//! What job boards and mail programs print around a posting: buttons, counters, forms.

use crate::document::Line;

/// The lines that people wrote; all of them when nothing else would be left.
pub(crate) fn without(lines: Vec<Line>) -> Vec<Line> {
    let end = form_start(&lines).unwrap_or(lines.len());
    let mut kept: Vec<Line> = Vec::with_capacity(end);
    let mut gap = false;
    for line in lines.iter().take(end) {
        if is_noise(&line.text) {
            gap |= line.after_gap;
            continue;
        }
        let mut line = line.clone();
        line.after_gap |= std::mem::take(&mut gap);
        kept.push(line);
    }
    if kept.is_empty() { lines } else { kept }
}

/// Where the form for applicants begins, which some boards print below the posting.
fn form_start(lines: &[Line]) -> Option<usize> {
    let fields = words!(
        "first name|last name|first name*|last name*|first name *|last name *|resume/cv|resume/cv*|resume/cv *|full name|full name*|email*|email *|phone*|phone *|cover letter|attach|* required|required|indicates a required field|* indicates a required field|submit application|drop or select"
    );
    let is_field = |line: &Line| fields.contains(line.text.trim().to_lowercase().as_str());
    let first = lines.iter().position(is_field)?;
    let many = lines[first..].iter().take(12).filter(|line| is_field(line)).count() >= 3;
    (many && first > lines.len() / 3).then_some(first)
}

pub(crate) fn is_noise(text: &str) -> bool {
    if text.chars().count() > 90 {
        return false;
    }
    let low = text.trim().trim_end_matches(['.', '!', '…', '>', '»', ':']).trim().to_lowercase();
    !low.chars().any(char::is_alphanumeric) || buttons(&low) || counters(&low)
}

fn buttons(low: &str) -> bool {
    let lines = words!(
        "apply|easy apply|apply now|apply now!|apply today|apply here|apply for this job|apply for this position|apply for this role|apply for job|apply on company site|\
         apply on company website|apply with linkedin|apply with indeed|apply on employer site|1-click apply|quick apply|apply with seek|i'm interested|\
         save|saved|save job|save this job|save for later|unsave|share|share this job|share job|share this|share this position|report job|report this job|report|print|print job|email|\
         email job|email this job|copy link|copy url|like|follow|following|message|connect|show more|show less|see more|see less|read more|read less|…more|more|\
         show all|view all|view more|view job|view all jobs|see all jobs|all jobs|back|back to jobs|back to search|back to search results|back to results|\
         back to all jobs|back to job list|return to search|view similar jobs|similar jobs|job alert|create job alert|create alert|set alert|get job alerts|sign in|\
         sign up|log in|login|register|join now|menu|home|jobs|careers|search|search jobs|skip to main content|skip to content|next|previous|close|continue|\
         promoted|sponsored|promoted by hirer|new|new!|hot|featured|urgent|urgently hiring|actively recruiting|actively hiring|hiring multiple candidates|\
         active today|active 2 days ago|responds quickly|often replies in 1 day|responses managed off linkedin|no response insights available yet|\
         about the job|job details|full job description|profile insights|job activity|job post details|job info|job information|job summary and details|\
         company logo|logo|company photo|job poster|meet the hiring team|people you can reach out to|how you match|show match details|tailor my resume|\
         am i a good fit for this job?|am i a good fit for this job|how can i best position myself for this job?|create cover letter|practice an interview|\
         help me stand out|try premium|try premium for free|reactivate premium|matches your job preferences|see how you compare|use ai to assess how you fit|\
         be an early applicant|early applicant|hide job|not interested|hide|dismiss|flag|translate|view company profile|view profile|visit website|website|\
         company website|company page|view company page|select language|english|accept|accept all|accept all cookies|reject all|cookie settings|manage preferences|\
         this job is no longer available|job closed|sent from my iphone|view in browser|unsubscribe|forwarded message|begin forwarded message|\
         ---------- forwarded message ---------|original message|view all open positions|see open positions|open positions|current openings|view job posting"
    );
    lines.contains(low)
}

/// "Over 100 applicants", "Posted 3 days ago", "4.1 out of 5 stars", "Be among the first 25 applicants".
fn counters(low: &str) -> bool {
    pattern!(
        r"(?x)^(?:
        (?:(?:re)?posted\s*:?\s*)?(?:(?:about|over|more\ than)\s)?(?:\d+\+?|an?|one)\s?(?:minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|w|months?|mo)\sago(?:\s·.*)?
        | \d+\+?\s?(?:h|d|w|mo)
        | (?:re)?posted\s(?:today|yesterday|just\snow|\d+\+?\s(?:days?|weeks?|hours?|months?)\sago)(?:\s*[·•|].*)? | just\sposted | today | yesterday
        | (?:over|be\samong\sthe\sfirst)?\s*\d[\d,]*\+?\s(?:applicants?|applications?|people\sclicked\sapply|views?|reviews?)(?:\sin\sthe\spast\s\w+)?
        | \d(?:[.,]\d)?\s?(?:★|☆|⭐|stars?|out\sof\s5.*)? | \d(?:[.,]\d)?\s?(?:★|⭐)?\s*\(?[\d,.]+k?\s(?:company\s)?reviews?\)?
        | see\swho\s.{1,60}\shas\shired\sfor\sthis\srole | set\salert\sfor\ssimilar\sjobs.* | your\sprofile\s(?:and|matches).* | \d+\sof\s\d+\sskills\smatch.*
        | here(?:'|’)s\show\sthe\sjob\sdetails\salign\swith.* | .{0,40}\sis\shighlighted.* | promoted\sby\shirer.* | responses\smanaged.* | \d+\s(?:school|company)\salumni.*
        | (?:get|receive)\snotified\sabout.* | (?:we\suse|this\s(?:web)?site\suses)\scookies.* | page\s\d+\sof\s\d+ | ©.* | copyright\s.* | all\srights\sreserved.*
        | you\s(?:must|need\sto)\s(?:create|sign|log).* | (?:job|req(?:uisition)?|posting|vacancy|reference)\s?(?:id|no|number|ref|code|\#)?\s?[:\#]?\s?(?:[a-z]{0,5}[-_/]?\d[\w/-]*)
        | closing\sin\s.* | (?:\d+\s)?(?:connections?|followers?)\s.{0,40} | [\d,.]+k?\sfollowers? | location\sicon|.{0,40}\slogo
        )$"
    )
    .is_match(low)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Easy Apply")]
    #[case("Over 100 applicants")]
    #[case("Posted 3 days ago")]
    #[case("3 weeks ago")]
    #[case("Be among the first 25 applicants")]
    #[case("4.1")]
    #[case("Job ID: R-12345")]
    #[case("Helios Grid logo")]
    #[case("···")]
    fn what_a_board_prints_around_a_posting_is_noise(#[case] line: &str) {
        assert!(is_noise(line));
    }

    #[rstest]
    #[case("Senior Backend Engineer")]
    #[case("5 years")]
    #[case("3 days a week in the office")]
    #[case("Apply your skills")]
    #[case("English (C1)")]
    #[case("New York")]
    fn what_people_wrote_is_not(#[case] line: &str) {
        assert!(!is_noise(line));
    }
}
