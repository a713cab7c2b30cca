//! Values that schema.org lets one write in several ways.

use serde_json::Value;

use crate::html;
use crate::salary::number;

/// One line of text: of a string, of an object's `name`, of the first of several.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => html::to_text(text),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            return items.iter().take(20).find_map(|item| match item {
                Value::Array(_) => None,
                item => text(Some(item)),
            });
        }
        Value::Object(fields) => {
            let named = ["name", "legalName", "@value", "value", "addressCountry"]
                .iter()
                .find_map(|name| fields.get(*name)?.as_str());
            html::to_text(named?)
        }
        _ => return None,
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// Every text of a string, an object or a list of them, with its line breaks.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(html::to_text(text)),
        Value::Object(fields) => ["name", "description", "@value", "value"]
            .iter()
            .find_map(|name| fields.get(*name)?.as_str())
            .map(html::to_text),
        _ => None,
    };
    match value {
        Some(Value::Array(items)) => items.iter().take(300).filter_map(one).filter(|text| !text.is_empty()).collect(),
        Some(value) => one(value).into_iter().filter(|text| !text.is_empty()).collect(),
        None => Vec::new(),
    }
}

/// The items of a value that may be one or many.
pub(super) fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => &items[..items.len().min(300)],
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// A number, or a string that holds one: "18,000".
pub(super) fn amount(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(value) => value.as_f64(),
        Value::String(text) => {
            let plain = text.trim().trim_start_matches(['$', '€', '£', '₹']).trim();
            plain.starts_with(|c: char| c.is_ascii_digit()).then(|| number(plain)).flatten()
        }
        _ => None,
    }
    .filter(|amount| *amount > 0.0)
}
