//! Samples: what a person has written before, as an example of how they write.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::DocumentType;
use crate::ids::{SampleId, UserId};

/// The most bytes that the text of a sample may have.
pub const MAX_SAMPLE_BYTES: usize = 1024 * 1024;
pub const MAX_FILENAME_CHARS: usize = 255;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sample {
    pub id: SampleId,
    pub user_id: UserId,
    pub document_type: DocumentType,
    pub original_filename: Option<String>,
    pub original_text: String,
    /// Words are what stands between white space.
    pub word_count: u32,
    /// Unicode characters, white space included.
    pub character_count: u32,
    /// Lines end at line feeds; the last one need not.
    pub line_count: u32,
    /// At most one sample of each type is active: the newest, unless it was deleted.
    pub is_active: bool,
    pub archived_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A sample as it is listed: without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleSummary {
    pub id: SampleId,
    pub user_id: UserId,
    pub document_type: DocumentType,
    pub original_filename: Option<String>,
    pub word_count: u32,
    pub character_count: u32,
    pub line_count: u32,
    pub is_active: bool,
    pub archived_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Which samples to list; whatever is absent does not narrow the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct SampleFilter {
    #[cfg_attr(feature = "openapi", param(inline))]
    pub document_type: Option<DocumentType>,
    pub is_active: Option<bool>,
}

/// The text without the mark that some editors put before it.
#[must_use]
pub fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

impl Sample {
    /// The sample that is active from now on, with its text counted.
    #[must_use]
    pub fn new(
        id: SampleId,
        user_id: UserId,
        document_type: DocumentType,
        original_filename: Option<String>,
        text: &str,
        now: DateTime<Utc>,
    ) -> Self {
        let text = without_bom(text);
        Self {
            id,
            user_id,
            document_type,
            original_filename,
            word_count: count(text.split_whitespace()),
            character_count: count(text.chars()),
            line_count: count(text.lines()),
            original_text: text.to_owned(),
            is_active: true,
            archived_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    fn sample(text: &str) -> Sample {
        let (id, owner) = (SampleId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        Sample::new(id, owner, DocumentType::CoverLetter, None, text, DateTime::UNIX_EPOCH)
    }

    #[rstest]
    #[case("one", 1, 3, 1)]
    #[case("one two\n", 2, 8, 1)]
    #[case("one\n\ntwo\u{a0}three \n", 3, 16, 3)]
    #[case("a\r\nb", 2, 4, 2)]
    #[case("na\u{ef}ve \u{1f980}", 2, 7, 1)]
    #[case("\u{feff}one", 1, 3, 1)]
    #[case("", 0, 0, 0)]
    fn words_characters_and_lines_are_counted(
        #[case] text: &str,
        #[case] words: u32,
        #[case] characters: u32,
        #[case] lines: u32,
    ) {
        let sample = sample(text);
        assert_eq!((sample.word_count, sample.character_count, sample.line_count), (words, characters, lines));
        assert!(!sample.original_text.starts_with('\u{feff}'));
    }
}
