//! `tablewright migrate`

mod add;
mod apply;
mod build;
mod check;
mod halves;
mod run;
mod status;

use clap::Subcommand;

use crate::cli::Global;
use crate::failure::Result;

pub(crate) const EXAMPLES: &str = "Examples:
  tablewright migrate build --name add_todo   write the next migration from the change in the schema
  tablewright migrate run                     write it and apply it, while developing
  tablewright migrate apply                   apply what has not run, in a deploy
  tablewright migrate status                  what has run
  tablewright migrate check                   in CI: is every change of the schema in a migration?";

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Migrate {
    /// Write the next migration from the difference between the schema and the migrations
    Build(build::Build),
    /// Write an empty migration for changes of your own
    Add(add::Add),
    /// Build, then apply (while developing)
    Run(run::Run),
    /// Apply what has not run (in a deploy)
    Apply(apply::Apply),
    /// Show what has run and what has not
    Status(status::Status),
    /// Check that the migrations make the schema, and that none that ran was edited (in CI)
    Check(check::Check),
}

impl Migrate {
    pub(crate) async fn run(self, global: &Global) -> Result {
        match self {
            Self::Build(command) => command.run(global),
            Self::Add(command) => command.run(global),
            Self::Run(command) => command.run(global).await,
            Self::Apply(command) => command.run(global).await,
            Self::Status(command) => command.run(global).await,
            Self::Check(command) => command.run(global).await,
        }
    }
}
