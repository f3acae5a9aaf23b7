//! What can be typed.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::{
    db, diff, docs, drift, explain, explain_lint, generate, init, lint, man, migrate, partitions, psql, pull,
    query, seed, zero,
};
use crate::failure::{Failure, Result};

/// Schema-first PostgreSQL for Rust: typed rows and queries, and migrations worked out offline.
#[derive(Parser)]
#[command(name = "tablewright", version, styles = STYLES, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "Examples:
  tablewright init                     write tablewright.toml and schema.sql
  tablewright pull --out schema.sql    begin with a database that exists
  tablewright migrate run              after editing schema.sql: write the migration and apply it
  tablewright migrate apply            in a deploy: apply what has not run
  tablewright diff --from migrations --to schema
                                       what the next migration would do

It ends with 0 when done, 1 on an error, 2 when it needs a decision from you.";

/// Options of every command.
#[derive(clap::Args, Clone)]
pub(crate) struct Global {
    /// The configuration; otherwise tablewright.toml of this folder or the nearest one above
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) config: Option<PathBuf>,

    /// The database; otherwise what the configuration names, by default $DATABASE_URL, and then the server of `db start`
    #[arg(long, global = true, visible_alias = "url", value_name = "URL", help_heading = "Global options")]
    pub(crate) database_url: Option<String>,

    /// Read settings from this file instead of the `.env` beside the configuration; of several, the last wins, and the
    /// real environment wins over all
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) env_file: Vec<PathBuf>,

    /// How results are written to stdout
    #[arg(
        long = "format",
        global = true,
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Global options"
    )]
    pub(crate) wanted: Wanted,

    /// What `wanted` comes to for commands that print no rows.
    #[arg(skip)]
    pub(crate) format: Format,
}

/// What can be typed after `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Wanted {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets; of `query` alone.
    Csv,
}

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl Cli {
    /// Settles the format: only `query` has rows to write as CSV.
    pub(crate) fn settle(&mut self) -> Result {
        self.global.format = match self.global.wanted {
            Wanted::Text => Format::Text,
            Wanted::Json => Format::Json,
            Wanted::Csv if matches!(self.command, Command::Query(_)) => Format::Text,
            Wanted::Csv => {
                return Err(Failure::with_help(
                    "only `query` writes CSV",
                    "use `--format json` here, or `tablewright query 'SELECT ..' --format csv`",
                ));
            }
        };
        Ok(())
    }
}

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write tablewright.toml and schema.sql for a new project
    Init(init::Init),
    /// Write the Rust code for the schema
    Generate(generate::Generate),
    /// Print the SQL that leads from one schema to another
    Diff(diff::Diff),
    /// Find what PostgreSQL accepts and people regret
    Lint(lint::Lint),
    /// Say why a lint finds what it finds, and what to write instead
    ExplainLint(explain_lint::ExplainLint),
    /// Show the partitions of tables that are partitioned by time, and make the next ones
    Partitions(partitions::Partitions),
    /// Write the schema of a database as SQL to keep
    Pull(pull::Pull),
    /// Write the schema as one page to read, with a picture of the tables
    Docs(docs::Docs),
    /// Compare a database with what its applied migrations build
    Drift(drift::Drift),
    /// Print the manual page, or write one for each command
    Man(man::Man),
    /// Write, apply and check migrations
    #[command(subcommand, after_help = migrate::EXAMPLES)]
    Migrate(migrate::Migrate),
    /// Run SQL and show its rows, without changing anything
    Query(query::Query),
    /// Show where the time of a statement goes, and what would make it faster
    Explain(explain::Explain),
    /// Fill the tables with plausible rows
    Seed(seed::Seed),
    /// Open psql on the database
    Psql(psql::Psql),
    /// The private development server of this project
    #[command(subcommand, after_help = db::EXAMPLES)]
    Db(db::Db),
    /// What Zero needs of the database, and the schema of its clients
    #[command(subcommand, after_help = zero::EXAMPLES)]
    Zero(zero::Zero),
    /// Print completions for a shell
    Completions(crate::commands::completions::Completions),
}
