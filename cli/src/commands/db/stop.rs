//! `tablewright db stop`

use crate::cli::Global;
use crate::failure::Result;
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright db stop";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Stop {}

impl Stop {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let stopped = database::server(&config)?.stop()?;
        output::say(if stopped { "stopped; its data stays" } else { "it was not running" });
        Ok(())
    }
}
