//! The template: an empty cluster that `initdb` made once, copied for each server.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use crate::account::{Account, private_file, private_folder};
use crate::cache::{fingerprint, lock};
use crate::command::run;
use crate::find::Installation;
use crate::{Error, Result};

/// The superuser of every cluster.
pub(crate) const SUPERUSER: &str = "postgres";

/// The file of settings that a server adds to those of the template.
pub(crate) const SETTINGS: &str = "tablewright.conf";

/// Changes with anything below that changes what the template holds.
const FORMAT: &str = "1";

/// An empty cluster to copy.
#[derive(Debug)]
pub(crate) struct Template {
    folder: PathBuf,
    /// The superuser's password: random, and readable only by whoever made the template.
    pub(crate) password: String,
}

impl Template {
    /// The template for an installation, made if it is not there.
    pub(crate) fn ensure(
        installation: &Installation,
        cache: &Path,
        account: Option<&Account>,
    ) -> Result<Self> {
        let user = account.map_or("", |account| account.name.as_str());
        let key = format!("{FORMAT} {} {} {user}", installation.bin.display(), installation.version);
        let name = format!("template-{}-{}", installation.major, fingerprint(&key));
        let folder = cache.join(&name);
        if !folder.is_dir() {
            let _lock = lock(cache, &name)?;
            if !folder.is_dir() {
                make(installation, &folder, account)?;
            }
        }
        let file = folder.join("password");
        let password =
            fs::read_to_string(&file).map_err(Error::io(format!("could not read `{}`", file.display())))?;
        Ok(Self { folder, password: password.trim().to_owned() })
    }

    /// Copies the cluster to a folder that does not exist yet.
    pub(crate) fn copy(&self, to: &Path, account: Option<&Account>) -> Result<()> {
        copy(&self.folder.join("data"), to, account)
    }
}

/// Runs `initdb` in a folder aside and renames it.
fn make(installation: &Installation, folder: &Path, account: Option<&Account>) -> Result<()> {
    let aside = folder.with_extension("partial");
    let _ = fs::remove_dir_all(&aside); // left by a process that died; we hold the lock
    private_folder(&aside, account)?;
    let password = aside.join("password");
    private_file(&password, &random())?;
    account.map_or(Ok(()), |account| account.own(&password))?;
    initdb(installation, &aside.join("data"), &password, account)?;
    fs::rename(&aside, folder).map_err(Error::io(format!("could not make `{}`", folder.display())))
}

fn initdb(
    installation: &Installation,
    data: &Path,
    password: &Path,
    account: Option<&Account>,
) -> Result<()> {
    let locales: &[&[&str]] = if installation.major >= 17 {
        &[&["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
    } else {
        // Before 17 the locale comes from the system, and not every system has that one.
        &[&["--locale=C.UTF-8"], &["--locale=C"]]
    };
    let mut tail = String::new();
    for locale in locales {
        let mut command = installation.tool("initdb", account);
        command.arg("-D").arg(data).args(["-U", SUPERUSER, "--encoding=UTF8", "--no-sync"]);
        command.args(["--auth=scram-sha-256", "--wal-segsize=1"]).args(*locale);
        command.arg("--pwfile").arg(password);
        if installation.major >= 16 {
            // The password is 128 random bits: stretching it would only slow every connection down.
            command.args(["-c", "scram_iterations=1"]);
        }
        let said = run(&mut command).map_err(Error::io("could not run `initdb`"))?;
        if said.ok {
            return include_settings(&data.join("postgresql.conf"));
        }
        tail = said.tail;
    }
    Err(Error::Initdb { output: tail })
}

/// Makes a cluster read the settings of its server.
fn include_settings(conf: &Path) -> Result<()> {
    let add = || {
        let text = fs::read_to_string(conf)?;
        fs::write(conf, format!("{text}\ninclude_if_exists = '{SETTINGS}'\n"))
    };
    add().map_err(Error::io(format!("could not change `{}`", conf.display())))
}

/// 128 random bits in hexadecimal digits. The standard library keys each `RandomState` from the system's randomness.
fn random() -> String {
    let half = |salt: u64| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(salt);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(1), half(2))
}

/// Copies a folder with its rights, and gives the copy to the account.
fn copy(from: &Path, to: &Path, account: Option<&Account>) -> Result<()> {
    let doing = || Error::io(format!("could not copy `{}` to `{}`", from.display(), to.display()));
    let metadata = fs::metadata(from).map_err(doing())?;
    if metadata.is_dir() {
        fs::create_dir(to).map_err(doing())?;
        for entry in fs::read_dir(from).map_err(doing())? {
            let entry = entry.map_err(doing())?;
            copy(&entry.path(), &to.join(entry.file_name()), account)?;
        }
        fs::set_permissions(to, metadata.permissions()).map_err(doing())?;
    } else {
        fs::copy(from, to).map_err(doing())?;
    }
    account.map_or(Ok(()), |account| account.own(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_differ() {
        let (a, b) = (random(), random());
        assert_eq!(a.len(), 32);
        assert_ne!(a, b);
    }
}
