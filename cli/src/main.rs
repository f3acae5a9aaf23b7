//! The `tablewright` command: schema to Rust, schema to migrations, migrations to a database.
//!
//! Every sub-command is one file in `commands/` that calls the libraries; none holds logic of its own. Results go to stdout and
//! everything else to stderr. It ends with 0 when done, 1 on an error, 2 when a decision is needed.

mod ask;
mod cli;
mod commands;
mod costs;
mod database;
mod failure;
mod lines;
mod output;
mod project;
mod rename;
mod source;
mod zero;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // Not `parse`, which ends with 2 on a typing mistake: here that means that a decision is needed.
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(shown) => {
            let _ = shown.print();
            return if shown.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(cli)),
        Err(error) => Err(failure::Failure::new(format!("cannot start: {error}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
