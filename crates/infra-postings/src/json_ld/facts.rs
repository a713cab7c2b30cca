//! The facts of one `JobPosting`: its fields first, then what its description says.

use domain::job::{EmploymentType, PostingFacts};
use serde_json::Value;

use super::value::{amount, each, text, texts};
use super::{pay, place};
use crate::document::Document;
use crate::place::Arrangement;
use crate::salary::Dollars;
use crate::{arrangement, dates, headline, html, keywords, pasted, sections, sponsorship, terms};

/// Reads a posting; `data` is all that stood around it, to which it may refer.
pub(super) fn read(posting: &Value, data: &Value) -> PostingFacts {
    let get = |name: &str| posting.get(name);
    let location = place::location(posting, |place| referred(place, data));
    let dollars = Dollars::of(location.as_deref().unwrap_or_default());
    let description = described(posting);
    let document = Document::new(pasted::cut(&description));
    let title = text(get("title").or_else(|| get("name")));
    let said = title.as_deref().and_then(crate::place::arrangement).or_else(|| arrangement::in_prose(&document));
    let remote = place::is_remote(posting) || get("jobLocationType").is_none() && said == Some(Arrangement::Remote);
    let company = referred_in(get("hiringOrganization"), data);
    let mut facts = PostingFacts {
        company: text(company).or_else(|| text(company.and_then(|company| company.get("legalName")))),
        location: location.or_else(|| place::applicants(posting)),
        remote,
        employment_type: employment_type(get("employmentType")),
        benefits: lines(get("jobBenefits").or_else(|| get("benefits"))),
        requirements: requirements(posting, &document),
        parsed_keywords: skills(get("skills")),
        url: url(posting),
        industry: text(get("industry")),
        posted_at: get("datePosted").and_then(Value::as_str).and_then(dates::read),
        company_size: company.and_then(size),
        sponsorship: eligibility(posting),
        description: (!description.is_empty()).then_some(description),
        ..PostingFacts::default()
    };
    facts.source = facts.url.as_deref().and_then(terms::source).map(str::to_owned);
    facts.title = title.map(|title| headline::clean_title(&title).unwrap_or(title));
    if let Some(salary) = pay::read(posting, dollars) {
        pasted::pay(&mut facts, salary);
    }
    let address = facts.url.take();
    pasted::mine(&mined(posting, &document), &mut facts, dollars);
    // A link in the description is not the posting's.
    facts.url = address;
    facts
}

/// An object that only names another of the same data is that other one.
fn referred<'a>(node: &'a Value, data: &'a Value) -> &'a Value {
    let Some(fields) = node.as_object().filter(|fields| fields.len() <= 2 && !fields.contains_key("name")) else {
        return node;
    };
    let Some(id) = fields.get("@id").and_then(Value::as_str) else { return node };
    let other = |other: &Value| {
        other.get("@id").and_then(Value::as_str) == Some(id) && other.as_object().is_some_and(|fields| fields.len() > 2)
    };
    super::find(data, other).unwrap_or(node)
}

fn referred_in<'a>(value: Option<&'a Value>, data: &'a Value) -> Option<&'a Value> {
    each(value).first().map(|first| referred(first, data))
}

fn described(posting: &Value) -> String {
    let parts = ["description", "responsibilities", "qualifications"];
    parts.iter().map(|part| texts(posting.get(*part)).join("\n")).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The description with all else that is said in sentences.
fn mined(posting: &Value, description: &Document) -> Document {
    let mut document = description.clone();
    for field in [
        "responsibilities",
        "qualifications",
        "experienceRequirements",
        "specialCommitments",
        "workHours",
        "incentiveCompensation",
    ] {
        for text in texts(posting.get(field)) {
            document.lines.extend(Document::new(pasted::cut(&text)).lines);
        }
    }
    document
}

fn employment_type(value: Option<&Value>) -> Option<EmploymentType> {
    each(value).iter().filter_map(Value::as_str).flat_map(|kinds| kinds.split([',', ';', '|'])).find_map(|kind| {
        let kind = kind.rsplit('/').next().unwrap_or(kind).trim().to_uppercase().replace(['-', ' '], "_");
        Some(match kind.as_str() {
            "FULL_TIME" | "FULLTIME" | "PERMANENT" => EmploymentType::FullTime,
            "PART_TIME" | "PARTTIME" => EmploymentType::PartTime,
            "CONTRACTOR" | "CONTRACT" | "FREELANCE" | "FREELANCER" => EmploymentType::Contract,
            // Paid by the day, as the need arises.
            "TEMPORARY" | "TEMP" | "PER_DIEM" | "SEASONAL" => EmploymentType::Temporary,
            "INTERN" | "INTERNSHIP" => EmploymentType::Internship,
            _ => return None,
        })
    })
}

/// What is asked for: qualifications, or the description's list; then experience and education that stand apart.
fn requirements(posting: &Value, description: &Document) -> Vec<String> {
    let mut asked = lines(posting.get("qualifications"));
    if asked.is_empty() {
        asked = sections::read(&description.lines).requirements;
    }
    asked.extend(experience(posting.get("experienceRequirements")));
    asked.extend(each(posting.get("educationRequirements")).iter().filter_map(education));
    asked
}

fn experience(value: Option<&Value>) -> Vec<String> {
    let months = value.and_then(|value| amount(value.get("monthsOfExperience")));
    match months {
        Some(months) if (months / 12.0).fract() == 0.0 => vec![plural(months / 12.0, "year")],
        Some(months) => vec![plural(months, "month")],
        None => lines(value),
    }
}

fn plural(count: f64, unit: &str) -> String {
    let count = count.round();
    if count < 2.0 { format!("1 {unit} of experience") } else { format!("{count:.0} {unit}s of experience") }
}

fn education(value: &Value) -> Option<String> {
    let named = text(Some(value)).or_else(|| text(value.get("credentialCategory")))?;
    if matches!(named.to_lowercase().as_str(), "no requirements" | "none" | "n/a") {
        return None;
    }
    let mut chars = named.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect())
}

/// The items of texts that may be lists, lines or enumerations.
fn lines(value: Option<&Value>) -> Vec<String> {
    texts(value).iter().flat_map(|text| sections::listed(text)).collect()
}

/// Skills under their common names; what is not known stays as it is written, and sentences are searched for skills.
fn skills(value: Option<&Value>) -> Vec<String> {
    let texts = texts(value);
    let items = texts
        .iter()
        .flat_map(|text| text.split([',', ';', '\n', '•']))
        .map(|item| item.trim().trim_start_matches(['-', '*']).trim());
    items
        .filter(|item| !item.is_empty())
        .flat_map(|item| match keywords::common_name(item) {
            Some(name) => vec![name.to_owned()],
            None if item.split_whitespace().count() <= 4 && item.chars().count() <= 50 => vec![item.to_owned()],
            None => keywords::read(item),
        })
        .take(100)
        .collect()
}

fn url(posting: &Value) -> Option<String> {
    let web = |value: &Value| {
        value
            .as_str()
            .or_else(|| value.get("@id")?.as_str())
            .map(str::trim)
            .filter(|url| url.starts_with("http"))
            .map(str::to_owned)
    };
    ["url", "mainEntityOfPage", "@id"].iter().flat_map(|field| each(posting.get(*field))).find_map(web)
}

/// Of a range the lower end.
fn size(company: &Value) -> Option<i32> {
    let staff = company.get("numberOfEmployees")?;
    let count = amount(Some(staff)).or_else(|| amount(staff.get("minValue"))).or_else(|| amount(staff.get("value")))?;
    #[allow(clippy::cast_possible_truncation)]
    (count <= f64::from(i32::MAX)).then_some(count as i32)
}

fn eligibility(posting: &Value) -> Option<domain::job::Sponsorship> {
    let said = texts(posting.get("eligibilityToWorkRequirement")).join("\n");
    sponsorship::read(&Document::new(&html::to_text(&said)))
}
