//! The packages of `tests/zero/package.json`, installed once into the cache folder.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tablewright_devdb::Options;

/// `tests/zero`.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("zero")
}

/// The folder whose `node_modules` holds the packages. The first time takes half a minute and the registry of npm.
pub(super) fn installed() -> PathBuf {
    let manifest = fs::read_to_string(root().join("package.json")).expect("tests/zero/package.json");
    let cache = Options::new().cache_folder().unwrap_or_else(|error| panic!("{error}")).join("npm");
    fs::create_dir_all(&cache).unwrap_or_else(|error| panic!("{}: {error}", cache.display()));
    let folder = cache.join(format!("zero-{:08x}", checksum(&manifest)));
    // Another process may be at it.
    let lock = File::create(folder.with_extension("lock")).expect("a lock in the cache folder");
    lock.lock().expect("the lock is free at some time");
    if !folder.is_dir() {
        let aside = folder.with_extension("partial");
        let _ = fs::remove_dir_all(&aside);
        fs::create_dir_all(&aside).expect("a folder in the cache folder");
        fs::write(aside.join("package.json"), &manifest).expect("a writable cache folder");
        npm(&aside);
        fs::rename(&aside, &folder).expect("the folder is moved to its place");
    }
    folder
}

/// Scripts are not run: what Zero needs comes built.
fn npm(folder: &Path) {
    let arguments =
        ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
    let output = Command::new("npm").args(arguments).current_dir(folder).output().unwrap_or_else(|error| {
        panic!("this test needs Node.js with `npm` (version 20 or newer) on the path: {error}")
    });
    assert!(
        output.status.success(),
        "`npm install` of tests/zero/package.json failed; this test needs the registry of npm, or what it keeps in the cache \
         folder (TABLEWRIGHT_CACHE) from an earlier run:\n{}",
        said(&output)
    );
}

/// Everything that a program said.
pub(super) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A short name for a text (FNV-1a).
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
