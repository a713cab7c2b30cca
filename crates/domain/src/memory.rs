//! What the assistant remembers of a person.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use validator::Validate;

use crate::ids::{MemoryId, UserId};
use crate::validation::{json_object, not_blank};

pub const MAX_MEMORY_CHARS: u64 = 10_000;
pub const MAX_MODEL_CHARS: u64 = 200;
/// How many numbers an embedding has.
pub const DIMENSIONS: usize = 1536;

text_enum! {
    MemoryType {
        Personal => "personal",
        Project => "project",
        /// Forgotten after a while; the others are kept.
        Task => "task",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Memory {
    pub id: MemoryId,
    pub user_id: UserId,
    pub memory_type: MemoryType,
    #[validate(length(max = MAX_MEMORY_CHARS), custom(function = "not_blank"))]
    pub content: String,
    /// The model that made its embedding, if it has one.
    #[validate(length(max = MAX_MODEL_CHARS))]
    pub embedding_model: Option<String>,
    #[validate(custom(function = "json_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub metadata: Map<String, Value>,
    /// When it was last found.
    pub accessed_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The meaning of a text as a point: near each other are those that mean something similar. Big, and of use to searches
/// alone, so that it is kept apart from its memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding(Vec<f32>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an embedding has {DIMENSIONS} numbers, none of them infinite")]
pub struct NotAnEmbedding;

impl TryFrom<Vec<f32>> for Embedding {
    type Error = NotAnEmbedding;

    fn try_from(numbers: Vec<f32>) -> Result<Self, Self::Error> {
        let fits = numbers.len() == DIMENSIONS && numbers.iter().all(|number| number.is_finite());
        if fits { Ok(Self(numbers)) } else { Err(NotAnEmbedding) }
    }
}

impl AsRef<[f32]> for Embedding {
    fn as_ref(&self) -> &[f32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedding_has_exactly_so_many_numbers() {
        for count in [0, DIMENSIONS - 1, DIMENSIONS + 1] {
            assert_eq!(Embedding::try_from(vec![0.5; count]), Err(NotAnEmbedding), "{count}");
        }
        assert_eq!(Embedding::try_from(vec![0.5; DIMENSIONS]).unwrap().as_ref(), [0.5; DIMENSIONS]);
    }

    #[test]
    fn an_embedding_is_finite() {
        for number in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut numbers = vec![0.5; DIMENSIONS];
            numbers[DIMENSIONS - 1] = number;
            assert_eq!(Embedding::try_from(numbers), Err(NotAnEmbedding));
        }
    }

    #[test]
    fn a_memory_holds_something_and_not_too_much() {
        let memory = |content: String| Memory {
            id: MemoryId(uuid::Uuid::from_u128(1)),
            user_id: UserId(uuid::Uuid::from_u128(2)),
            memory_type: MemoryType::Task,
            content,
            embedding_model: None,
            metadata: Map::new(),
            accessed_at: DateTime::UNIX_EPOCH,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        };
        assert!(memory("\u{1f980}".repeat(10_000)).validate().is_ok());
        assert!(memory("x".repeat(10_001)).validate().is_err());
        assert!(memory("\n ".to_owned()).validate().is_err());
    }
}
