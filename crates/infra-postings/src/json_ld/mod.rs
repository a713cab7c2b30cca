//! schema.org postings: finds the `JobPosting` in data, text or a whole page, and reads it.

mod facts;
mod lenient;
mod pay;
mod place;
mod value;

use std::collections::VecDeque;

use domain::job::PostingFacts;
use ports::job::{PostingError, ReadPosting};
use serde_json::Value;

use crate::html;

/// The most nodes that are looked at in search of a posting.
const MAX_NODES: usize = 200_000;

pub(crate) fn read(posting: &Value) -> Result<ReadPosting, PostingError> {
    match posting {
        Value::String(text) => read_string(text),
        data => read_data(data).ok_or(PostingError::NoPosting),
    }
}

fn read_string(text: &str) -> Result<ReadPosting, PostingError> {
    if lenient::is_json(text) {
        let data = lenient::parse(text).ok_or(PostingError::Unreadable)?;
        // JSON that was put into a JSON string once more.
        let data = data.as_str().and_then(lenient::parse).unwrap_or(data);
        return read_data(&data).ok_or(PostingError::NoPosting);
    }
    let blocks = html::read(text).data;
    let mut unreadable = false;
    for block in &blocks {
        match lenient::parse(block) {
            Some(data) => {
                if let Some(read) = read_data(&data) {
                    return Ok(read);
                }
            }
            None => unreadable |= block.contains("JobPosting"),
        }
    }
    Err(if unreadable { PostingError::Unreadable } else { PostingError::NoPosting })
}

fn read_data(data: &Value) -> Option<ReadPosting> {
    let node = find(data, is_posting).or_else(|| is_bare_posting(data).then_some(data))?;
    let mut raw = node.clone();
    without_nul(&mut raw);
    let facts: PostingFacts = facts::read(&raw, data);
    Some(ReadPosting { facts: facts.within_bounds(), raw })
}

/// The first node that is wanted, nearest to the top: level by level, so that depth costs no stack.
fn find(data: &Value, wanted: impl Fn(&Value) -> bool) -> Option<&Value> {
    let mut waiting = VecDeque::from([data]);
    let mut seen = 0;
    while let Some(node) = waiting.pop_front() {
        seen += 1;
        if seen > MAX_NODES {
            return None;
        }
        if wanted(node) {
            return Some(node);
        }
        match node {
            Value::Array(items) => waiting.extend(items.iter().filter(|item| item.is_object() || item.is_array())),
            Value::Object(fields) => waiting.extend(fields.values().filter(|item| item.is_object() || item.is_array())),
            _ => {}
        }
    }
    None
}

/// `JobPosting`, `schema:JobPosting` or its whole address, alone or among other types.
fn is_posting(node: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str()
            .and_then(|kind| kind.rsplit(['/', '#', ':']).next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("JobPosting"))
    };
    match node.get("@type").or_else(|| node.get("type")) {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

/// An object that has the fields of a posting and does not say what it is.
fn is_bare_posting(data: &Value) -> bool {
    let has = |name: &str| data.get(name).is_some();
    !has("@type")
        && has("title")
        && ["hiringOrganization", "jobLocation", "datePosted", "baseSalary"].iter().any(|name| has(name))
}

/// `PostgreSQL` refuses U+0000 in any text.
fn without_nul(node: &mut Value) {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match node {
            Value::String(text) if text.contains('\0') => text.retain(|c| c != '\0'),
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                fields.retain(|name, _| !name.contains('\0'));
                waiting.extend(fields.values_mut());
            }
            _ => {}
        }
    }
}
