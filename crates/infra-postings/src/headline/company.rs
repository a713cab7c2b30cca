//! Which of the names in a posting is the company's: every hint counts, and the best supported name wins.

use super::{Headline, roles};
use crate::document::{Line, sentences};

/// What speaks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// "Engineer at Helios Grid"
    Stated,
    /// A part of a header line; of a line with several parts, or one that names a job as well.
    Header { several: bool, role: bool },
    /// "Engineer - Helios Grid"
    TitleSegment,
    /// "About Helios Grid"
    About,
    /// "At Helios Grid, we …"
    At,
    /// "Helios Grid is a …"
    Is,
    /// "Helios Grid forecasts …": weak, for any word may end so
    Does,
    /// "Join Helios Grid"
    Join,
}

#[derive(Debug)]
struct Candidate {
    name: String,
    at: usize,
    evidence: Evidence,
}

#[derive(Debug)]
pub(super) struct Candidates<'a> {
    lines: &'a [Line],
    found: Vec<Candidate>,
    title_at: Option<usize>,
}

impl<'a> Candidates<'a> {
    /// Starts with the names that the body speaks of.
    pub fn new(lines: &'a [Line]) -> Self {
        let mut names = Self { lines, found: Vec::new(), title_at: None };
        for (at, line) in lines.iter().enumerate().take(200) {
            names.read_body(at, &line.text);
        }
        names
    }

    pub fn title_at(&mut self, at: usize) {
        self.title_at.get_or_insert(at);
    }

    pub fn add(&mut self, name: &str, at: usize, evidence: Evidence) {
        if let Some(name) = tidy(name)
            && self.found.len() < 400
        {
            self.found.push(Candidate { name, at, evidence });
        }
    }

    pub fn drop_name(&mut self, name: &str) {
        self.found.retain(|candidate| candidate.name != name);
    }

    /// The first header line that is nothing else: the title of a job whose name is not known as one, if another name follows.
    pub fn first_name(&self, end: usize) -> Option<(String, usize)> {
        let mut headers =
            self.found.iter().filter(|found| matches!(found.evidence, Evidence::Header { .. }) && found.at < end);
        let first = headers.next()?;
        let known_elsewhere = self
            .found
            .iter()
            .any(|other| other.name == first.name && !matches!(other.evidence, Evidence::Header { .. }));
        let another = headers.next().is_some()
            || self
                .found
                .iter()
                .any(|other| !matches!(other.evidence, Evidence::Header { .. } | Evidence::TitleSegment));
        (!known_elsewhere && another && first.at == 0 && first.name.split(' ').count() <= 8)
            .then(|| (first.name.clone(), first.at))
    }

    pub fn best(&self, title: Option<&str>) -> Option<String> {
        let title = title.map(str::to_lowercase).unwrap_or_default();
        let scored = self
            .found
            .iter()
            .filter(|found| found.name.to_lowercase() != title)
            .map(|found| (self.score(found), found));
        let best = scored.fold(None, |best: Option<(i32, &Candidate)>, (score, found)| match best {
            Some((other, _)) if other >= score => best,
            _ => Some((score, found)),
        });
        best.filter(|(score, _)| *score >= 50).map(|(_, found)| self.best_form(found))
    }

    /// A name as the header writes it in full, but not in capitals when it is written otherwise elsewhere.
    fn best_form(&self, best: &Candidate) -> String {
        let same = self.found.iter().filter(|other| is_same(&other.name, &best.name));
        let header = same
            .clone()
            .find(|other| matches!(other.evidence, Evidence::Header { .. }) && other.name.len() > best.name.len());
        let full = header.map_or(&best.name, |header| &header.name);
        let shouted = full.len() > 4 && !full.chars().any(char::is_lowercase);
        let mut cased =
            same.filter(|other| shouted && other.name.to_lowercase() == full.to_lowercase() && other.name != *full);
        cased.next().map_or_else(|| full.clone(), |other| other.name.clone())
    }

    fn score(&self, candidate: &Candidate) -> i32 {
        let distance = self.title_at.map(|title| candidate.at.abs_diff(title));
        let near = match distance {
            Some(0 | 1) => 12,
            Some(2) => 4,
            Some(_) => -10,
            None => 0,
        };
        let words = candidate.name.split(' ').count();
        let long = if words > 5 {
            -30
        } else if words > 3 {
            -5
        } else {
            0
        };
        let lower = if candidate.name.starts_with(char::is_lowercase) { -12 } else { 0 };
        let own = match candidate.evidence {
            Evidence::Stated => 90,
            Evidence::Header { several, role } => {
                50 + 8 * i32::from(several) - 35 * i32::from(role)
                    + near
                    + long
                    + lower
                    + i32::from(self.title_at.is_some_and(|title| candidate.at > title))
            }
            Evidence::TitleSegment | Evidence::Does => 30,
            Evidence::About => 66,
            Evidence::At => 62,
            Evidence::Is => 54,
            Evidence::Join => 52,
        };
        let others = self
            .found
            .iter()
            .filter(|other| {
                !std::ptr::eq(*other, candidate)
                    && other.evidence != candidate.evidence
                    && is_same(&other.name, &candidate.name)
            })
            .count();
        let body = self
            .lines
            .iter()
            .enumerate()
            .take(200)
            .any(|(at, line)| at != candidate.at && line.text.contains(&candidate.name));
        let suffix = pattern!(r"(?i)\b(?:inc|llc|ltd|limited|gmbh|ag|plc|corp|corporation|co|s\.a|sp\. z o\.o|bv|b\.v|ab|oy|as|kg|se|sas|group|partners|university|hospital|school|labs)\.?$").is_match(&candidate.name);
        own + 15 * i32::try_from(others.min(3)).unwrap_or(0) + 14 * i32::from(body) + 10 * i32::from(suffix)
    }

    /// The header lines that were nothing but the company.
    pub fn mark_used(&self, head: &mut Headline) {
        let Some(company) = &head.company else { return };
        for found in &self.found {
            let header = matches!(found.evidence, Evidence::Header { .. });
            if header
                && is_same(&found.name, company)
                && tidy(&self.lines[found.at].text).is_some_and(|line| line == found.name)
            {
                head.used.insert(found.at);
            }
        }
    }

    fn read_body(&mut self, at: usize, text: &str) {
        const NAME: &str = r"((?:[A-Z][\p{L}\d&.'’+-]*|\d+[A-Z]\w*)(?: (?:(?:of|and|the|for|&|de|und|for) )?(?:[A-Z][\p{L}\d&.'’+-]*|\d+)){0,4})";
        macro_rules! named {
            ($form:expr) => {{
                static FORM: std::sync::LazyLock<regex::Regex> =
                    std::sync::LazyLock::new(|| crate::pattern::compiled(&format!($form, NAME = NAME)));
                &*FORM
            }};
        }
        let short = text.split_whitespace().count() <= 7;
        if short && let Some(found) = pattern!(r"^(?:About|Why|Who is|Who are|Life at|Working at|Welcome to|Why join|What is|Why work at|Über|À propos de|O firmie) (?:us:? |us at |working at )?([\p{Lu}\d][^?!:.]{1,50})[?!:.]?$").captures(text) {
            self.add(&found[1], at, Evidence::About);
        }
        for sentence in sentences(text) {
            if let Some(found) =
                named!(r"(?:^|\b)[Aa]t {NAME},? (?:we\b|our\b|you\b|you['’]|we['’]|every)").captures(sentence)
            {
                self.add(&found[1], at, Evidence::At);
            }
            if let Some(found) = named!(r"^(?:The )?{NAME},?(?: \([^)]*\),?)? (?:is (?:an?|the|one|on|where|building|looking|hiring|seeking|committed|proud|currently|now|growing|transforming|redefining|changing|reinventing|recruiting|searching|backed|among|dedicated|part of|home to|Europe|America)\b|was founded|has been (?:in|serving|helping|a)|are (?:hiring|looking|seeking|recruiting)|(?:builds|helps|makes|provides|designs|develops|operates|delivers|runs|creates|powers|connects|balances|serves|manages|manufactures|offers|publishes|supplies|produces|sells|works with|brings|enables|treats|teaches|cares for|turns|keeps|moves|gives)\b)").captures(sentence) {
                self.add(&found[1], at, Evidence::Is);
            }
            if let Some(found) = named!(r"^{NAME}, (?:an?|the|one of) [^.]{{3,140}}?, (?:is|are|seeks|has|was|offers) ")
                .captures(sentence)
            {
                self.add(&found[1], at, Evidence::Is);
            }
            if let Some(found) = named!(r"^(?:The )?{NAME} (?:[a-z]{{2,12}}s|will|has|does|cannot) ").captures(sentence)
            {
                self.add(&found[1], at, Evidence::Does);
            }
            if let Some(found) = named!(r"\b(?:[Jj]oin(?:ing)?|[Ww]ork(?:ing)? (?:at|for)|[Cc]areer (?:at|with)|[Ww]elcome to|here at|[Ll]ife at|recruiter (?:at|for|with)|behalf of|client,|employees? of|partner at|team at|[Oo]pportunity (?:at|with)) (?:the )?{NAME}").captures(sentence) {
                self.add(&found[1], at, Evidence::Join);
            }
        }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one == other
        || one
            .strip_prefix(other.as_str())
            .or_else(|| other.strip_prefix(one.as_str()))
            .is_some_and(|rest| rest.starts_with([' ', ',']))
}

/// A name without what boards print beside it; nothing when it cannot be a company's.
pub(super) fn tidy(text: &str) -> Option<String> {
    let text = pattern!(r"(?i)\s*\((?:view all jobs|all jobs|\d[\d,.]*k? reviews?|verified|confidential|[^)]*\bYC\b[^)]*|NASDAQ[^)]*|NYSE[^)]*)\)|\s+logo$|\s+\d(?:[.,]\d)?\s?(?:★|⭐|☆|stars?)?(?:\s*\(?[\d,.]+k? reviews?\)?)?$|\s+\d[\d,.]*\s?k? reviews?$|\s+careers$|, (?:department|faculty|school|division|institute|dept) (?:of|for) .*$|['’]s (?:logo|team)$| team$").replace_all(text.trim(), "");
    let text = pattern!(r"(?i)^(?:at|@|by|with|company:)\s+").replace(text.trim(), "");
    let text = text.trim().trim_matches(|c: char| {
        matches!(
            c,
            ',' | ';'
                | ':'
                | '!'
                | '|'
                | '·'
                | '•'
                | '"'
                | '“'
                | '”'
                | '-'
                | '–'
                | '—'
                | '*'
                | '?'
                | ' '
                | '★'
                | '('
                | '['
                | ']'
        )
    });
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    let text = if pattern!(r"(?i)\b(?:inc|ltd|co|corp|llc|b\.v|s\.a|z o\.o|s\.r\.o|l\.p)\.$").is_match(text) {
        text
    } else {
        text.trim_end_matches('.')
    };
    let first = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').next().unwrap_or("").to_lowercase();
    let generic = words!(
        "we|our|us|you|your|this|that|these|those|the role|it|they|he|she|i|my|there|here|what|who|why|how|when|where|if|as|in|on|for|to|with|about|candidates|candidate|applicants|applicant|position|role|job|work|working|everyone|each|all|any|both|please|note|must|should|will|experience|experienced|requirements|qualifications|benefits|salary|compensation|pay|location|company|employer|client|confidential|remote|hybrid|full|part|ability|strong|knowledge|equal|employees|employment|someone|nobody|today|team|teams|and|or|no|not|not|yes|are|is|hi|hello|hey|dear|thanks|thank|best|regards|apply|click|visa|travel|on-call|title|description|responsibilities|duties|overview|summary|posted|new|hiring|urgent|immediate|now|join|looking|interested|opportunity|come|help|build|sponsorship|being|having|because|since|while|although|based|another|most|many|some|every|one|preferred|ideal|successful|reporting|responsible"
    );
    let words = text.split_whitespace().count();
    let plain = !text.is_empty()
        && words <= 8
        && text.chars().count() <= 100
        && text.chars().any(char::is_alphanumeric)
        && !text.contains('@');
    let word_like = !generic.contains(first.as_str()) && !pattern!(r"(?i)^(?:the (?:role|job|team|position|company|ideal|successful|salary|candidate|opportunity|person|right|work|client|office|hospital|school|project|product|job description|base|benefits|pay)\b.*|about .*|.*\bemployees|\d+|https?:.*|www\..*|.*\b(?:per|an?) (?:year|hour|month).*)$").is_match(text);
    let listed = roles::is_department(text)
        || crate::place::looks_like_place(text)
        || crate::employment::named(text).is_some_and(|_| words <= 3);
    (plain && word_like && !listed).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Helios Grid 4.1 ★", Some("Helios Grid"))]
    #[case("at Acme (View all jobs)", Some("Acme"))]
    #[case("Acme Inc.", Some("Acme Inc."))]
    #[case("Helios Grid logo", Some("Helios Grid"))]
    #[case("Engineering", None)]
    #[case("Austin, TX", None)]
    #[case("Our client", None)]
    #[case("the role", None)]
    fn a_company_is_freed_of_what_stands_beside_it(#[case] text: &str, #[case] company: Option<&str>) {
        assert_eq!(tidy(text).as_deref(), company);
    }
}
