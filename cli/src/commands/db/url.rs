//! `tablewright db url`

use serde_json::json;

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{database, output, parts, project, zero};

const EXAMPLES: &str = "Examples:
  psql \"$(tablewright db url)\"
  tablewright db url --format json        host, port, user, password, database: what a graphical client asks for
  tablewright db url --zero >> .env       the three databases of Zero, as variables

The password is in what it prints. Anywhere else it is never shown.";

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
            (Format::Json, zero) => {
                let mut parts = parts::of(&url)?.json(&url);
                if let Some(zero) = zero {
                    parts["zero"] = json!(zero.variables());
                }
                output::json(&parts)
            }
        }
    }
}
