//! The project that a command works on: its configuration and the folder that it stands in.

use std::path::{Path, PathBuf};

use tablewright_codegen::config::{self, Config};
use tablewright_codegen::load::{self, Described};

use crate::cli::Global;
use crate::failure::{Failure, Result};

/// Reads the configuration: the file that was named, or that of this folder or the nearest one above.
pub(crate) fn config(global: &Global) -> Result<Config> {
    if let Some(file) = &global.config {
        return Ok(Config::read(file)?);
    }
    let here = here()?;
    // In the project's own folder, paths stay as short as the user would write them.
    let dir = match Config::find(&here) {
        Some(dir) if dir != here => dir,
        Some(_) | None => PathBuf::from("."),
    };
    Ok(Config::load(&dir)?)
}

/// The schema that the configuration describes.
pub(crate) fn schema(config: &Config) -> Result<Described> {
    Ok(load::described(config)?)
}

/// The folder of the project, for what belongs to it outside of it.
pub(crate) fn folder(config: &Config) -> &Path {
    match config.root.as_os_str().is_empty() {
        true => Path::new("."),
        false => &config.root,
    }
}

/// The folder that the command runs in.
pub(crate) fn here() -> Result<PathBuf> {
    std::env::current_dir().map_err(|error| Failure::new(format!("cannot tell the current folder: {error}")))
}

/// Where `init` writes the configuration.
pub(crate) fn config_file(global: &Global) -> PathBuf {
    global.config.clone().unwrap_or_else(|| PathBuf::from(config::FILE))
}
