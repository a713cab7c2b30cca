//! Cursors: where a page ended, sealed so that it fits one list of one person and cannot be made up.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use super::problem::Problem;

/// Half of a SHA-256 is plenty for something that guards no secret.
const SEAL_BYTES: usize = 16;

#[derive(Clone)]
pub struct Cursors(Hmac<Sha256>);

impl Cursors {
    /// The key is derived from the token secret, so that no cursor can ever serve as another kind of signature.
    #[must_use]
    pub fn new(secret: &SecretString) -> Self {
        // HMAC takes keys of any length.
        let key = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"))
            .chain_update(b"careerbase cursor v1")
            .finalize();
        let sealed =
            Hmac::new_from_slice(&key.into_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        Self(sealed)
    }

    /// `list` names the list and all that its order and content depend on, such as the owner.
    pub fn seal<K: Serialize>(&self, list: &str, key: &K) -> String {
        let key = serde_json::to_vec(key).unwrap_or_default();
        let mut bytes = self.mac(list, &key).finalize().into_bytes()[..SEAL_BYTES].to_vec();
        bytes.extend(key);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub fn open<K: DeserializeOwned>(&self, list: &str, cursor: &str) -> Result<K, Problem> {
        let invalid = || Problem::bad_request("invalid_cursor", "The cursor is not one that this list gave out.");
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
        let (seal, key) = bytes.split_at_checked(SEAL_BYTES).ok_or_else(invalid)?;
        self.mac(list, key).verify_truncated_left(seal).map_err(|_| invalid())?;
        serde_json::from_slice(key).map_err(|_| invalid())
    }

    fn mac(&self, list: &str, key: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(list).chain_update([0]).chain_update(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursors() -> Cursors {
        Cursors::new(&"x".repeat(32).into())
    }

    #[test]
    fn a_cursor_opens_on_the_list_that_gave_it() {
        let cursor = cursors().seal("messages", &42u32);
        assert_eq!(cursors().open::<u32>("messages", &cursor).unwrap(), 42);
        assert_eq!(cursors().open::<u32>("sessions", &cursor).unwrap_err().code, "invalid_cursor");
    }

    #[test]
    fn a_cursor_that_was_changed_anywhere_is_refused() {
        let cursor = cursors().seal("messages", &42u32);
        for at in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(cursors().open::<u32>("messages", &changed).is_err(), "{changed}");
        }
        for cursor in ["", "AAAA", "not base64!", &cursor[1..]] {
            assert!(cursors().open::<u32>("messages", cursor).is_err());
        }
    }
}
