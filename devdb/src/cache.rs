//! The folder that keeps installations, templates and data between runs.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::account::{Account, open};
use crate::{Error, Options, Result};

/// Where root keeps things: its home folder is closed to the user that runs the server.
const SYSTEM: &str = "/var/cache/tablewright";

/// The cache folder, made if it was not there.
pub(crate) fn folder(options: &Options, account: Option<&Account>) -> Result<PathBuf> {
    let folder = match (&options.cache, account) {
        (Some(folder), _) => std::path::absolute(folder)
            .map_err(Error::io(format!("could not find the folder `{}`", folder.display())))?,
        (None, None) => usual().ok_or(Error::NoCache)?,
        (None, Some(_)) => usual().filter(|f| closed(f).is_none()).unwrap_or_else(|| SYSTEM.into()),
    };
    make(&folder, account)?;
    match (account, closed(&folder)) {
        (Some(account), Some(closed)) => {
            Err(Error::Unreachable { folder, user: account.name.clone(), closed })
        }
        (Some(_), None) | (None, _) => Ok(folder),
    }
}

/// The user's cache folder: `$XDG_CACHE_HOME/tablewright`, otherwise the custom of the system.
fn usual() -> Option<PathBuf> {
    let set = |name| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    set("XDG_CACHE_HOME")
        .or_else(|| set("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .map(|folder| folder.join("tablewright"))
}

/// The first folder on the way to this one, or itself, that others may not enter.
#[cfg(unix)]
fn closed(folder: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let is_closed = |path: &Path| fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o001 == 0);
    let mut way: Vec<&Path> = folder.ancestors().collect();
    way.reverse();
    way.into_iter().find(|path| is_closed(path)).map(Path::to_owned)
}

#[cfg(not(unix))]
fn closed(_folder: &Path) -> Option<PathBuf> {
    None
}

/// Makes a folder and those above it, unless it is there.
pub(crate) fn make(folder: &Path, account: Option<&Account>) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)
        .map_err(Error::io(format!("could not make the folder `{}`", folder.display())))?;
    // Root's umask may have closed it to the user that runs the server.
    account.map_or(Ok(()), |_| open(folder))
}

/// Waits until no other process holds the lock of that name. The lock ends with the value, and with the process.
pub(crate) fn lock(cache: &Path, name: &str) -> Result<File> {
    let path = cache.join(format!("{name}.lock"));
    let doing = || Error::io(format!("could not lock `{}`", path.display()));
    let file = open_lock(&path).map_err(doing())?;
    file.lock().map_err(doing())?;
    Ok(file)
}

/// A file to lock.
pub(crate) fn open_lock(path: &Path) -> std::io::Result<File> {
    File::options().write(true).create(true).truncate(false).open(path)
}

/// A short stable name for anything, to name a folder after it (FNV-1a).
pub(crate) fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_never_changes() {
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("a"), "af63dc4c8601ec8c");
    }

    #[cfg(unix)]
    #[test]
    fn a_closed_folder_on_the_way_is_found() {
        use std::os::unix::fs::PermissionsExt;
        let top = env::temp_dir().join(format!("tablewright-closed-{}", std::process::id()));
        let below = top.join("a/b");
        fs::create_dir_all(&below).unwrap();
        fs::set_permissions(&top, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(closed(&below), None);
        fs::set_permissions(top.join("a"), fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(closed(&below), Some(top.join("a")));
        fs::remove_dir_all(&top).unwrap();
    }
}
