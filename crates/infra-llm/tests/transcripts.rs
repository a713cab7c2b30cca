//! Whole conversations, led exactly as the service leads them, against what a careful person would write down.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::onboarding::{Collected, ExperienceLevel, ExtractedFields, Field, StartupStage};
use infra_llm::OfflineInterviewer;
use ports::onboarding::{Heard, Interviewer};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Transcript {
    name: String,
    turns: Vec<Turn>,
    is_complete: bool,
    #[serde(rename = "final")]
    collected: ExtractedFields,
}

#[derive(Debug, Deserialize)]
struct Turn {
    user: String,
    extracted: ExtractedFields,
}

/// Text is compared without regard to case, and trimmed.
fn plain(fields: &ExtractedFields) -> ExtractedFields {
    let text = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_lowercase());
    ExtractedFields {
        name: text(&fields.name),
        role: text(&fields.role),
        location: text(&fields.location),
        extra_preferences: text(&fields.extra_preferences),
        ..fields.clone()
    }
}

async fn differences(transcript: &Transcript) -> Vec<String> {
    let (mut known, mut wrong) = (Collected::default(), Vec::new());
    for (nth, turn) in transcript.turns.iter().enumerate() {
        let Some(asked) = known.next_field() else {
            wrong.push(format!("{}: over before {:?}", transcript.name, turn.user));
            break;
        };
        let answers_before = u32::try_from(nth).unwrap();
        let heard = Heard { answer: turn.user.clone(), known: known.clone(), asked, answers_before };
        let understood = OfflineInterviewer::new().hear(&heard).await.unwrap();
        let news = understood.extracted.news_to(known.fields());
        if plain(&news) != plain(&turn.extracted) {
            let (got, want) = (serde_json::to_string(&news).unwrap(), serde_json::to_string(&turn.extracted).unwrap());
            wrong.push(format!("{} [{asked}] {:?}\n     got {got}\n    want {want}", transcript.name, turn.user));
        }
        known = known.with(news, understood.declined);
    }
    if known.is_complete() != transcript.is_complete {
        wrong.push(format!("{}: complete is {}", transcript.name, known.is_complete()));
    }
    if wrong.is_empty() && plain(known.fields()) != plain(&transcript.collected) {
        wrong.push(format!("{}: collected {:?}", transcript.name, known.fields()));
    }
    wrong
}

/// What goes wrong in a file of transcripts; nothing when all is well.
async fn failures(file: &Path) -> String {
    let transcripts: Vec<Transcript> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let (mut failed, mut report) = (0, String::new());
    for transcript in &transcripts {
        let wrong = differences(transcript).await;
        failed += usize::from(!wrong.is_empty());
        for line in wrong {
            report.push_str(&line);
            report.push('\n');
        }
    }
    if failed == 0 { report } else { format!("{failed} of {} in {}:\n{report}", transcripts.len(), file.display()) }
}

/// The shared fixtures lie beside the workspace's tests, above this crate.
fn fixture(path: &str) -> PathBuf {
    let roots = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    roots.map(|root| root.join("tests/fixtures").join(path)).find(|path| path.exists()).unwrap()
}

/// The files of the corpus whose names begin like this, in order.
fn corpus(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind)));
    files.sort();
    files
}

#[tokio::test]
async fn the_shared_conversations_come_out_exactly() {
    let report = failures(&fixture("conversations/transcripts.json")).await;
    assert!(report.is_empty(), "{report}");
}

#[tokio::test]
async fn every_conversation_of_the_corpus_comes_out_exactly() {
    let mut report = String::new();
    for file in corpus("conversations") {
        report.push_str(&failures(&file).await);
    }
    assert!(report.is_empty(), "{report}");
}

/// One answer to one question; everything asked before it has been answered.
#[derive(Debug, Deserialize)]
struct Answer {
    asked: Field,
    user: String,
    #[serde(default)]
    extracted: ExtractedFields,
    #[serde(default)]
    declined: bool,
}

/// What is known when a field is asked.
fn known_before(asked: Field) -> Collected {
    let all = ExtractedFields {
        name: Some("Alex Morgan".to_owned()),
        role: Some("Florist".to_owned()),
        experience_level: Some(ExperienceLevel::Junior),
        location: Some("Oslo".to_owned()),
        startup_stage: Some(StartupStage::Late),
        extra_preferences: None,
    };
    Collected::replay([ExtractedFields {
        name: all.name.filter(|_| asked > Field::Name),
        role: all.role.filter(|_| asked > Field::Role),
        experience_level: all.experience_level.filter(|_| asked > Field::ExperienceLevel),
        location: all.location.filter(|_| asked > Field::Location),
        startup_stage: all.startup_stage.filter(|_| asked > Field::StartupStage),
        extra_preferences: None,
    }])
}

#[tokio::test]
async fn every_single_answer_of_the_corpus_is_understood() {
    let read = |file| serde_json::from_slice::<Vec<Answer>>(&std::fs::read(file).unwrap()).unwrap();
    let answers: Vec<Answer> = corpus("answers").into_iter().flat_map(read).collect();
    let (mut failed, mut report) = (0, String::new());
    for answer in &answers {
        let known = known_before(answer.asked);
        let heard = Heard { answer: answer.user.clone(), known: known.clone(), asked: answer.asked, answers_before: 3 };
        let understood = OfflineInterviewer::new().hear(&heard).await.unwrap();
        let news = understood.extracted.news_to(known.fields());
        if plain(&news) != plain(&answer.extracted) || understood.declined != answer.declined {
            failed += 1;
            let (got, want) =
                (serde_json::to_string(&news).unwrap(), serde_json::to_string(&answer.extracted).unwrap());
            let _ = writeln!(
                report,
                "[{}] {:?}\n     got {got} {}\n    want {want} {}",
                answer.asked, answer.user, understood.declined, answer.declined
            );
        }
    }
    assert!(failed == 0, "{failed} of {}:\n{report}", answers.len());
}
