//! `tablewright migrate add`

use std::time::SystemTime;

use serde_json::json;
use tablewright_codegen::files;
use tablewright_codegen::migrations::{Language, write};

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate add fill_slugs          an SQL file
  tablewright migrate add fill_slugs --rust   a Rust file, for work on rows that SQL is awkward for";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Add {
    /// What the migration is about
    name: String,
    /// Write a Rust migration
    #[arg(long)]
    rust: bool,
}

const SQL: &str = "-- One transaction. `-- @commit` on a line of its own ends it and begins the next one.
-- Say `-- @opaque` above a statement whose effect on the schema cannot be read, or `-- @effect <DDL>` with the effect.
";

const RUST: &str = "//! One transaction, with its row in the ledger. Where it changes the schema, say so: one `// @effect <DDL>` a line.

use tablewright::{Result, Transaction};

pub async fn up(tx: &mut Transaction<'_>) -> Result<()> {
    let _ = tx;
    Ok(())
}
";

impl Add {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let (language, text) = if self.rust { (Language::Rust, RUST) } else { (Language::Sql, SQL) };
        let path = write(&config.migrations.dir, &self.name, language, text, SystemTime::now())?;
        let file = files::display(&path);
        output::done("wrote", &file);
        match global.format {
            Format::Json => output::json(&json!({ "file": file })),
            Format::Text => output::result(&format!("{file}\n")),
        }
    }
}
