//! Settings from `.env` files: `--env-file`, or else the `.env` beside the configuration. What is set in the real environment wins.
//!
//! No message shows what stands in such a file: passwords do.

use std::path::{Path, PathBuf};

use tablewright_codegen::config::Config;
use tablewright_codegen::files;

use crate::cli::{Command, Global};
use crate::failure::{Failure, Result};
use crate::project;

/// The file that is read where none is named.
const FILE: &str = ".env";

/// Puts the settings into the environment of this process. To be called while it has one thread.
pub(crate) fn load(global: &Global, command: &Command) -> Result {
    if global.env_file.is_empty() {
        // These ask for nothing that a file could say, and work where it is broken.
        if matches!(command, Command::Completions(_) | Command::Man(_) | Command::ExplainLint(_)) {
            return Ok(());
        }
        let file = folder(global)?.join(FILE);
        return if file.is_file() { read(&file) } else { Ok(()) };
    }
    // What is set stays, so that of several files the last is read first: it wins.
    global.env_file.iter().rev().try_for_each(|file| read(file))
}

/// The folder of the configuration, or this one where there is none.
fn folder(global: &Global) -> Result<PathBuf> {
    if let Some(file) = &global.config {
        return Ok(file.parent().map(Path::to_owned).unwrap_or_default());
    }
    let here = project::here()?;
    Ok(Config::find(&here).unwrap_or(here))
}

fn read(file: &Path) -> Result {
    let shown = files::display(file);
    let text = std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::with_help(format!("there is no `{shown}`"), "correct the path after `--env-file`")
        }
        _ => Failure::new(format!("cannot read `{shown}`: {error}")),
    })?;
    let result = dotenvy::from_read(text.as_slice());
    result.map_err(|error| match error {
        dotenvy::Error::LineParse(line, _) => {
            let number = text_line(&text, &line).map(|n| format!(":{n}")).unwrap_or_default();
            Failure::with_help(
                format!("{shown}{number} is not `NAME=value`"),
                "write one setting a line, with the value in single quotes where it has spaces, `#` or `$`: NAME='a value'",
            )
        }
        _ => Failure::new(format!("`{shown}` cannot be read as settings: is it UTF-8?")),
    })
}

/// The number of the line, from 1.
fn text_line(text: &[u8], line: &str) -> Option<usize> {
    let text = String::from_utf8_lossy(text);
    let first = line.lines().next()?.trim();
    text.lines().position(|own| !first.is_empty() && own.contains(first)).map(|at| at + 1)
}
