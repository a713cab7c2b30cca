//! Lines that name what they hold: "Company: Helios Grid", or a name on one line and its value on the next.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::Line;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Title,
    Company,
    Location,
    Arrangement,
    Employment,
    Salary,
    Industry,
    Posted,
    Subject,
    /// Known to be none of these, such as a job's number or the sender of a mail.
    Other,
}

const NAMES: &[(Label, &str)] = &[
    (
        Label::Title,
        "job title|title|position|role|position title|job|vacancy|job role|role title|opening|job name|hiring|now hiring|\
         we're hiring|we’re hiring|we are hiring|open position|open role|post|designation|stanowisko|stelle|poste|puesto|functie|\
         looking for|job position|vacancy title",
    ),
    (
        Label::Company,
        "company|company name|employer|organisation|organization|hiring company|client|business|firm|company/organization|firma|\
         unternehmen|entreprise|empresa|bedrijf|school|hospital|facility|restaurant|hiring organization|agency|institution",
    ),
    (
        Label::Location,
        "location|locations|location(s)|job location|work location|office location|primary location|where|city|based in|based|\
         place of work|place|office|office(s)|workplace|job locations|standort|arbeitsort|ort|lieu|ubicación|lugar|lokalizacja|\
         miejsce pracy|locatie|sede|plats|city/state|city, state|region|country|base|work site|worksite|site|duty station",
    ),
    (
        Label::Arrangement,
        "workplace type|work arrangement|remote|work model|work mode|work type|remote work|remote policy|remote status|\
         work setting|location type|work style|working model|remote?|working arrangement|tryb pracy|remote type|work setup|\
         job location type",
    ),
    (
        Label::Employment,
        "employment type|job type|type|contract type|contract|position type|time type|commitment|hours|status|type of employment|\
         employment|type of contract|job status|employment status|engagement|engagement type|schedule|work hours|working hours|\
         terms|term|hiring type|classification|type of position|vertragsart|anstellungsart|arbeitszeit|beschäftigungsart|\
         type de contrat|tipo de contrato|rodzaj umowy|dienstverband|duration|job types|employment basis|vacancy type|role type|\
         job schedule",
    ),
    (
        Label::Salary,
        "salary|salary range|pay|pay range|compensation|rate|day rate|hourly rate|base salary|package|remuneration|wage|ctc|\
         compensation range|pay rate|annual salary|salary/rate|budget|gehalt|salaire|salario|wynagrodzenie|salaris|monthly salary|\
         base pay|base pay range|hourly pay|starting salary|starting pay|widełki|estimated salary|target salary|salary band|\
         hourly wage",
    ),
    (Label::Industry, "industry|industries|sector|branche|branża|secteur|company industry"),
    (
        Label::Posted,
        "posted|date posted|posted on|publication date|published|posting date|job posted|posted date|opened|date",
    ),
    (Label::Subject, "subject|subj|re|fwd|fw|betreff"),
    (
        Label::Other,
        "from|to|cc|bcc|sent|reply-to|von|an|gesendet|shift and schedule|job id|job number|req id|requisition id|requisition|\
         requisition number|reference|ref|reference number|job ref|job reference|job code|id|posting id|vacancy id|department|\
         team|division|function|job function|job category|category|seniority level|seniority|level|experience level|career level|\
         grade|pay grade|job grade|reports to|reporting to|start date|start|starting date|closing date|application deadline|\
         deadline|apply by|valid until|expires|openings|number of openings|shift|shifts|job family|business unit|company size|\
         size|employees|headcount|founded|contact|recruiter|website|url|link|apply|phone|email|e-mail|travel|travel required|\
         security clearance|clearance|visa|visa sponsorship|sponsorship|flsa status|flsa|overtime|union|experience|specialty|\
         specialties|funding|stage|funding stage|hiring manager|source|language|days|unit|ward|credits",
    ),
];

/// The label of a line and its value; the value is empty where the next line holds it.
pub(crate) fn of(text: &str) -> Option<(Label, &str)> {
    if text.chars().count() > 220 {
        return None;
    }
    let (name, value) = match text.split_once([':', '：']) {
        Some((name, value)) if !value.starts_with("//") => (name, value),
        _ => text.split_once("  ").unwrap_or((text, "")),
    };
    let name = name.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != ')').to_lowercase();
    let value = value.trim().trim_matches(['*', ' ']);
    named(&name).map(|label| (label, value))
}

fn named(name: &str) -> Option<Label> {
    static LABELS: LazyLock<HashMap<&'static str, Label>> =
        LazyLock::new(|| NAMES.iter().flat_map(|(label, names)| names.split('|').map(|name| (name, *label))).collect());
    LABELS.get(name).copied()
}

/// Every label of some lines, with its value and the lines that it takes.
pub(crate) fn all(lines: &[Line]) -> Vec<(Label, String, std::ops::Range<usize>)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let step = match of(&lines[at].text) {
            Some((label, value)) if !value.is_empty() => {
                found.push((label, value.to_owned(), at..at + 1));
                1
            }
            Some((label, _)) if value_follows(lines, at) => {
                found.push((label, lines[at + 1].text.clone(), at..at + 2));
                2
            }
            _ => 1,
        };
        at += step;
    }
    found
}

/// A value on the next line is short, and no label or sentence itself.
fn value_follows(lines: &[Line], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| {
        next.text.chars().count() <= 60
            && of(&next.text).is_none()
            && !next.text.ends_with(['.', ':', '!'])
            && crate::headings::opened_by(next).is_none()
    })
}
