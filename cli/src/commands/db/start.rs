//! `tablewright db start`

use serde_json::json;
use tablewright_devdb::Running;

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{database, output, project, zero};

const EXAMPLES: &str = "Examples:
  tablewright db start
  export DATABASE_URL=\"$(tablewright db start)\"

With `[zero]` in tablewright.toml it makes the three databases of Zero and prints their variables.

Finds a PostgreSQL on this machine that has the extensions of the schema, or installs one into the cache folder.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Start {}

impl Start {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let server = database::server(&config)?;
        let ran = server.running()?.is_some();
        let running = server.start()?;
        let word = if ran { "runs already" } else { "runs" };
        output::say(format!("PostgreSQL {word} on port {} (process {})", running.port, running.pid));
        if let Some(elsewhere) = database::elsewhere(global, &config) {
            output::warn(format!("the other commands use {elsewhere}, not this server"));
        }
        let zero = zero::Databases::make(&config, &server, &running)?;
        show(&running, zero.as_ref(), global)
    }
}

/// The URL of a development server is the result; its password guards nothing but this machine's own users. Those of Zero
/// are told beside it, so that the result stays one that a script can take.
pub(super) fn show(running: &Running, zero: Option<&zero::Databases>, global: &Global) -> Result {
    match global.format {
        Format::Text => {
            zero.iter().for_each(|zero| output::raw(&zero.lines()));
            output::result(&format!("{}\n", running.url))
        }
        Format::Json => {
            let mut value = json!({ "url": running.url, "port": running.port, "pid": running.pid });
            if let Some(zero) = zero {
                value["zero"] = json!(zero.variables());
            }
            output::json(&value)
        }
    }
}
