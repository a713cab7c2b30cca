//! Takes a fingerprint of the migrations' source, so that a changed migration makes a new template database.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Result;
use std::path::Path;

fn main() -> Result<()> {
    let source = Path::new("../../migration/src");
    let mut hasher = DefaultHasher::new();
    add(source, &mut hasher)?;
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rustc-env=MIGRATION_FINGERPRINT={:016x}", hasher.finish());
    Ok(())
}

fn add(directory: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let mut paths = std::fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, hasher)?;
        } else {
            path.hash(hasher);
            std::fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
