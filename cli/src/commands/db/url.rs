//! `tablewright db url`

use serde_json::json;

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{database, output, project, zero};

const EXAMPLES: &str = "Examples:
  psql \"$(tablewright db url)\"
  tablewright db url --zero >> .env        the three databases of Zero, as variables";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Url {
    /// Print ZERO_UPSTREAM_DB, ZERO_CVR_DB and ZERO_CHANGE_DB as lines of an environment file
    #[arg(long)]
    zero: bool,
}

impl Url {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let url = database::url(global, &config)?;
        let zero = zero::Databases::find(&config, &url)?;
        match (global.format, zero) {
            (Format::Text, Some(zero)) if self.zero => output::result(&zero.lines()),
            (Format::Text, None) if self.zero => Err(zero::unknown()),
            (Format::Text, Some(_) | None) => output::result(&format!("{url}\n")),
            (Format::Json, Some(zero)) => output::json(&json!({ "url": url, "zero": zero.variables() })),
            (Format::Json, None) => output::json(&json!({ "url": url })),
        }
    }
}
