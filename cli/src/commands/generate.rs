//! `tablewright generate`

use std::path::PathBuf;

use tablewright_codegen::{files, load};

use crate::cli::Global;
use crate::failure::Result;
use crate::{output, project};

const EXAMPLES: &str = "Examples:
  tablewright generate                       print the code
  tablewright generate --out src/schema.rs   write it, where it is to be checked in

A build.rs with `tablewright_codegen::build()` does this on every build.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Generate {
    /// Write this file instead of stdout; it is left alone where nothing changed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Generate {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let text = load::generated(&config)?;
        let Some(file) = self.out.or_else(|| config.generate.out.clone()) else {
            return output::result(&text);
        };
        let shown = files::display(&file);
        if files::write(&file, &text)? {
            output::done("wrote", &shown);
        } else {
            output::say(format!("{shown} is up to date"));
        }
        Ok(())
    }
}
