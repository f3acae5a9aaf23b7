//! `tablewright migrate status`

use anstyle::AnsiColor;
use serde_json::json;
use tablewright::migrate::{Entry, State};

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate status
  tablewright migrate status --format json | jq '.[] | select(.state == \"pending\")'";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Status {}

impl Status {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let migrations = super::apply::read(&config)?;
        let (client, endpoint) = database::connect(&database::url(global, &config)?).await?;
        let entries = migrations.status(&client).await?;
        output::say(format!("{endpoint}"));
        match global.format {
            Format::Json => output::json(&entries.iter().map(to_json).collect::<Vec<_>>()),
            Format::Text if entries.is_empty() => {
                output::say("there are no migrations; `tablewright migrate build` writes the first");
                Ok(())
            }
            Format::Text => {
                let width = entries.iter().map(|e| e.name.chars().count()).max().unwrap_or_default();
                output::result(&entries.iter().map(|e| line(e, width)).collect::<String>())
            }
        }
    }
}

/// The state in a word, and more about it.
fn words(entry: &Entry) -> (&'static str, String, AnsiColor) {
    let order = if entry.out_of_order { "older than one that has run" } else { "" };
    match &entry.state {
        State::Applied { at } => ("applied", at.clone(), AnsiColor::Green),
        State::Pending => ("pending", order.to_owned(), AnsiColor::Yellow),
        State::Failed { done: 0, error } => ("failed", error.clone(), AnsiColor::Red),
        State::Failed { done, error } => {
            ("failed", format!("after {done} statements: {error}"), AnsiColor::Red)
        }
        State::Problem(problem) => ("problem", problem.to_string(), AnsiColor::Red),
        // The library may learn more states.
        _ => ("unknown", String::new(), AnsiColor::Yellow),
    }
}

fn line(entry: &Entry, width: usize) -> String {
    let (state, note, color) = words(entry);
    let color = color.on_default();
    let line = format!("{color}{state:<8}{color:#} {:<width$}  {note}", entry.name);
    format!("{}\n", line.trim_end())
}

fn to_json(entry: &Entry) -> serde_json::Value {
    let (state, note, _) = words(entry);
    json!({ "name": entry.name, "state": state, "note": note, "out_of_order": entry.out_of_order })
}
