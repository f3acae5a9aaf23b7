//! Running a program and keeping what it said last.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::account::Account;

/// How many lines of a program's talk an error shows.
const TAIL: usize = 20;

/// What a program said and whether it ended well.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) ok: bool,
    pub(crate) stdout: String,
    /// The last lines of both streams.
    pub(crate) tail: String,
}

/// A program without input that does not see the caller's PostgreSQL settings and speaks English.
pub(crate) fn program(path: impl AsRef<OsStr>, account: Option<&Account>) -> Command {
    let mut command = Command::new(path);
    for (name, _) in std::env::vars_os() {
        // PGDATA, PGPORT, PGOPTIONS ... of the caller are meant for another server.
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C").stdin(Stdio::null());
    if let Some(account) = account {
        account.apply(&mut command);
    }
    command
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> io::Result<Said> {
    let output = command.output()?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let both = format!("{stdout}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(Said { ok: output.status.success(), tail: last_lines(&both), stdout })
}

/// The last lines of a text, without empty ones.
pub(crate) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(TAIL)..].join("\n")
}

/// The last lines of a file; empty when it cannot be read.
pub(crate) fn last_lines_of(path: &Path) -> String {
    std::fs::read(path).map(|bytes| last_lines(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_lines_are_kept() {
        let text: String = (0..50).map(|i| format!("line {i}\n\n")).collect();
        let kept = last_lines(&text);
        assert_eq!(kept.lines().count(), TAIL);
        assert!(kept.starts_with("line 30") && kept.ends_with("line 49"));
    }

    #[test]
    fn a_program_says_both_streams_and_how_it_ended() {
        let said = run(program("sh", None).args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert!(!said.ok);
        assert_eq!(said.stdout, "out\n");
        assert_eq!(said.tail, "out\nerr");
    }
}
