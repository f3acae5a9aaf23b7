//! `tablewright generate`

use std::path::PathBuf;

use tablewright_codegen::config::Config;
use tablewright_codegen::{emit, files};

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
        let described = project::schema(&config)?;
        let text = emit::file(&described, &options(&config)?);
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

fn options(config: &Config) -> Result<emit::Options> {
    let mut sources: Vec<String> = Vec::new();
    sources.extend(config.sql_files()?.iter().map(|(input, _)| files::display(&input.path)));
    sources.extend(config.rust_files()?.iter().map(|input| files::display(&input.path)));
    Ok(emit::Options { derives: config.generate.derives.clone(), sources })
}
