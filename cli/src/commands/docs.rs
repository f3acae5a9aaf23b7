//! `tablewright docs`

use std::path::PathBuf;

use tablewright_codegen::{docs, files, migrations};

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{output, project};

const EXAMPLES: &str = "Examples:
  tablewright docs --out schema.html                   one page, which needs nothing else
  tablewright docs --out schema.html --title \"Shop\"
  tablewright docs --format json                       what the page says, for programs

The page shows the schema that tablewright.toml describes: a picture of the tables that can be moved and searched, and every table, view, enum and \
domain with what belongs to it. The folder of migrations tells which file last touched it. The same schema gives the same bytes.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Docs {
    /// Write this file instead of stdout; it is left alone where nothing changed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What the page is called
    #[arg(long, value_name = "TEXT", default_value = "Database schema")]
    title: String,
}

impl Docs {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let described = project::schema(&config)?;
        let files = migrations::list(&config.migrations.dir)?;
        let touched = migrations::last_touched(&files)?;
        let docs = docs::docs(&described, &touched, &self.title);
        let text = match global.format {
            Format::Text => docs::page(&docs),
            Format::Json => return output::json(&docs),
        };
        let Some(file) = self.out else { return output::result(&text) };
        let shown = files::display(&file);
        if files::write(&file, &text)? {
            output::done("wrote", &shown);
        } else {
            output::say(format!("{shown} is up to date"));
        }
        Ok(())
    }
}
