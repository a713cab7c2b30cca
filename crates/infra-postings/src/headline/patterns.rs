//! Lines and sentences that name title, company and place together: "Helios Grid is hiring a Backend Engineer in Austin".

use super::company::{Candidates, Evidence};
use super::{Headline, names_role, read_title, title};
use crate::document::{Line, sentences};
use crate::place;

/// Reads a header line of a known form; false when it has none.
pub(super) fn line(head: &mut Headline, names: &mut Candidates, at: usize, text: &str) -> bool {
    let text = pattern!(r"(?i)\s*[|·-]\s*(?:linkedin|indeed(?:\.com)?|glassdoor(?:\.com)?|monster(?:\.com)?|ziprecruiter|stepstone|xing|jobs|careers|wellfound|built ?in|seek|reed\.co\.uk|job board)\s*$").replace(text, "");
    if pattern!(r"(?i)^(?:hi|hello|hey|dear|good (?:morning|afternoon)|greetings)\b.{0,40}[,!.]?$").is_match(&text)
        && text.split(' ').count() <= 5
    {
        return true;
    }
    if let Some(found) = pattern!(r"^(?:at|@|with|by) (\S.{1,60})$").captures(&text)
        && head.title.is_some()
    {
        names.add(&found[1], at, Evidence::Stated);
        return true;
    }
    if head.title.is_some() {
        return false;
    }
    let forms = [
        pattern!(
            r"^(?i:job application for|application for|apply for|apply to) (?P<title>.{3,90}?) at (?P<company>.+)$"
        ),
        pattern!(r"^(?P<company>[^,.:]{2,50}?) (?i:hiring) (?P<title>.{3,80}?) in (?P<place>.+)$"),
        pattern!(
            r"^(?i:come )?(?i:join) (?P<company>[\p{Lu}\d].{1,50}?) (?i:as) (?i:an?|our|the|our next|our new) (?P<title>.+)$"
        ),
        pattern!(
            r"^(?P<title>[^.!?:]{3,90}?)(?:,| -| –| —)? (?:at|@|AT|At|bij|bei|chez) (?:the )?(?P<company>[\p{Lu}\d][^!?]{1,70})$"
        ),
    ];
    for form in forms {
        if let Some(found) = form.captures(&text)
            && names_role(&found["title"])
        {
            return take(head, names, at, &found);
        }
    }
    hires(head, names, at, &text)
}

fn take(head: &mut Headline, names: &mut Candidates, at: usize, found: &regex::Captures) -> bool {
    names.title_at(at);
    read_title(head, names, at, &found["title"]);
    if let Some(company) = found.name("company") {
        let (company, rest) = name_and_rest(company.as_str());
        names.add(company, at, Evidence::Stated);
        for part in rest {
            read_place(head, part);
        }
    }
    if let Some(place) = found.name("place") {
        read_place(head, place.as_str());
    }
    head.title.is_some()
}

/// "Helios Grid in Berlin - Remote": the name, then what may be a place.
fn name_and_rest(text: &str) -> (&str, Vec<&str>) {
    let mut parts = pattern!(r"\s[-–—|·•]\s|\s[·•|]\s?|\s?\(|,\s|\s(?:in|based in)\s").split(text);
    let name = parts.next().unwrap_or(text);
    let mut rest: Vec<&str> = parts.collect();
    // "Austin, TX" was cut at its comma as well.
    if let Some(first) = rest.first()
        && let Some(start) = text.find(first)
    {
        rest.insert(0, &text[start..]);
    }
    (name, rest)
}

fn read_place(head: &mut Headline, text: &str) {
    let text = text.trim().trim_end_matches([')', '.', '!']);
    if let Some(place) = place::read(text) {
        head.place.arrangement = head.place.arrangement.or(place.arrangement);
        head.place.or_remote |= place.or_remote;
        if head.place.location.is_none() {
            head.place.location = place.location;
        }
    }
}

/// What the sentences at the top say, where the lines above them said less.
pub(super) fn read(head: &mut Headline, names: &mut Candidates, lines: &[Line]) {
    if head.title.is_some() {
        return;
    }
    for (at, line) in lines.iter().enumerate().take(40) {
        for sentence in sentences(&line.text) {
            let joined = pattern!(r"^(?i:come )?(?i:join) (?P<company>[\p{Lu}\d][^.!?]{1,50}?) (?i:as) (?i:an?|our|the|our next|our new) (?P<title>[^.!?,:]{3,80})").captures(sentence);
            if joined.is_some_and(|found| names_role(&found["title"]) && take(head, names, at, &found)) {
                if line.text.len() < 90 {
                    head.used.insert(at);
                }
                return;
            }
            if hires(head, names, at, sentence) || offers(head, names, at, sentence) {
                return;
            }
        }
    }
}

/// "Helios Grid is looking for a Backend Engineer to join …"
fn hires(head: &mut Headline, names: &mut Candidates, at: usize, sentence: &str) -> bool {
    let form = pattern!(
        r"^(?P<lead>.{0,120}?)\s?\b(?i:is|are|['’]re|am|['’]s)?\s?(?i:now |currently |actively |also |proudly |urgently )*(?i:hiring|looking for|looking to (?:hire|add|bring on)|seeking|recruiting|searching for|in search of|seeks|need|needs)(?i: for| to hire| to recruit)?:? (?i:an? |our next |our first |our |the |new |another |multiple |several |some |two |three |\d+ )*(?P<title>.+)$"
    );
    let Some(found) = form.captures(sentence) else { return false };
    let Some(title) = named_in(&found["title"]) else { return false };
    names.title_at(at);
    let lead = pattern!(r"(?i)^(?:hi|hello|hey)\b[^,!.]*[,!.]\s*|^(?:our client,? |at |here at )")
        .replace(&found["lead"], "")
        .into_owned();
    let lead = lead.split(',').next().unwrap_or("").trim();
    if lead.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && lead.split(' ').count() <= 5 {
        names.add(lead, at, Evidence::Stated);
    }
    take_title(head, names, at, &title, &found["title"])
}

/// "… a Backend Engineer role at Helios Grid", "As a Backend Engineer at Helios Grid, you …"
fn offers(head: &mut Headline, names: &mut Candidates, at: usize, sentence: &str) -> bool {
    let forms = [
        pattern!(
            r"(?i:\b(?:for|about|of|as|regarding|with|have|filling|fill|discuss|on|is) )(?i:an? |our |the |this |my client['’]s )*(?i:new |exciting |open |great |urgent )*(?P<title>[^.,;:!?]{3,80}?) (?i:role|position|opportunity|opening|vacancy|job)\b(?P<rest>.*)$"
        ),
        pattern!(
            r"(?i:\b(?:opening|opportunity|role|position|vacancy|job|openings|search)\b(?: available)? (?:for|as|of|is|:) (?:an?|the|our) )(?P<title>[^.,;:!?]{3,80})(?P<rest>.*)$"
        ),
        pattern!(
            r"^(?i:as (?:an?|our|the) (?:new )?)(?P<title>[^.,;:!?]{3,80}?)(?P<rest>(?: at| in| with|,| you| on).*)$"
        ),
        pattern!(r"^(?P<title>[^.,;:!?]{3,60}?) (?i:needed|wanted|required|position available)\b(?P<rest>.*)$"),
    ];
    for form in forms {
        if let Some(found) = form.captures(sentence)
            && let Some(title) = named_in(&found["title"])
        {
            names.title_at(at);
            return take_title(head, names, at, &title, &format!("{}{}", &found["title"], &found["rest"]));
        }
    }
    false
}

/// Takes a title out of a sentence, with the company and the place that follow it.
fn take_title(head: &mut Headline, names: &mut Candidates, at: usize, title: &str, rest: &str) -> bool {
    head.title = title::clean(title);
    if let Some(found) = pattern!(r"\b(?:at|with|join|joining|for) (?:the )?([\p{Lu}\d][\p{L}\d&.'’-]*(?: (?:(?:of|and|&) )?[\p{Lu}\d][\p{L}\d&.'’-]*){0,4})").captures(rest) {
        names.add(found[1].trim_end_matches('.'), at, Evidence::Stated);
    }
    if let Some(place) = placed(rest) {
        head.place.location.get_or_insert(place);
    }
    head.title.is_some()
}

/// The name of a job at the beginning of a text that goes on: "experienced Line Cook to join our kitchen".
fn named_in(text: &str) -> Option<String> {
    let end = pattern!(r"(?i)[.,;:!?(–—|]|\s-\s|\s(?:to|who|with|that|for|at|in|on|based|joining|responsible|needed|wanted|role|position|opportunity|job|opening|from|you|as|across|near|whose|ready|able)\b").find(text).map_or(text.len(), |found| found.start());
    let name = text[..end].trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || words.len() > 9 || !names_role(name) {
        return None;
    }
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase());
    if words.iter().any(|word| capital(&word)) {
        let first = words.iter().position(|word| capital(&word)).unwrap_or(0);
        let kept = words[first..].join(" ");
        return names_role(&kept).then_some(kept);
    }
    let praise = words!(
        "experienced|talented|passionate|motivated|friendly|reliable|skilled|dedicated|hard-working|hardworking|energetic|driven|great|strong|exceptional|creative|self-motivated|enthusiastic|ambitious|highly|detail-oriented|qualified|caring|compassionate|curious|proactive|versatile|professional|full-time|part-time|fulltime|new|dynamic|positive|results-driven|and|or|outstanding|excellent|good|brilliant|a|an|full|part|time"
    );
    let first = words.iter().position(|word| !praise.contains(word.trim_end_matches(',').to_lowercase().as_str()))?;
    let name = words[first..].iter().map(|word| {
        let mut chars = word.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
    });
    // A lone everyday word such as "lead" or "partner" is no title.
    let name = name.collect::<Vec<String>>().join(" ");
    (names_role(&name) && !pattern!(r"(?i)^(?:lead|leads?|partners?|staff|worker|workers|people|leaders?|owner|experts?|crew|associate|head|master|manager|candidates?)$").is_match(&name)).then_some(name)
}

/// Reads the subject of a mail: always used up, and a title where it names a job.
pub(super) fn subject(head: &mut Headline, value: &str) -> bool {
    if head.title.is_some() {
        return true;
    }
    let bare = pattern!(r"(?i)^(?:(?:re|fwd?|aw|wg)\s*:\s*)+").replace(value, "");
    let (before, after) = pattern!(r"(?i)\s(?:at|@|with)\s")
        .find(&bare)
        .map_or((bare.as_ref(), ""), |found| (&bare[..found.start()], &bare[found.end()..]));
    let title = pattern!(r"(?i)\b(?:an? )?(?:new |exciting |great )*(?:opportunity|role|position|opening|vacancy|job)\b(?:\s*(?:for|as|:|-|–)\s*(?:an? )?)?").replace_all(before, " ");
    if names_role(&title) {
        head.title = title::clean(&title);
        let (company, rest) = name_and_rest(after);
        let company = pattern!(r"(?i)\b(?:opportunity|role|position|opening)\b.*$").replace(company, "");
        head.company = super::company::tidy(&company).or(head.company.take());
        for part in rest {
            read_place(head, part);
        }
    }
    true
}

/// The place that the sentences give for the job itself.
pub(super) fn location(lines: &[Line]) -> Option<String> {
    let about_job = pattern!(
        r"(?i)\b(?:based (?:in|out of|at)|located (?:in|at)|on[- ]?site (?:in|at)|in[- ]person (?:in|at)|hybrid\b|remote(?:ly)? (?:within|in|from|across|anywhere)|(?:role|position|job|opening|vacancy) (?:is )?(?:in|at)|(?:work|working) (?:in|from|at) our|our \S+(?: \S+)? (?:office|site|store|clinic|branch|studio|warehouse|plant|campus|restaurant|kitchen|hospital|headquarters|hq)|location is|join (?:us|our team|the team) in|team in|hiring in|relocat\w+ to|commut\w+)"
    );
    let company = pattern!(
        r"(?i)\boffices in\b|\bheadquartered\b|\bclients\b|\bcustomers\b|\bfounded in\b|\bcandidates\b|\bstores in\b|\bheadquarters in\b"
    );
    lines
        .iter()
        .take(120)
        .flat_map(|line| sentences(&line.text))
        .filter(|sentence| about_job.is_match(sentence) && !company.is_match(sentence))
        .find_map(placed)
        // A town with its state, in the first sentences, is the job's as well.
        .or_else(|| {
            let top = lines.iter().take(6).flat_map(|line| sentences(&line.text));
            top.filter(|sentence| !company.is_match(sentence)).filter_map(placed).find(|place| place.contains(','))
        })
}

/// The first place that a sentence puts something in.
fn placed(sentence: &str) -> Option<String> {
    let form = pattern!(
        r"\b(?i:in|at|from|of|out of|within|across|to|our|is|the|–|-) (?:the |our |downtown |central )?((?:[\p{Lu}][\p{L}.'’-]*)(?:,? (?:of |de |am |upon )?[\p{Lu}][\p{L}.'’-]*){0,5})"
    );
    form.captures_iter(sentence).find_map(|found| {
        let mut name = found.get(1)?.as_str().trim_end_matches(['.', ',']);
        loop {
            if place::looks_like_place(name) {
                return Some(name.to_owned());
            }
            let cut = name.rfind([' ', ','])?;
            name = name[..cut].trim_end_matches([',', ' ', '.']);
        }
    })
}
