//! A document in one of its versions, and how the next one comes about.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use super::DocumentType;
use crate::ids::{DocumentId, GenerationId, JobId, UserId};
use crate::{revision, validation};

pub const MAX_TITLE_CHARS: usize = 200;
/// The most bytes that the structured form of a document may take as JSON.
pub const MAX_STRUCTURED_BYTES: usize = 128 * 1024;

/// The structured form of a document is bounded by the bytes that it takes.
pub fn structured_object(object: &Map<String, Value>) -> Result<(), ValidationError> {
    validation::json_within::<MAX_STRUCTURED_BYTES>(object)
}

/// What the versions of one document have in common: they are numbered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lineage {
    pub document_type: DocumentType,
    /// `None` for a document that is not for one job.
    pub job_id: Option<JobId>,
}

/// One version. Its content never changes; a change of content is the next version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Document {
    pub id: DocumentId,
    pub user_id: UserId,
    #[serde(rename = "type")]
    pub document_type: DocumentType,
    /// The job that it is for.
    pub job_id: Option<JobId>,
    /// From 1 for each owner, type and job. Numbers are never given twice, not even after a deletion.
    pub version: u32,
    pub title: Option<String>,
    /// Markdown.
    pub content: String,
    /// The same in a form for programs.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub structured: Option<Map<String, Value>>,
    /// What wrote it, unless a person did.
    pub generation_id: Option<GenerationId>,
    /// From 0 to 100.
    pub ats_score: Option<f64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A version as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentVersion {
    #[serde(flatten)]
    pub document: Document,
    /// Whether it is the newest of its owner, type and job, not counting deleted ones.
    pub is_latest: bool,
}

/// A version as it is listed: without what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentSummary {
    pub id: DocumentId,
    pub user_id: UserId,
    #[serde(rename = "type")]
    pub document_type: DocumentType,
    pub job_id: Option<JobId>,
    pub version: u32,
    pub title: Option<String>,
    pub generation_id: Option<GenerationId>,
    pub ats_score: Option<f64>,
    pub is_latest: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Which documents to list; whatever is absent does not narrow the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct DocumentFilter {
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub document_type: Option<DocumentType>,
    /// Only documents for this job.
    pub job_id: Option<JobId>,
    /// `true`: of each document only the latest version.
    pub latest: Option<bool>,
}

/// What is to become of a version: all that can be changed, as it shall be.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub title: Option<String>,
    pub content: String,
    pub structured: Option<Map<String, Value>>,
}

/// What a revision comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Revised {
    Unchanged,
    /// The content is the same, so it stays the same version.
    InPlace(Document),
    /// The content is another, which takes a version of its own.
    Anew(Revision),
}

impl Document {
    /// A version that a person wrote.
    #[must_use]
    pub fn written(
        id: DocumentId,
        user_id: UserId,
        lineage: Lineage,
        version: u32,
        revision: Revision,
        now: DateTime<Utc>,
    ) -> Self {
        let Lineage { document_type, job_id } = lineage;
        let Revision { title, content, structured } = revision;
        Self {
            id,
            user_id,
            document_type,
            job_id,
            version,
            title,
            content,
            structured,
            generation_id: None,
            ats_score: None,
            created_at: now,
            updated_at: now,
        }
    }

    #[must_use]
    pub fn lineage(&self) -> Lineage {
        Lineage { document_type: self.document_type, job_id: self.job_id }
    }

    #[must_use]
    pub fn revise(&self, revision: Revision, now: DateTime<Utc>) -> Revised {
        if revision.content != self.content {
            return Revised::Anew(revision);
        }
        let Revision { title, structured, .. } = revision;
        if title == self.title && structured == self.structured {
            return Revised::Unchanged;
        }
        let updated_at = revision::next(self.updated_at, now);
        Revised::InPlace(Self { title, structured, updated_at, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn document() -> Document {
        let lineage = Lineage { document_type: DocumentType::Resume, job_id: Some(JobId(Uuid::from_u128(7))) };
        let revision = Revision { title: Some("Mine".to_owned()), content: "Hello".to_owned(), structured: None };
        let (id, owner) = (DocumentId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let written = Document::written(id, owner, lineage, 3, revision, DateTime::UNIX_EPOCH);
        Document { ats_score: Some(80.0), ..written }
    }

    fn as_it_is(document: &Document) -> Revision {
        let Document { title, content, structured, .. } = document.clone();
        Revision { title, content, structured }
    }

    #[test]
    fn nothing_new_changes_nothing() {
        let document = document();
        assert_eq!(document.revise(as_it_is(&document), DateTime::UNIX_EPOCH), Revised::Unchanged);
    }

    #[test]
    fn another_title_or_structure_keeps_the_version_and_moves_its_time() {
        let document = document();
        let structured = json!({"a": 1}).as_object().cloned();
        for revision in [
            Revision { title: None, ..as_it_is(&document) },
            Revision { structured: structured.clone(), ..as_it_is(&document) },
        ] {
            let Revised::InPlace(revised) = document.revise(revision.clone(), DateTime::UNIX_EPOCH) else {
                panic!("in place");
            };
            assert_eq!(as_it_is(&revised), revision);
            assert_eq!((revised.id, revised.version, revised.ats_score), (document.id, 3, Some(80.0)));
            assert_eq!(revised.updated_at, DateTime::UNIX_EPOCH + TimeDelta::microseconds(1));
        }
    }

    #[test]
    fn other_content_asks_for_a_version_of_its_own() {
        let document = document();
        // One space is content too.
        let revision = Revision { content: "Hello ".to_owned(), ..as_it_is(&document) };
        assert_eq!(document.revise(revision.clone(), DateTime::UNIX_EPOCH), Revised::Anew(revision));
    }

    #[test]
    fn a_structured_form_is_bounded_in_its_bytes() {
        let of = |bytes: usize| json!({ "a": "x".repeat(bytes - r#"{"a":""}"#.len()) }).as_object().cloned().unwrap();
        assert!(structured_object(&of(MAX_STRUCTURED_BYTES)).is_ok());
        assert!(structured_object(&of(MAX_STRUCTURED_BYTES + 1)).is_err());
    }
}
