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
  tablewright migrate add fill_slugs --rust   a Rust file, for work on rows that SQL is awkward for
  tablewright migrate add fill_slugs --rust --in-chunks   the same for many rows, with a transaction for each chunk of them";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Add {
    /// What the migration is about
    name: String,
    /// Write a Rust migration
    #[arg(long)]
    rust: bool,
    /// Write one that works on many rows a chunk at a time, and goes on where it was after a failure
    #[arg(long, requires = "rust")]
    in_chunks: bool,
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

const CHUNKS: &str = "//! A transaction for each chunk, in which the ledger notes how far it is: after a failure the next run goes on there. Other statements
//! are committed one by one, and run again then. Where it changes the schema, say so: one `// @effect <DDL>` a line.

use tablewright::{Executor, Result};

// A table as it is here; the one of the program will change.
// #[derive(tablewright::Table)]
// struct Todo {
//     #[column(primary_key)]
//     id: i64,
//     slug: Option<String>,
// }

pub async fn up_in_chunks(db: &Executor<'_>) -> Result<()> {
    // let chunks = tablewright::Chunks::of(1_000).counted();
    // db.update::<Todo>().set(Todo::SLUG, \"\").filter(Todo::SLUG.is_null()).update_in_chunks(chunks).await?;
    let _ = db;
    Ok(())
}
";

impl Add {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let (language, text) = match (self.rust, self.in_chunks) {
            (true, true) => (Language::Rust, CHUNKS),
            (true, false) => (Language::Rust, RUST),
            (false, _) => (Language::Sql, SQL),
        };
        let path = write(&config.migrations.dir, &self.name, language, text, SystemTime::now())?;
        let file = files::display(&path);
        output::done("wrote", &file);
        match global.format {
            Format::Json => output::json(&json!({ "file": file })),
            Format::Text => output::result(&format!("{file}\n")),
        }
    }
}
