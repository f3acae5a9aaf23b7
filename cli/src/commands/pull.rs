//! `tablewright pull`

use std::path::PathBuf;

use serde_json::json;
use tablewright_codegen::{ddl, files};

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, source};

const EXAMPLES: &str = "Examples:
  tablewright pull                                  print the schema of the configured database
  tablewright pull --out schema.sql                 begin a project with a database that exists
  tablewright pull --url postgres://localhost/shop --out schema.sql --force
  tablewright pull | diff schema.sql -              what somebody changed by hand

The text makes the same database again, from top to bottom, and is meant to be kept: edit it from then on. What the model does not know is \
told, and is not in the file.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Pull {
    /// Write this file instead of stdout
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file where it exists
    #[arg(long, requires = "out")]
    force: bool,
}

impl Pull {
    pub(crate) async fn run(self, global: &Global) -> Result {
        if let Some(file) = self.out.as_deref().filter(|file| !self.force && file.exists()) {
            return Err(Failure::with_help(
                format!("{} exists", files::display(file)),
                "overwrite it with `--force`, or name another file",
            ));
        }
        let (client, _) = database::connect(&database::any(global)?).await?;
        let catalog = source::catalog(&client, "is not in the file").await?;
        let text = ddl::schema_file(&catalog.schema)?;
        match (&self.out, global.format) {
            (None, Format::Text) => return output::result(&text),
            (None, Format::Json) => {}
            (Some(file), _) => {
                let verb = if files::write(file, &text)? { "wrote" } else { "unchanged:" };
                output::done(verb, files::display(file));
            }
        }
        match global.format {
            Format::Text => Ok(()),
            Format::Json => {
                let written = self.out.as_deref().map(files::display);
                output::json(&json!({ "sql": text, "written": written, "unknown": catalog.unknown }))
            }
        }
    }
}
