//! One file per command.

pub(crate) mod completions;
pub(crate) mod db;
pub(crate) mod diff;
pub(crate) mod docs;
pub(crate) mod drift;
pub(crate) mod explain;
pub(crate) mod explain_lint;
pub(crate) mod generate;
pub(crate) mod init;
pub(crate) mod lint;
pub(crate) mod man;
pub(crate) mod migrate;
pub(crate) mod partitions;
pub(crate) mod psql;
pub(crate) mod pull;
pub(crate) mod query;
pub(crate) mod seed;
pub(crate) mod zero;

use crate::cli::{Cli, Command};
use crate::failure::Result;

/// Runs what was typed.
pub(crate) async fn run(cli: Cli) -> Result {
    let global = &cli.global;
    match cli.command {
        Command::Init(command) => command.run(global),
        Command::Generate(command) => command.run(global),
        Command::Diff(command) => command.run(global).await,
        Command::Lint(command) => command.run(global).await,
        Command::ExplainLint(command) => command.run(global),
        Command::Partitions(command) => command.run(global).await,
        Command::Pull(command) => command.run(global).await,
        Command::Docs(command) => command.run(global),
        Command::Drift(command) => command.run(global).await,
        Command::Man(command) => command.run(),
        Command::Migrate(command) => command.run(global).await,
        Command::Query(command) => command.run(global).await,
        Command::Explain(command) => command.run(global).await,
        Command::Seed(command) => command.run(global).await,
        Command::Psql(command) => command.run(global),
        Command::Db(command) => command.run(global).await,
        Command::Zero(command) => command.run(global).await,
        Command::Completions(command) => command.run(),
    }
}
