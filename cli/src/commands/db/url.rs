//! `tablewright db url`

use serde_json::json;

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  psql \"$(tablewright db url)\"";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Url {}

impl Url {
    pub(crate) fn run(self, global: &Global) -> Result {
        let url = database::url(global, &project::config(global)?)?;
        match global.format {
            Format::Text => output::result(&format!("{url}\n")),
            Format::Json => output::json(&json!({ "url": url })),
        }
    }
}
