//! `tablewright psql`

use std::ffi::OsString;
use std::process::Command;

use tablewright_devdb::{Installation, Options};

use crate::cli::Global;
use crate::failure::{Failure, Result};
use crate::{database, parts};

const EXAMPLES: &str = "Examples:
  tablewright psql                                open psql on the configured database
  tablewright psql -- -c '\\d todo'                 what follows `--` goes to psql
  tablewright psql --url postgres://localhost/shop
  tablewright psql -- --csv -f report.sql

Takes the psql of PATH, or else the one beside the server of `db start`. The address, user and password go to it by its environment \
(PGHOST, PGPASSWORD ..), so that no list of processes shows them.";

/// Variables that say where to connect to.
const ELSEWHERE: [&str; 7] =
    ["PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE"];

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Psql {
    /// Arguments for psql
    #[arg(last = true, value_name = "ARGS")]
    arguments: Vec<OsString>,
}

impl Psql {
    pub(crate) fn run(self, global: &Global) -> Result {
        let parts = parts::of(&database::any(global)?)?;
        let mut command = psql()?;
        command.args(&self.arguments);
        // Those of the user are for another server.
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        command.envs(parts.variables());
        run(command)
    }
}

/// The program: that of `PATH`, or else of the development server.
fn psql() -> Result<Command> {
    let name = format!("psql{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    if let Some(found) =
        std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
    {
        return Ok(Command::new(found));
    }
    Installation::client("psql", &Options::new()).ok_or_else(|| {
        Failure::with_help(
            "there is no `psql` on this machine",
            "install the client programs of PostgreSQL (Debian: `apt install postgresql-client`, macOS: `brew install libpq`), or use \
             `tablewright query`, which needs none",
        )
    })
}

/// Becomes psql, so that signals and the terminal are its own.
#[cfg(unix)]
fn run(mut command: Command) -> Result {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Failure::new(format!("cannot run `{}`: {error}", command.get_program().display())))
}

#[cfg(not(unix))]
fn run(mut command: Command) -> Result {
    let status = command.status().map_err(|error| {
        Failure::new(format!("cannot run `{}`: {error}", command.get_program().display()))
    })?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("psql did not end well ({status})"))) }
}
