//! Where the job is, of schema.org's places and addresses.

use serde_json::Value;

use super::value::{each, text};

/// "Kraków, PL"; several places stand side by side.
pub(super) fn location<'a>(posting: &'a Value, resolve: impl Fn(&'a Value) -> &'a Value) -> Option<String> {
    let mut places: Vec<String> = Vec::new();
    for place in each(posting.get("jobLocation")).iter().map(resolve).filter_map(place) {
        if !places.contains(&place) && places.len() < 5 {
            places.push(place);
        }
    }
    (!places.is_empty()).then(|| places.join("; "))
}

/// The countries and regions from which applicants may work.
pub(super) fn applicants(posting: &Value) -> Option<String> {
    let mut places: Vec<String> = Vec::new();
    for place in each(posting.get("applicantLocationRequirements")).iter().filter_map(|place| text(Some(place))) {
        if !places.contains(&place) && places.len() < 5 {
            places.push(place);
        }
    }
    (!places.is_empty()).then(|| places.join(", "))
}

pub(super) fn is_remote(posting: &Value) -> bool {
    each(posting.get("jobLocationType")).iter().filter_map(Value::as_str).any(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains("telecommute") || kind.trim() == "remote"
    })
}

fn place(place: &Value) -> Option<String> {
    match place {
        Value::String(_) => text(Some(place)),
        Value::Object(fields) => {
            let address = fields.get("address").unwrap_or(place);
            each(Some(address))
                .first()
                .and_then(address_line)
                .or_else(|| fields.get("name").and_then(|name| text(Some(name))))
        }
        _ => None,
    }
}

fn address_line(address: &Value) -> Option<String> {
    if address.is_string() {
        return text(Some(address));
    }
    let mut parts: Vec<String> = Vec::new();
    for field in ["addressLocality", "addressRegion", "addressCountry"] {
        let part = text(address.get(field))
            .filter(|part| !matches!(part.to_lowercase().as_str(), "n/a" | "null" | "undefined" | "none" | "-"));
        if let Some(part) = part
            && !parts.iter().any(|known| {
                known.eq_ignore_ascii_case(&part)
                    || known.to_lowercase().ends_with(&format!(", {}", part.to_lowercase()))
            })
        {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
