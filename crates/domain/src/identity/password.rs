//! Passwords: the rules that need no list of common ones, and types that cannot be printed.

use secrecy::{ExposeSecret, SecretString};

use super::Email;

/// A password that somebody would like to have.
#[derive(Debug, Clone)]
pub struct NewPassword(SecretString);

/// Why a password is refused. The message never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("must have at least {} characters", NewPassword::MIN_CHARS)]
    TooShort,
    #[error("must have at most {} characters", NewPassword::MAX_CHARS)]
    TooLong,
    #[error("must not be your e-mail address")]
    OwnAddress,
    #[error("is among the first that an attacker would try")]
    Common,
}

impl WeakPassword {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::OwnAddress => "own_address",
            Self::Common => "common_password",
        }
    }
}

impl NewPassword {
    pub const MIN_CHARS: usize = 8;
    pub const MAX_CHARS: usize = 128;

    /// Any characters will do; length and the person's own address are what counts here, how common it is is asked elsewhere.
    pub fn check(password: &SecretString, email: &Email) -> Result<Self, WeakPassword> {
        let text = password.expose_secret();
        let chars = text.chars().count();
        if chars < Self::MIN_CHARS {
            return Err(WeakPassword::TooShort);
        }
        if chars > Self::MAX_CHARS {
            return Err(WeakPassword::TooLong);
        }
        let own = |part: &str| text.to_lowercase() == part.to_lowercase();
        if own(email.as_str()) || own(email.local_part()) {
            return Err(WeakPassword::OwnAddress);
        }
        Ok(Self(password.clone()))
    }

    #[must_use]
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// What is stored of a password. It is neither printed nor serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    #[must_use]
    pub fn new(hash: String) -> Self {
        Self(hash)
    }

    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("1234567", Err(WeakPassword::TooShort))]
    #[case("ÄÖÜäöüß", Err(WeakPassword::TooShort))]
    #[case("        ", Ok(()))]
    #[case("Ada.Lovelace@example.com", Err(WeakPassword::OwnAddress))]
    #[case("ada.lovelace", Err(WeakPassword::OwnAddress))]
    #[case("correct horse", Ok(()))]
    fn length_and_the_own_address_are_checked(#[case] text: &str, #[case] expected: Result<(), WeakPassword>) {
        let email = Email::try_from("ada.lovelace@example.com".to_owned()).unwrap();
        assert_eq!(NewPassword::check(&text.into(), &email).map(|_| ()), expected);
    }

    #[test]
    fn a_password_has_128_characters_at_most() {
        let email = Email::try_from("ada@example.com".to_owned()).unwrap();
        assert!(NewPassword::check(&"ü".repeat(128).into(), &email).is_ok());
        assert_eq!(NewPassword::check(&"ü".repeat(129).into(), &email).unwrap_err(), WeakPassword::TooLong);
    }

    #[test]
    fn neither_a_password_nor_its_hash_can_be_printed() {
        let email = Email::try_from("ada@example.com".to_owned()).unwrap();
        let password = NewPassword::check(&"correct horse".into(), &email).unwrap();
        assert!(!format!("{password:?}").contains("horse"));
        assert!(!format!("{:?}", PasswordHash::new("$2b$".into())).contains("$2b$"));
    }
}
