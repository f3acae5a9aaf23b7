//! `tablewright migrate`

mod add;
pub(super) mod apply;
mod baseline;
mod build;
mod check;
mod gate;
mod halves;
mod prove;
mod rebase;
mod repair;
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
  tablewright migrate check                   in CI: is every change of the schema in a migration?
  tablewright migrate baseline                once, on a database that exists already
  tablewright migrate rebase                  after a merge: this branch's migrations come last
  tablewright migrate repair                  when the record of what ran does not fit the files";

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
    /// Check the migrations: do they make the schema, was one that ran edited, do they commute, what do they lock (in CI)
    Check(check::Check),
    /// Mend the record of what ran: an edited or missing file, a run that died
    Repair(repair::Repair),
    /// Adopt a database that exists: record migrations as applied without running them
    Baseline(baseline::Baseline),
    /// Give migrations a new time, so that they come after those of another branch
    Rebase(rebase::Rebase),
}

impl Migrate {
    pub(crate) async fn run(self, global: &Global) -> Result {
        match self {
            Self::Build(command) => command.run(global).await,
            Self::Add(command) => command.run(global),
            Self::Run(command) => command.run(global).await,
            Self::Apply(command) => command.run(global).await,
            Self::Status(command) => command.run(global).await,
            Self::Check(command) => command.run(global).await,
            Self::Repair(command) => command.run(global).await,
            Self::Baseline(command) => command.run(global).await,
            Self::Rebase(command) => command.run(global).await,
        }
    }
}
