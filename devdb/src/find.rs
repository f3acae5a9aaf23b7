//! Finding PostgreSQL on this machine.
//!
//! What comes in: what is wanted. What goes out: the folder of the newest PostgreSQL that has it, installed when there
//! was none. Nothing on the machine outside the cache folder is changed.

use std::collections::BTreeSet;
use std::env::{self, consts::EXE_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::account::Account;
use crate::command::{program, run};
use crate::{Error, Options, Result, cache, install};

/// The programs that a server needs.
const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Folders whose sub-folders hold one PostgreSQL each.
const PARENTS: [&str; 7] = [
    "/usr/lib/postgresql",                          // Debian, Ubuntu
    "/usr",                                         // Red Hat: /usr/pgsql-18
    "/opt/homebrew/opt",                            // Homebrew on Apple silicon
    "/usr/local/opt",                               // Homebrew on Intel
    "/Applications/Postgres.app/Contents/Versions", // Postgres.app
    "/usr/libexec",                                 // Alpine: /usr/libexec/postgresql18
    "C:/Program Files/PostgreSQL",                  // EDB
];

/// The variable by which a program finds libraries that are not in the usual folders.
const LIBRARY_PATH: &str = if cfg!(target_os = "macos") { "DYLD_LIBRARY_PATH" } else { "LD_LIBRARY_PATH" };

/// A PostgreSQL on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installation {
    /// The folder of `postgres`, `initdb`, `pg_ctl`.
    pub bin: PathBuf,
    /// The major version, such as 18.
    pub major: u8,
    /// The whole version, as `postgres --version` prints it.
    pub version: String,
    /// A folder of libraries that its programs do not find by themselves.
    pub(crate) libraries: Option<PathBuf>,
    /// The folders that may hold its `extension` folder.
    share: Vec<PathBuf>,
}

impl Installation {
    /// The newest PostgreSQL that has what the options ask for: on this machine, or else installed into the cache
    /// folder.
    ///
    /// # Errors
    /// When there is none, and installing one is not allowed or not possible.
    pub fn find(options: &Options) -> Result<Self> {
        if let Some(folder) = &options.bin {
            let found = Self::probe(folder, None);
            return found
                .and_then(|found| found.lacks(options).map_or(Ok(found), Err))
                .map_err(|why| Error::BadFolder { folder: folder.clone(), why });
        }
        let mut seen = Vec::new();
        let mut best: Option<Self> = None;
        for folder in candidates() {
            match Self::probe(&folder, None).map(|found| (found.lacks(options), found)) {
                Ok((None, found)) if best.as_ref().is_none_or(|best| found.major > best.major) => {
                    best = Some(found);
                }
                Ok((None, _)) => {}
                Ok((Some(why), _)) | Err(why) => seen.push(format!("{}: {why}", folder.display())),
            }
        }
        match best {
            Some(best) => Ok(best),
            None if options.install => Self::installed(options, seen),
            None => Err(Error::NotFound { wanted: wanted(options), seen }),
        }
    }

    /// A client program, such as `psql`, of a PostgreSQL on this machine or in the cache folder, to be run as whoever runs this
    /// process, with all of its settings. Nothing is installed: `None` when there is none.
    pub fn client(name: &str, options: &Options) -> Option<Command> {
        let chosen = options.bin.iter().filter_map(|folder| Self::probe(folder, None).ok());
        let cached = || {
            let account = Account::needed(options.user.as_deref()).ok()?;
            install::present(&cache::folder(options, account.as_ref()).ok()?)
        };
        let found = candidates().into_iter().filter_map(|folder| Self::probe(&folder, None).ok());
        let mut all: Vec<Self> = found.chain(cached()).collect();
        // A client of a newer version knows the older servers, not the other way round.
        all.sort_by_key(|installation| std::cmp::Reverse(installation.major));
        let found = chosen.chain(all).find(|installation| file(&installation.bin, name).is_file())?;
        let mut command = Command::new(file(&found.bin, name));
        if let Some(libraries) = &found.libraries {
            command.env(LIBRARY_PATH, libraries);
        }
        Some(command)
    }

    /// The PostgreSQL in the cache folder, installed if it is not there yet.
    fn installed(options: &Options, mut seen: Vec<String>) -> Result<Self> {
        let account = Account::needed(options.user.as_deref())?;
        let found = install::ensure(&cache::folder(options, account.as_ref())?, account.as_ref())?;
        match found.lacks(options) {
            None => Ok(found),
            Some(lacking) => {
                seen.push(format!("{}: {lacking}", found.bin.display()));
                Err(Error::Lacking { lacking, seen })
            }
        }
    }

    /// The PostgreSQL whose programs are in this folder, or why it is none.
    pub(crate) fn probe(bin: &Path, libraries: Option<PathBuf>) -> Result<Self, String> {
        let bin = std::path::absolute(bin).map_err(|e| e.to_string())?;
        if let Some(missing) = PROGRAMS.iter().find(|name| !file(&bin, name).is_file()) {
            return Err(format!("there is no `{missing}` in it"));
        }
        let mut found = Self { bin, major: 0, version: String::new(), libraries, share: Vec::new() };
        let said = run(found.tool("postgres", None).arg("--version"))
            .map_err(|e| format!("`postgres --version` could not be run: {e}"))?;
        if !said.ok {
            return Err(format!("`postgres --version` failed: {}", said.tail));
        }
        found.version = said.stdout.trim().to_owned();
        found.major = major(&found.version).ok_or_else(|| format!("`{}` is no version", found.version))?;
        found.share = found.share_folders();
        Ok(found)
    }

    /// A program of this PostgreSQL, to be run as the account.
    pub(crate) fn tool(&self, name: &str, account: Option<&Account>) -> Command {
        let mut command = program(file(&self.bin, name), account);
        if let Some(libraries) = &self.libraries {
            command.env(LIBRARY_PATH, libraries);
        }
        command
    }

    /// Whether the files of an extension are there, so that `CREATE EXTENSION` can find it.
    pub fn has_extension(&self, name: &str) -> bool {
        let control = format!("{name}.control");
        self.share.iter().any(|share| share.join("extension").join(&control).is_file())
    }

    /// What it lacks of what is wanted.
    fn lacks(&self, options: &Options) -> Option<String> {
        if self.major < options.minimum {
            return Some(format!("version {} is older than {}", self.major, options.minimum));
        }
        let missing: Vec<String> = options
            .extensions
            .iter()
            .filter(|name| !self.has_extension(name))
            .map(|name| format!("`{name}`"))
            .collect();
        (!missing.is_empty())
            .then(|| format!("PostgreSQL {} has no extension {}", self.major, missing.join(", ")))
    }

    /// Where its shared files may be: as it says itself, and by the usual layouts.
    fn share_folders(&self) -> Vec<PathBuf> {
        let said = file(&self.bin, "pg_config")
            .is_file()
            .then(|| run(self.tool("pg_config", None).arg("--sharedir")).ok())
            .flatten();
        let told = said.filter(|said| said.ok).map(|said| PathBuf::from(said.stdout.trim()));
        let prefix = self.bin.parent().unwrap_or(&self.bin);
        let usual = [
            prefix.join("share"),
            prefix.join("share/postgresql"),
            PathBuf::from(format!("/usr/share/postgresql/{}", self.major)),
        ];
        // One that says where its files are is believed: its neighbours' files are of no use to it.
        told.filter(|share| share.is_dir()).map_or_else(|| usual.to_vec(), |share| vec![share])
    }
}

/// A program file in a folder.
fn file(bin: &Path, name: &str) -> PathBuf {
    bin.join(format!("{name}{EXE_SUFFIX}"))
}

/// `18` of `postgres (PostgreSQL) 18.1`, `16` of `.. 16beta1`.
fn major(version: &str) -> Option<u8> {
    let number = version.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// `PostgreSQL 14 or newer with vector`.
fn wanted(options: &Options) -> String {
    let mut wanted = format!("PostgreSQL {} or newer", options.minimum);
    if !options.extensions.is_empty() {
        wanted = format!("{wanted} with {}", options.extensions.join(", "));
    }
    wanted
}

/// Every folder that looks like the programs of a PostgreSQL, each once: those of `PATH` first.
fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let usual = PARENTS.iter().flat_map(|parent| children(Path::new(parent)));
    let single = [PathBuf::from("/usr/local/pgsql/bin")];
    let mut known = BTreeSet::new();
    env::split_paths(&path)
        .chain(usual.map(|child| child.join("bin")))
        .chain(single)
        .filter(|folder| PROGRAMS.iter().all(|name| file(folder, name).is_file()))
        // `PATH` often names one folder in several ways; the programs behind the links are what counts.
        .map(|folder| {
            fs::canonicalize(file(&folder, "postgres"))
                .ok()
                .and_then(|p| p.parent().map(Path::to_owned))
                .unwrap_or(folder)
        })
        .filter(|folder| known.insert(folder.clone()))
        .collect()
}

/// The sub-folders of a folder, in the order of their names.
fn children(parent: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let mut children: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    children.sort();
    children
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_in_every_spelling() {
        assert_eq!(major("postgres (PostgreSQL) 18.1"), Some(18));
        assert_eq!(major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta2"), Some(19));
        assert_eq!(major("nonsense"), None);
    }

    #[test]
    fn what_is_wanted_reads_well() {
        let options = Options::new().extension("vector").extension("pg_trgm").minimum(16);
        assert_eq!(wanted(&options), "PostgreSQL 16 or newer with vector, pg_trgm");
    }
}
