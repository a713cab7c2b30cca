//! An e-mail address, compared without regard to case.

use serde::{Deserialize, Serialize};
use validator::ValidateEmail;

/// An address in the form that HTML's e-mail input accepts, trimmed, at most 254 characters, in the letters in which it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Email(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("is not an e-mail address")]
pub struct InvalidEmail;

impl Email {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common; the database's unique index compares the same.
    #[must_use]
    pub fn normalized(&self) -> String {
        self.0.to_lowercase()
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or(self.0.as_str(), |(local, _)| local)
    }
}

impl TryFrom<String> for Email {
    type Error = InvalidEmail;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim();
        let fine = text.is_ascii() && text.len() <= 254 && text.validate_email();
        if fine { Ok(Self(text.to_owned())) } else { Err(InvalidEmail) }
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_letters_and_compares_without_case() {
        let email = Email::try_from(" Ada@Example.com ".to_owned()).unwrap();
        assert_eq!(email.as_str(), "Ada@Example.com");
        assert_eq!(email.normalized(), "ada@example.com");
        assert_eq!(email.local_part(), "Ada");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "a b@example.com",
            &format!("{}@example.com", "a".repeat(250)),
            "ad\0a@example.com",
        ] {
            assert_eq!(Email::try_from(text.to_owned()), Err(InvalidEmail), "{text:?}");
        }
    }
}
