//! Makes values that fit a schema of the document.

use serde_json::{Map, Value, json};

use crate::support::contract::DOCUMENT;
use crate::support::unknown_id;

/// The schema itself, where a reference to it stands.
pub fn resolved(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(reference) => {
            let pointer = reference.strip_prefix('#').expect("a reference within the document");
            resolved(DOCUMENT.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere")))
        }
        None => schema,
    }
}

pub fn is_id(schema: &'static Value) -> bool {
    resolved(schema)["format"] == "uuid"
}

/// A body with everything that is required, and at least one field, so that no patch is empty.
pub fn example(schema: &'static Value) -> Value {
    let schema = resolved(schema);
    if let Some(first) = ["oneOf", "anyOf", "allOf"]
        .iter()
        .find_map(|key| schema[*key].as_array()?.iter().find(|one| one["type"] != "null"))
    {
        return example(first);
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[0].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"].as_array()?[0].as_str());
    match kind {
        Some("object") => Value::Object(object(schema)),
        Some("array") => json!([]),
        Some("string") => json!(text(schema)),
        Some("integer" | "number") => json!(schema["minimum"].as_i64().unwrap_or(1)),
        Some("boolean") => json!(false),
        _ => json!({}),
    }
}

fn object(schema: &'static Value) -> Map<String, Value> {
    let Some(properties) = schema["properties"].as_object() else { return Map::new() };
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let chosen = properties.iter().filter(|(name, _)| required.contains(&name.as_str()));
    let mut object: Map<_, _> = chosen.map(|(name, schema)| (name.clone(), example(schema))).collect();
    if object.is_empty()
        && let Some((name, schema)) = properties.iter().next()
    {
        object.insert(name.clone(), example(schema));
    }
    object
}

fn text(schema: &Value) -> String {
    if let Some(example) = schema["examples"][0].as_str() {
        return example.to_owned();
    }
    match schema["format"].as_str() {
        Some("uuid") => unknown_id(),
        Some("email") => "somebody@example.com".to_owned(),
        Some("date") => "2026-01-01".to_owned(),
        Some("date-time") => "2026-01-01T00:00:00Z".to_owned(),
        Some("uri") => "https://example.com/".to_owned(),
        _ => "x".repeat(schema["minLength"].as_u64().unwrap_or(1).max(1).try_into().expect("a length")),
    }
}

/// A value for a path.
pub fn example_text(schema: &Value) -> String {
    match &schema["enum"][0] {
        Value::String(first) => first.clone(),
        _ => text(schema),
    }
}
