//! `tablewright zero`

mod doctor;
mod schema;

use clap::Subcommand;

use crate::cli::Global;
use crate::failure::Result;

pub(crate) const EXAMPLES: &str = "Examples:
  tablewright zero doctor                   is the database fit for Zero?
  tablewright zero schema --out schema.ts   the schema that clients are compiled with

Both need the publication in tablewright.toml:
  [zero]
  publication = \"zero_app\"";

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Zero {
    /// Look for everything that keeps Zero from working on the database, or shows what is private
    Doctor(doctor::Doctor),
    /// Write the TypeScript schema of Zero's clients
    Schema(schema::Schema),
}

impl Zero {
    pub(crate) async fn run(self, global: &Global) -> Result {
        match self {
            Self::Doctor(command) => command.run(global).await,
            Self::Schema(command) => command.run(global),
        }
    }
}
