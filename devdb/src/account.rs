//! The system user that runs the server: PostgreSQL refuses to run as root.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{program, run};
use crate::{Error, Result};

/// A user to become before running a program of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) name: String,
    uid: u32,
    gid: u32,
}

impl Account {
    /// Nobody else when this process is not root; otherwise the user asked for, `postgres` or `nobody`.
    pub(crate) fn needed(asked: Option<&str>) -> Result<Option<Self>> {
        if !is_root() {
            return Ok(None);
        }
        let candidates = asked.map_or_else(|| vec!["postgres", "nobody"], |name| vec![name]);
        let found = candidates.iter().find_map(|name| Self::named(name));
        found
            .map(Some)
            .ok_or_else(|| Error::NoAccount { tried: candidates.into_iter().map(str::to_owned).collect() })
    }

    /// The user of that name, unless it is root again.
    fn named(name: &str) -> Option<Self> {
        let number = |what| id(&[what, name]);
        let (uid, gid) = (number("-u")?, number("-g")?);
        (uid != 0).then(|| Self { name: name.to_owned(), uid, gid })
    }

    /// Gives a file or folder to the user.
    #[cfg(unix)]
    pub(crate) fn own(&self, path: &Path) -> Result<()> {
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid)).map_err(Error::io(format!(
            "could not give `{}` to user `{}`",
            path.display(),
            self.name
        )))
    }

    /// Nothing to do where there is no root.
    #[cfg(not(unix))]
    pub(crate) fn own(&self, _path: &Path) -> Result<()> {
        Ok(())
    }

    /// Makes a program run as the user. The standard library also drops the other groups of root.
    #[cfg(unix)]
    pub(crate) fn apply(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        command.uid(self.uid).gid(self.gid).current_dir("/");
    }

    /// Nothing to do where there is no root.
    #[cfg(not(unix))]
    pub(crate) fn apply(&self, _command: &mut Command) {}
}

/// Whether this process is root.
fn is_root() -> bool {
    cfg!(unix) && id(&["-u"]) == Some(0)
}

/// A number that the program `id` prints.
fn id(arguments: &[&str]) -> Option<u32> {
    let said = run(program("id", None).args(arguments)).ok()?;
    said.ok.then(|| said.stdout.trim().parse().ok()).flatten()
}

/// Makes a folder that only its owner can enter, and gives it to the account.
pub(crate) fn private_folder(path: &Path, account: Option<&Account>) -> Result<()> {
    fs::create_dir_all(path).map_err(Error::io(format!("could not make the folder `{}`", path.display())))?;
    close(path)?;
    account.map_or(Ok(()), |account| account.own(path))
}

/// Takes all rights of others on a folder.
fn close(path: &Path) -> Result<()> {
    mode(path, 0o700)
}

/// Lets others enter and read a folder.
pub(crate) fn open(path: &Path) -> Result<()> {
    mode(path, 0o755)
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(Error::io(format!("could not set the rights of the folder `{}`", path.display())))
}

#[cfg(not(unix))]
fn mode(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}

/// Writes a file that only its owner can read, through a temporary name, so that it is never half there.
pub(crate) fn private_file(path: &Path, text: &str) -> Result<()> {
    use std::io::Write;
    let aside = path.with_extension(format!("{}.tmp", std::process::id()));
    let write = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&aside)?.write_all(text.as_bytes())?;
        fs::rename(&aside, path)
    };
    write().map_err(Error::io(format!("could not write `{}`", path.display())))
}
