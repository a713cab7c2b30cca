//! Changing only what one has seen: entity tags, and the conditions that requests put on them (RFC 9110, section 13).

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

/// Names one state of a resource: a hash of the very bytes that are shown of it. Whatever changes there changes the tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag(u128);

impl Tag {
    #[must_use]
    pub fn of(shown: &impl Serialize) -> Self {
        // What cannot be written out is never shown, so no request can name its tag.
        serde_json::to_vec(shown).map_or(Self(0), |json| Self::of_json(&json))
    }

    #[must_use]
    pub fn of_json(json: &[u8]) -> Self {
        Self(xxh3_128(json))
    }
}

/// As it stands between the quotes of an `ETag`.
impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// What a request demands of the state that it is about to change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Precondition {
    #[default]
    None,
    /// That there is any: `If-Match: *`.
    Exists,
    /// That it is one of these, by what stands between the quotes.
    OneOf(Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it was changed since you read it; read it again and decide anew")]
pub struct PreconditionFailed;

impl Precondition {
    /// Checks it against the resource as its owner would be shown it now.
    pub fn admits(&self, shown: &impl Serialize) -> Result<(), PreconditionFailed> {
        match self {
            Self::None | Self::Exists => Ok(()),
            Self::OneOf(tags) => {
                let now = Tag::of(shown).to_string();
                if tags.contains(&now) { Ok(()) } else { Err(PreconditionFailed) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_state_that_was_seen_is_admitted() {
        let seen = Precondition::OneOf(vec!["other".to_owned(), Tag::of(&("a", 1)).to_string()]);
        assert_eq!(seen.admits(&("a", 1)), Ok(()));
        assert_eq!(seen.admits(&("a", 2)), Err(PreconditionFailed));
        for anything in [Precondition::None, Precondition::Exists] {
            assert_eq!(anything.admits(&("a", 2)), Ok(()));
        }
    }
}
