//! The secret that signs access tokens, kept in the data directory when none is configured.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};

const FILE_NAME: &str = "jwt-secret";

#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
    #[error("cannot make or read {path}: {source}; set CAREERBASE_DATA_DIR to a directory that this user may write to")]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{0} holds fewer than 32 bytes; delete it to have a new secret made (everybody has to sign in again)")]
    TooShort(PathBuf),
}

/// Makes the data directory, for its owner alone.
pub fn make_private_dir(path: &Path) -> Result<(), SecretFileError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| SecretFileError::Io { path: path.to_owned(), source })
}

pub fn load_or_create(data_dir: &Path) -> Result<SecretString, SecretFileError> {
    make_private_dir(data_dir)?;
    let path = data_dir.join(FILE_NAME);
    let failed = |source| SecretFileError::Io { path: path.clone(), source };
    if !path.exists() {
        create(data_dir, &path).map_err(failed)?;
    }
    let secret = SecretString::from(std::fs::read_to_string(&path).map_err(failed)?.trim().to_owned());
    if secret.expose_secret().len() < 32 { Err(SecretFileError::TooShort(path)) } else { Ok(secret) }
}

/// Writes a new secret beside its place and links it there, so that of two first starts one wins and nobody reads half a file.
fn create(data_dir: &Path, path: &Path) -> std::io::Result<()> {
    let bits: [u8; 32] = rand::random();
    let draft = data_dir.join(format!(".{FILE_NAME}-{:016x}", rand::random::<u64>()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(URL_SAFE_NO_PAD.encode(bits).as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let data_dir = home.path().join("data");
        let first = load_or_create(&data_dir).unwrap();
        let second = load_or_create(&data_dir).unwrap();
        assert_eq!(first.expose_secret(), second.expose_secret());
        assert!(first.expose_secret().len() >= 32);
    }

    #[cfg(unix)]
    #[test]
    fn directory_and_secret_are_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let data_dir = home.path().join("data");
        load_or_create(&data_dir).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&data_dir), mode(&data_dir.join(FILE_NAME))), (0o700, 0o600));
    }

    #[test]
    fn a_secret_that_was_cut_short_is_refused() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join(FILE_NAME), "short").unwrap();
        assert!(matches!(load_or_create(home.path()), Err(SecretFileError::TooShort(_))));
    }
}
