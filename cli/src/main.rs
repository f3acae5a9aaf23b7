//! The `tablewright` command: schema to Rust, schema to migrations, migrations to a database.
//!
//! Every sub-command is one file in `commands/` that calls the libraries; none holds logic of its own. Results go to stdout and
//! everything else to stderr. It ends with 0 when done, 1 on an error, 2 when a decision is needed.

mod ask;
mod cli;
mod commands;
mod costs;
mod database;
mod environment;
mod explain;
mod failure;
mod fill;
mod lines;
mod output;
mod parts;
mod progress;
mod project;
mod redact;
mod rename;
mod rows;
mod source;
mod statement;
mod zero;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // Not `parse`, which ends with 2 on a typing mistake: here that means that a decision is needed.
    let mut cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(shown) => {
            if !shown.use_stderr() {
                let _ = shown.print();
                return ExitCode::SUCCESS;
            }
            // What was typed is in the message.
            output::raw(&shown.render().ansi().to_string());
            return ExitCode::FAILURE;
        }
    };
    if let Err(failure) = cli.settle().and_then(|()| environment::load(&cli.global, &cli.command)) {
        return failure.report();
    }
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
