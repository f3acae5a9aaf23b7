//! The three databases of Zero: the one that it replicates, the views of its clients, and the log of changes.

use std::collections::BTreeMap;

use tablewright_codegen::config::Config;
use tablewright_devdb::{Project, Running};

use crate::database;
use crate::failure::{Failure, Result};

/// The variables that zero-cache reads.
const UPSTREAM: &str = "ZERO_UPSTREAM_DB";
pub(crate) const CVR: &str = "ZERO_CVR_DB";
pub(crate) const CHANGE: &str = "ZERO_CHANGE_DB";

/// The URLs of the three.
pub(crate) struct Databases {
    upstream: String,
    pub(crate) cvr: String,
    pub(crate) change: String,
}

impl Databases {
    /// Those of the development server, made where they are not there; none where the project has nothing to do with Zero.
    pub(crate) fn make(config: &Config, server: &Project, running: &Running) -> Result<Option<Self>> {
        if config.zero.publication.is_none() {
            return Ok(None);
        }
        let beside = server.beside(&["cvr", "change"])?;
        Ok(match <[String; 2]>::try_from(beside) {
            Ok([cvr, change]) => Some(Self { upstream: running.url.clone(), cvr, change }),
            Err(_) => None,
        })
    }

    /// Those that the environment names, or else those beside the development server's database where that one is used.
    pub(crate) fn find(config: &Config, upstream: &str) -> Result<Option<Self>> {
        let variable = |name| std::env::var(name).ok().filter(|value: &String| !value.trim().is_empty());
        if let (Some(cvr), Some(change)) = (variable(CVR), variable(CHANGE)) {
            return Ok(Some(Self { upstream: upstream.to_owned(), cvr, change }));
        }
        if config.zero.publication.is_none() {
            return Ok(None);
        }
        let server = database::server(config)?;
        match server.running()? {
            Some(running) if running.url == upstream => Self::make(config, &server, &running),
            Some(_) | None => Ok(None),
        }
    }

    /// By the names of the variables.
    pub(crate) fn variables(&self) -> BTreeMap<&'static str, &str> {
        BTreeMap::from([(UPSTREAM, self.upstream.as_str()), (CVR, &self.cvr), (CHANGE, &self.change)])
    }

    /// As lines of an environment file.
    pub(crate) fn lines(&self) -> String {
        format!("{UPSTREAM}={}\n{CVR}={}\n{CHANGE}={}\n", self.upstream, self.cvr, self.change)
    }
}

/// That they are not known.
pub(crate) fn unknown() -> Failure {
    Failure::with_help(
        "the databases of Zero are not known",
        format!(
            "set {CVR} and {CHANGE}, or name `publication` in `[zero]` of tablewright.toml and run `tablewright db start`"
        ),
    )
}
