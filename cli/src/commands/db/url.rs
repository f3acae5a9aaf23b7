//! `tablewright db url`

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{database, output, parts, project};

const EXAMPLES: &str = "Examples:
  psql \"$(tablewright db url)\"
  tablewright db url --format json        host, port, user, password, database: what a graphical client asks for

The password is in what it prints. Anywhere else it is never shown.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Url {}

impl Url {
    pub(crate) fn run(self, global: &Global) -> Result {
        let url = database::url(global, &project::config(global)?)?;
        match global.format {
            Format::Text => output::result(&format!("{url}\n")),
            Format::Json => output::json(&parts::of(&url)?.json(&url)),
        }
    }
}
