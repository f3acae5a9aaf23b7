//! What the commands know of Zero: its publication, its three databases, and what a server owes it.

mod databases;
pub(crate) mod doctor;

use tablewright_codegen::config::Config;

use crate::failure::{Failure, Result};

pub(crate) use databases::{CHANGE, CVR, Databases, unknown};

/// The publication that the configuration names.
pub(crate) fn publication(config: &Config) -> Result<&str> {
    config.zero.publication.as_deref().ok_or_else(|| {
        Failure::with_help(
            "no publication is configured for Zero",
            "add it to tablewright.toml:\n          [zero]\n          publication = \"zero_app\"",
        )
    })
}
