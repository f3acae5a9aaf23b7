//! `tablewright partitions`

use clap::Subcommand;
use serde_json::{Value, json};
use tablewright::partitions::{self, Every, Missing, Options, Part, Partitioned, Range, Report, Status};
use tablewright_codegen::load::Described;
use tablewright_codegen::migrations;
use tablewright_codegen::model::{ObjectId, QName};
use tokio_postgres::Client;

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright partitions                              what is there, and what is missing
  tablewright partitions maintain                     make the next ones, let go of those that are too old
  tablewright partitions maintain --dry-run
  tablewright partitions maintain --table event --ahead 6 --keep 24

A table says above it what it wants: `-- @partition every=month ahead=3 keep=24`; `every` is hour, day, week, month, quarter or year, in UTC.";

const MAINTAIN_EXAMPLES: &str = "Examples:
  tablewright partitions maintain                     once a day, from cron or a scheduled task
  tablewright partitions maintain --drop              throws away what was let go: its rows are gone

What is too old is let go with DETACH .. CONCURRENTLY and stays as a table by itself. Several runs at once are safe, and a run that was \
interrupted is completed by the next.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Partitions {
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Subcommand)]
enum Sub {
    /// Make the next partitions, and let go of those that are too old
    Maintain(Maintain),
}

#[derive(clap::Args)]
#[command(after_help = MAINTAIN_EXAMPLES)]
struct Maintain {
    /// Only this table
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    /// How many partitions there are to be after the current one [default: what the table says, or 3]
    #[arg(long, value_name = "COUNT")]
    ahead: Option<u32>,
    /// How many to keep before the current one [default: what the table says, or all]
    #[arg(long, value_name = "COUNT")]
    keep: Option<u32>,
    /// Drop what was let go, now or before: its rows are gone
    #[arg(long)]
    drop: bool,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

impl Partitions {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let described = project::schema(&config)?;
        let mut tables = tables(&described)?;
        if let Some(Sub::Maintain(Maintain { table: Some(name), .. })) = &self.command {
            let known: Vec<String> = tables.iter().map(|(own, _)| own.to_string()).collect();
            tables.retain(|(own, _)| own.to_string() == *name);
            if tables.is_empty() {
                let help = format!("those that `@partition` stands above are: {}", known.join(", "));
                return Err(Failure::with_help(format!("nothing says how `{name}` is partitioned"), help));
            }
        }
        let (mut client, _) = database::connect(&database::url(global, &config)?).await?;
        match self.command {
            None => status(&mut client, &tables, global).await,
            Some(Sub::Maintain(command)) => command.run(&mut client, tables, global).await,
        }
    }
}

/// The tables that say what they want.
fn tables(described: &Described) -> Result<Vec<(QName, Partitioned)>> {
    let mut tables = Vec::new();
    for name in migrations::kept_up(&described.notes) {
        let note = described.notes.get(&ObjectId::Table(name.clone()));
        let Some(upkeep) = note.and_then(|note| note.partitions.as_ref()) else { continue };
        let every: Every = upkeep.every.parse().map_err(Failure::new)?;
        let mut table = Partitioned::new(&name.name, every).in_namespace(&name.namespace).ahead(upkeep.ahead);
        if let Some(keep) = upkeep.keep {
            table = table.keep(keep);
        }
        tables.push((name, table));
    }
    if tables.is_empty() {
        return Err(Failure::with_help(
            "no table says how its partitions are made",
            "write `-- @partition every=month ahead=3 keep=24` above a table that is `PARTITION BY RANGE` of a date or timestamp column",
        ));
    }
    Ok(tables)
}

async fn status(client: &mut Client, tables: &[(QName, Partitioned)], global: &Global) -> Result {
    let mut text = String::new();
    let mut all = Vec::new();
    for (name, table) in tables {
        let status =
            partitions::status(client, table).await.map_err(|error| Failure::new(error.to_string()))?;
        text.push_str(&shown(name, &status));
        all.push(status_json(name, &status));
    }
    match global.format {
        Format::Text => output::result(&text),
        Format::Json => output::json(&all),
    }
}

/// A table with a line for each of its partitions.
fn shown(name: &QName, status: &Status) -> String {
    let mut lines = vec![format!("{name} by {} ({})", status.column, status.ty)];
    let widest = status.parts.iter().map(|part| part.name.chars().count()).max().unwrap_or_default();
    for part in &status.parts {
        let (range, size) = (range(part), size(part.bytes));
        let rows = part.rows.map_or_else(|| "not analyzed".to_owned(), |rows| format!("~{rows} rows"));
        let old = status.outdated.contains(&part.name);
        let note = if part.pending {
            "  half let go"
        } else if old {
            "  too old"
        } else {
            ""
        };
        lines.push(format!("  {:widest$}  {range:<37}  {rows}, {size}{note}", part.name));
    }
    lines.extend(
        status
            .missing
            .iter()
            .map(|one| format!("  {:widest$}  missing: {} to {}", one.name, time(one.from), time(one.to))),
    );
    lines.extend(status.detached.iter().map(|name| format!("  {name}  let go, still there as a table")));
    lines.join("\n") + "\n"
}

fn range(part: &Part) -> String {
    let end = |at: Option<jiff::civil::DateTime>, none: &str| at.map_or_else(|| none.to_owned(), time);
    match part.range {
        Range::Default => "the rest".to_owned(),
        Range::Times(from, to) => format!("{} to {}", end(from, "the beginning"), end(to, "the end")),
    }
}

/// A time without a midnight.
fn time(at: jiff::civil::DateTime) -> String {
    let midnight = at.time() == jiff::civil::Time::midnight();
    if midnight { at.date().to_string() } else { at.strftime("%Y-%m-%d %H:%M").to_string() }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} bytes"),
        10_240..10_485_760 => format!("{} kB", bytes / 1024),
        10_485_760..10_737_418_240 => format!("{} MB", bytes / 1_048_576),
        _ => format!("{} GB", bytes / 1_073_741_824),
    }
}

fn status_json(name: &QName, status: &Status) -> Value {
    let part = |part: &Part| {
        let (from, to) = match part.range {
            Range::Default => (None, None),
            Range::Times(from, to) => (from.map(|at| at.to_string()), to.map(|at| at.to_string())),
        };
        let is_default = part.range == Range::Default;
        json!({ "name": part.name, "default": is_default, "from": from, "to": to, "rows": part.rows, "bytes": part.bytes, "pending": part.pending })
    };
    json!({
        "table": name.to_string(),
        "column": status.column,
        "partitions": status.parts.iter().map(part).collect::<Vec<_>>(),
        "missing": status.missing.iter().map(missing_json).collect::<Vec<_>>(),
        "outdated": status.outdated,
        "detached": status.detached,
    })
}

fn missing_json(one: &Missing) -> Value {
    json!({ "name": one.name, "from": one.from.to_string(), "to": one.to.to_string() })
}

impl Maintain {
    async fn run(self, client: &mut Client, tables: Vec<(QName, Partitioned)>, global: &Global) -> Result {
        let options = Options { drop: self.drop, dry_run: self.dry_run, ..Options::default() };
        let mut all = Vec::new();
        let mut failed = Vec::new();
        for (name, mut table) in tables {
            table = self.ahead.into_iter().fold(table, Partitioned::ahead);
            table = self.keep.into_iter().fold(table, Partitioned::keep);
            // What is wrong with one table is no reason to leave the next without partitions.
            match partitions::maintain(client, &table, &options).await {
                Ok(report) => {
                    self.tell(&name, &report);
                    all.push(report_json(&name, &report));
                }
                Err(error) => failed.push(format!("{name}: {error}")),
            }
        }
        if global.format == Format::Json {
            output::json(&all)?;
        }
        if failed.is_empty() { Ok(()) } else { Err(Failure::new(failed.join("\n"))) }
    }

    fn tell(&self, name: &QName, report: &Report) {
        let would = if self.dry_run { "would have " } else { "" };
        for one in &report.made {
            output::done(
                &format!("{would}made"),
                format!("{} for {} to {}", one.name, time(one.from), time(one.to)),
            );
        }
        report.detached.iter().for_each(|part| output::done(&format!("{would}let go of"), part));
        report.dropped.iter().for_each(|part| output::done(&format!("{would}dropped"), part));
        if *report == Report::default() {
            output::say(format!("{name} has its partitions"));
        }
    }
}

fn report_json(name: &QName, report: &Report) -> Value {
    let made: Vec<Value> = report.made.iter().map(missing_json).collect();
    json!({ "table": name.to_string(), "made": made, "detached": report.detached, "dropped": report.dropped })
}
