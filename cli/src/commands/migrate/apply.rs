//! `tablewright migrate apply`

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use tablewright::connect::Endpoint;
use tablewright::migrate::{Event, MigrateError, Migrations, Options, Report};
use tablewright_codegen::config::{Config, Url};
use tablewright_codegen::migrations;
use tokio_postgres::Client;

use super::gate;
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate apply
  tablewright migrate apply --database-url postgres://localhost/shop
  tablewright migrate apply --lock-timeout 1 --wait 60
  tablewright migrate apply --until add_name_expand    holds back what comes after, such as add_name_contract

Several deploys at once are safe: they wait for each other. What fails is rolled back as far as PostgreSQL can, and a second run \
resumes.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Apply {
    /// Apply up to and including this migration, and hold back those after it
    #[arg(long, value_name = "NAME")]
    until: Option<String>,
    #[command(flatten)]
    patience: Patience,
}

/// How long to wait.
#[derive(clap::Args)]
pub(crate) struct Patience {
    /// Wait this long for another run of migrations [default: 600]
    #[arg(long, value_name = "SECONDS")]
    wait: Option<u64>,
    /// Let a statement that changes the schema wait this long for its lock, then try again [default: 3]
    #[arg(long, value_name = "SECONDS")]
    lock_timeout: Option<u64>,
}

impl Apply {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let mut options = self.patience.options();
        if let Some(name) = &self.until {
            let files = migrations::list(&config.migrations.dir)?;
            options = options.until(&files[gate::find(&files, name)?].name.file);
        }
        let url = database::url(global, &config)?;
        run(global, &config, &url, &options).await
    }
}

/// Applies what has not run, by the project's own program where it has to.
async fn run(global: &Global, config: &Config, url: &str, options: &Options) -> Result {
    let migrations = read(config)?;
    let (mut client, endpoint) = database::connect(url).await?;
    let entries = migrations.status(&client).await?;
    let until = |name: &str| options.until.as_deref().is_none_or(|until| name <= until);
    let pending = entries.iter().filter(|e| e.is_pending() && until(&e.name));
    let in_rust: Vec<&str> = pending.map(|e| e.name.as_str()).filter(|name| name.ends_with(".rs")).collect();
    if !in_rust.is_empty() && entries.iter().all(|e| e.problem().is_none()) {
        return match &options.until {
            Some(until) => Err(Failure::with_help(
                format!(
                    "{} is written in Rust, and the program that runs it applies all migrations, also those after {until}",
                    in_rust.join(", ")
                ),
                format!("call `db.migrate_with(..)` there with `Options::until(\"{until}\")`"),
            )),
            None => run_program(config, url, &in_rust),
        };
    }
    let report = apply(&migrations, &mut client, &endpoint, options).await?;
    show(&report, global, &endpoint)
}

impl Patience {
    pub(super) async fn apply(self, global: &Global, config: &Config, url: &str) -> Result {
        run(global, config, url, &self.options()).await
    }

    fn options(&self) -> Options {
        let mut options = Options::default();
        if let Some(seconds) = self.wait {
            options = options.wait(Duration::from_secs(seconds));
        }
        if let Some(seconds) = self.lock_timeout {
            options = options.lock_timeout(Duration::from_secs(seconds));
        }
        options
    }
}

/// The migrations of the folder. A folder that is not there has none.
pub(in crate::commands) fn read(config: &Config) -> Result<Migrations> {
    let dir = &config.migrations.dir;
    // The names are checked here, with all problems at once.
    if migrations::list(dir)?.is_empty() {
        return Ok(Migrations::new(&[]));
    }
    Ok(Migrations::from_dir(dir)?)
}

/// Applies. Ctrl-C cancels the statement that runs, which rolls back and is recorded like any other failure; a second one, or a
/// server that does not listen, ends the program.
async fn apply(
    migrations: &Migrations,
    client: &mut Client,
    endpoint: &Endpoint,
    options: &Options,
) -> Result<Report> {
    let cancel = client.cancel_token();
    let progress = Progress::new();
    let run = migrations.apply_with(client, options, |event| progress.show(event));
    let mut run = std::pin::pin!(run);
    tokio::select! {
        result = &mut run => return Ok(result?),
        _ = tokio::signal::ctrl_c() => {}
    }
    let interrupted = || Failure::new("interrupted");
    if !progress.started() {
        return Err(interrupted());
    }
    output::say("stopping: the statement that runs is cancelled");
    // When the server cannot be told, the program ends all the same, and with it the connection.
    let _ = cancel.cancel_query(endpoint.connector()).await;
    tokio::select! {
        result = &mut run => Ok(result?),
        _ = tokio::signal::ctrl_c() => Err(interrupted()),
        () = tokio::time::sleep(Duration::from_secs(10)) => Err(interrupted()),
    }
}

/// Shows what happens: a spinner on a terminal, a line for each migration in any case.
struct Progress {
    bar: ProgressBar,
    /// A migration has begun.
    started: AtomicBool,
}

impl Progress {
    fn new() -> Self {
        let bar =
            if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        Self { bar, started: AtomicBool::new(false) }
    }

    fn started(&self) -> bool {
        self.started.load(Ordering::Relaxed)
    }

    fn show(&self, event: &Event) {
        match event {
            Event::Finished(applied) => {
                let note = if applied.out_of_order { " (older than one that had run before)" } else { "" };
                let line = format!("{} in {:.1?}{note}", applied.name, applied.took);
                self.bar.suspend(|| output::done("applied", line));
            }
            Event::Started { .. } => {
                self.started.store(true, Ordering::Relaxed);
                self.bar.reset_elapsed();
                self.bar.set_message(event.to_string());
                self.bar.enable_steady_tick(Duration::from_millis(100));
            }
            Event::Statement { .. } | Event::Progress { .. } => self.bar.set_message(event.to_string()),
            _ => self.bar.suspend(|| output::say(event.to_string())),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn show(report: &Report, global: &Global, endpoint: &Endpoint) -> Result {
    if report.applied.is_empty() {
        output::say(format!("{report} ({endpoint})"));
    } else if !report.held_back.is_empty() {
        output::say(format!("held back: {}", report.held_back.join(", ")));
    }
    match global.format {
        Format::Text => Ok(()),
        Format::Json => {
            let applied: Vec<_> = report
                .applied
                .iter()
                .map(|a| json!({ "name": a.name, "seconds": a.took.as_secs_f64(), "out_of_order": a.out_of_order }))
                .collect();
            output::json(
                &json!({ "applied": applied, "before": report.before, "held_back": report.held_back }),
            )
        }
    }
}

/// Migrations in Rust: the project's own program holds them, and applies all that are pending.
fn run_program(config: &Config, url: &str, names: &[&str]) -> Result {
    let Some(runner) = &config.migrations.runner else {
        return Err(MigrateError::NeedsProgram(names.iter().map(|&n| n.to_owned()).collect()).into());
    };
    output::say(format!("{} is written in Rust: running `{runner}`", names.join(", ")));
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = std::process::Command::new(shell);
    command.arg(flag).arg(runner).current_dir(project::folder(config)).env("DATABASE_URL", url);
    if let Url::Env(name) = &config.database.url {
        command.env(name, url);
    }
    let status = command.status().map_err(|error| Failure::new(format!("cannot run `{runner}`: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::with_help(
        format!("`{runner}` did not end well ({status})"),
        "what it wrote stands above; `[migrations] runner` in tablewright.toml names it",
    ))
}
