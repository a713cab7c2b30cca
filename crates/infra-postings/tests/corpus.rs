//! Whole postings of many boards, countries and trades, against what a careful person would write down.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::job::PostingFacts;
use infra_postings::OfflinePostingReader;
use ports::job::PostingReader;
use serde::Deserialize;
use serde_json::Value;

/// What a posting must come to; of the description only its ends are written down.
#[derive(Debug, Deserialize)]
struct Expected {
    #[serde(default)]
    description_starts: String,
    #[serde(default)]
    description_ends: String,
    facts: PostingFacts,
}

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end != "json")).collect();
    files.sort();
    files
}

async fn read(file: &Path) -> PostingFacts {
    let source = std::fs::read_to_string(file).unwrap();
    let reader = OfflinePostingReader::new();
    match file.extension().and_then(|end| end.to_str()) {
        Some("txt") => reader.read_text(source).await.unwrap_or_default(),
        _ => reader.read_posting(Value::String(source)).await.map(|read| read.facts).unwrap_or_default(),
    }
}

/// The fields that differ, with what was read and what was wanted.
fn differences(read: &PostingFacts, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let (got, want) = (serde_json::to_value(read).unwrap(), serde_json::to_value(&expected.facts).unwrap());
    for (field, wanted) in want.as_object().unwrap() {
        if field != "description" && &got[field] != wanted {
            wrong.push(format!("{field}\n       got {}\n      want {wanted}", got[field]));
        }
    }
    let description = read.description.as_deref().unwrap_or_default();
    if !description.starts_with(&expected.description_starts) || !description.ends_with(&expected.description_ends) {
        wrong.push(format!("description\n       got {description:?}"));
    }
    wrong
}

#[tokio::test]
async fn postings_are_read_as_a_careful_person_would() {
    let (mut report, mut fields, mut missed) = (String::new(), 0, 0);
    for file in corpus() {
        let expected: Expected = serde_json::from_slice(&std::fs::read(file.with_extension("json")).unwrap()).unwrap();
        let wrong = differences(&read(&file).await, &expected);
        fields += 21;
        missed += wrong.len();
        if !wrong.is_empty() {
            writeln!(report, "{}", file.file_name().unwrap().display()).unwrap();
        }
        for line in wrong {
            writeln!(report, "    {line}").unwrap();
        }
    }
    assert!(missed == 0, "{missed} of {fields} fields are wrong:\n{report}");
}
