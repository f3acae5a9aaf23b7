//! `tablewright db`

mod reset;
mod start;
mod stop;
mod url;

use clap::Subcommand;

use crate::cli::Global;
use crate::failure::Result;

pub(crate) const EXAMPLES: &str = "Examples:
  tablewright db start                  start it and print its URL
  psql \"$(tablewright db url)\"          use it
  tablewright db stop                   stop it; the data stays

While it runs, the other commands use it wherever no database is configured.";

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Db {
    /// Start the server and print its URL; it goes on running
    Start(start::Start),
    /// Stop the server; its data stays
    Stop(stop::Stop),
    /// Print the URL of the database that commands use
    Url(url::Url),
    /// Throw the data away and start empty
    Reset(reset::Reset),
}

impl Db {
    pub(crate) async fn run(self, global: &Global) -> Result {
        match self {
            Self::Start(command) => command.run(global),
            Self::Stop(command) => command.run(global),
            Self::Url(command) => command.run(global),
            Self::Reset(command) => command.run(global).await,
        }
    }
}
