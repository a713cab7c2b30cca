//! bcrypt over base64(SHA-256(password)): bcrypt itself reads 72 bytes at most, and so nothing past them is lost.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::identity::{NewPassword, PasswordHash};
use ports::identity::{Passwords, PasswordsError, Verdict};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Hashes on tokio's blocking threads, at most as many at once as there are cores, so that a burst of sign-ins
/// leaves the request threads free and the rest waits its turn.
pub struct BcryptPasswords {
    cost: u32,
    turns: Arc<Semaphore>,
    /// What a password is compared with when there is no account: a well-formed hash of nothing, at the same cost.
    decoy: PasswordHash,
}

/// An attacker's first guesses. `zxcvbn` ranks leaked passwords and what is easily made from them by how soon they are tried.
const FIRST_GUESSES: u64 = 10_000;

/// How long somebody waits for a turn before being told to come back: about forty others at the usual cost on two cores.
const PATIENCE: Duration = Duration::from_secs(5);

impl BcryptPasswords {
    /// `cost` is the binary logarithm of the number of rounds, 4 to 31; 12 takes about a quarter of a second.
    #[must_use]
    pub fn new(cost: u32) -> Self {
        let cores = available_parallelism().map_or(1, std::num::NonZero::get);
        let decoy = PasswordHash::new(format!("$2b${cost:02}${}", ".".repeat(53)));
        Self { cost, turns: Arc::new(Semaphore::new(cores)), decoy }
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordsError> + Send + 'static,
    ) -> Result<T, PasswordsError> {
        let failed = |error: &dyn std::fmt::Display| PasswordsError::Failed(error.to_string());
        let turn = timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| PasswordsError::Busy)?.map_err(|error| failed(&error))?;
        // The turn moves into the work: a caller who goes away does not free it while the core is still busy.
        let work = move || {
            let result = work();
            drop(turn);
            result
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))?
    }
}

#[async_trait]
impl Passwords for BcryptPasswords {
    async fn is_common(&self, password: &NewPassword) -> Result<bool, PasswordsError> {
        let password = password.secret().clone();
        self.in_turn(move || Ok(zxcvbn::zxcvbn(password.expose_secret(), &[]).guesses() < FIRST_GUESSES)).await
    }

    async fn hash(&self, password: &NewPassword) -> Result<PasswordHash, PasswordsError> {
        self.rehash(password.secret()).await
    }

    async fn verify(&self, password: &SecretString, stored: Option<PasswordHash>) -> Result<Verdict, PasswordsError> {
        let password = password.clone();
        let cost = self.cost;
        let known = stored.is_some();
        let against = stored.unwrap_or_else(|| self.decoy.clone());
        self.in_turn(move || {
            let right =
                bcrypt::verify(digest(password.expose_secret()), against.expose()).map_err(|error| failure(&error))?;
            if !(right && known) {
                return Ok(Verdict::Wrong);
            }
            let hashed_at = against.expose().parse::<bcrypt::HashParts>().map_err(|error| failure(&error))?.get_cost();
            Ok(if hashed_at == cost { Verdict::Right } else { Verdict::Outdated })
        })
        .await
    }

    async fn rehash(&self, password: &SecretString) -> Result<PasswordHash, PasswordsError> {
        let password = password.clone();
        let cost = self.cost;
        self.in_turn(move || hash(password.expose_secret(), cost)).await
    }
}

fn digest(password: &str) -> String {
    STANDARD.encode(Sha256::digest(password))
}

fn hash(password: &str, cost: u32) -> Result<PasswordHash, PasswordsError> {
    bcrypt::hash(digest(password), cost).map(PasswordHash::new).map_err(|error| failure(&error))
}

fn failure(error: &bcrypt::BcryptError) -> PasswordsError {
    PasswordsError::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::Email;
    use rstest::rstest;

    fn new(password: &str) -> NewPassword {
        let email = Email::try_from("ada@example.com".to_owned()).unwrap();
        NewPassword::check(&password.into(), &email).unwrap()
    }

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_alone() {
        let passwords = BcryptPasswords::new(4);
        let hash = passwords.hash(&new("correct horse")).await.unwrap();
        let right = passwords.verify(&"correct horse".into(), Some(hash.clone())).await.unwrap();
        let wrong = passwords.verify(&"correct house".into(), Some(hash)).await.unwrap();
        assert_eq!((right, wrong), (Verdict::Right, Verdict::Wrong));
    }

    #[tokio::test]
    async fn nothing_past_the_72nd_byte_is_lost() {
        let passwords = BcryptPasswords::new(4);
        let long = "ä".repeat(100);
        let hash = passwords.hash(&new(&long)).await.unwrap();
        let other = format!("{}x", "ä".repeat(99));
        assert_eq!(passwords.verify(&other.into(), Some(hash.clone())).await.unwrap(), Verdict::Wrong);
        assert_eq!(passwords.verify(&long.into(), Some(hash)).await.unwrap(), Verdict::Right);
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_outdated() {
        let old = BcryptPasswords::new(4).hash(&new("correct horse")).await.unwrap();
        let verdict = BcryptPasswords::new(5).verify(&"correct horse".into(), Some(old)).await.unwrap();
        assert_eq!(verdict, Verdict::Outdated);
    }

    #[tokio::test]
    async fn without_an_account_no_password_is_right_and_the_work_is_done_all_the_same() {
        let timed = async |cost| {
            let started = std::time::Instant::now();
            let verdict = BcryptPasswords::new(cost).verify(&"correct horse".into(), None).await.unwrap();
            assert_eq!(verdict, Verdict::Wrong);
            started.elapsed()
        };
        // Sixteen times the rounds: far beyond what a busy machine can blur.
        assert!(timed(11).await > 2 * timed(7).await);
    }

    #[tokio::test(start_paused = true)]
    async fn who_gets_no_turn_in_time_is_told_to_come_back() {
        let passwords = BcryptPasswords::new(4);
        let cores = u32::try_from(passwords.turns.available_permits()).unwrap();
        let _all = passwords.turns.acquire_many(cores).await.unwrap();
        assert!(matches!(passwords.is_common(&new("correct horse")).await, Err(PasswordsError::Busy)));
    }

    #[rstest]
    #[case("password", true)]
    #[case("Password1", true)]
    #[case("password123", true)]
    #[case("12345678", true)]
    #[case("qwertyuiop", true)]
    #[case("aaaaaaaaaaaa", true)]
    #[case("iloveyou", true)]
    #[case("Correct-horse-7", false)]
    #[case("correct horse battery staple", false)]
    #[case("zwölf Boxkämpfer", false)]
    #[case("S3cure-Passw0rd!", false)]
    #[tokio::test]
    async fn what_attackers_try_first_is_common(#[case] password: &str, #[case] common: bool) {
        let passwords = BcryptPasswords::new(4);
        assert_eq!(passwords.is_common(&new(password)).await.unwrap(), common);
    }
}
