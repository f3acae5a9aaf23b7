//! `tablewright zero schema`

use std::path::PathBuf;

use serde_json::json;
use tablewright_codegen::{files, zero};

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{output, project};

const EXAMPLES: &str = "Examples:
  tablewright zero schema                           print it
  tablewright zero schema --out client/schema.ts    write it; commit it with the migration
  tablewright zero schema --out client/schema.ts --check
                                                    in CI: end with 2 where it is not what the schema says

Reads files only; no database is needed. Tables and columns are those that the publication sends; what Zero cannot send is left out and \
named on stderr. Names become camelCase (`user_id` is `userId`), and foreign keys become relationships in both directions.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Schema {
    /// Write this file instead of stdout; it is left alone where nothing changed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write nothing; end with 2 where the file is not what would be written
    #[arg(long, requires = "out")]
    check: bool,
}

impl Schema {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let publication = crate::zero::publication(&config)?;
        let made = zero::typescript(&project::schema(&config)?, publication);
        for left_out in &made.left_out {
            output::warn(format!("left out: {left_out}"));
        }
        let Some(file) = &self.out else {
            return match global.format {
                Format::Text => output::result(&made.text),
                Format::Json => output::json(&json!({ "text": made.text, "left_out": made.left_out })),
            };
        };
        let shown = files::display(file);
        if self.check {
            return match files::read(file) {
                Ok(source) if source.text == made.text => {
                    output::done("good:", format!("{shown} is what the schema says"));
                    Ok(())
                }
                Ok(_) | Err(_) => Err(Failure::Differs(format!(
                    "{shown} is not what the schema says; run `tablewright zero schema --out {shown}` and commit it"
                ))),
            };
        }
        match files::write(file, &made.text)? {
            true => output::done("wrote", &shown),
            false => output::say(format!("{shown} is up to date")),
        }
        Ok(())
    }
}
