//! What the endpoints of documents and samples accept.

use domain::document::{Document, DocumentType, MAX_TITLE_CHARS, Revision, structured_object, without_bom};
use domain::ids::JobId;
use domain::validation::not_blank;
use serde::Deserialize;
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use crate::patch::{Change, bounded_text, not_null};

#[derive(Debug, Clone, PartialEq, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateDocument {
    #[serde(rename = "type")]
    pub document_type: DocumentType,
    /// One that is yours or public.
    pub job_id: Option<JobId>,
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = r"[^\s\x85]"))]
    pub title: Option<String>,
    /// Markdown.
    #[validate(length(min = 1, max = 100_000))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100_000))]
    pub content: String,
    /// The same in a form for programs; at most 128 KiB of JSON.
    #[validate(custom(function = "structured_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub structured: Option<Map<String, Value>>,
}

/// Only the keys that are present change; null clears. At least one key is needed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[validate(schema(function = "changes_something"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct UpdateDocument {
    #[validate(custom(function = "bounded_text::<MAX_TITLE_CHARS>"))]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"[^\s\x85]")
    )]
    pub title: Change<String>,
    /// Markdown. Another content than the present one makes the next version.
    #[serde(deserialize_with = "not_null")]
    #[validate(length(min = 1, max = 100_000))]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 100_000))]
    pub content: Option<String>,
    /// Replaces the object that is stored; at most 128 KiB of JSON.
    #[validate(custom(function = "new_structured"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub structured: Change<Map<String, Value>>,
}

fn changes_something(patch: &UpdateDocument) -> Result<(), ValidationError> {
    if *patch == UpdateDocument::default() {
        return Err(ValidationError::new("empty_patch").with_message("must change at least one field".into()));
    }
    Ok(())
}

fn new_structured(change: &Change<Map<String, Value>>) -> Result<(), ValidationError> {
    if let Change::Set(object) = change { structured_object(object) } else { Ok(()) }
}

impl UpdateDocument {
    /// What the document shall be; whatever is not named stays, in the next version too.
    pub(super) fn apply(self, document: &Document) -> Revision {
        Revision {
            title: self.title.apply(document.title.clone()),
            content: self.content.unwrap_or_else(|| document.content.clone()),
            structured: self.structured.apply(document.structured.clone()),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddSample {
    pub document_type: DocumentType,
    #[validate(length(max = 1_048_576), custom(function = "holds_words"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1_048_576, pattern = r"[^\s\x85]"))]
    pub text: String,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub original_filename: Option<String>,
}

fn holds_words(text: &str) -> Result<(), ValidationError> {
    not_blank(without_bom(text))
}
