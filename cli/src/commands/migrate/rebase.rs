//! `tablewright migrate rebase`

use std::time::SystemTime;

use serde_json::json;
use tablewright::migrate::{Entry, State};
use tablewright_codegen::config::Config;
use tablewright_codegen::migrations;

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate rebase                                 those that have not run and are older than one that has
  tablewright migrate rebase 20261122143000_add_todo.sql     this one
  tablewright migrate rebase add_todo --dry-run              only say what it would do

After merging another branch: gives migrations of this branch a new time, so that they come after those of the other one. They keep \
their order. A migration that has run is never renamed.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Rebase {
    /// The migrations, by name or subject [default: what has not run and is older than one that has]
    names: Vec<String>,
    /// Do not look at the database, even where one is configured
    #[arg(long)]
    offline: bool,
    /// Say what would be renamed
    #[arg(long)]
    dry_run: bool,
}

impl Rebase {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let entries = self.entries(global, &config).await?;
        let names = match (self.names.is_empty(), &entries) {
            (false, _) => self.named(&config, entries.as_deref())?,
            (true, Some(entries)) => {
                entries.iter().filter(|e| e.out_of_order).map(|e| e.name.clone()).collect()
            }
            (true, None) => {
                return Err(Failure::with_help(
                    "without a database nobody can tell which migrations have not run",
                    "name them: `tablewright migrate rebase add_todo`",
                ));
            }
        };
        if let Some(entry) = entries.iter().flatten().find(|e| names.contains(&e.name) && has_run(e)) {
            return Err(Failure::with_help(
                format!("{} has run on the database, so its name stays", entry.name),
                "rename the migration of the other branch, or write a new one",
            ));
        }
        let renames = migrations::rebase(&config.migrations.dir, &names, SystemTime::now())?;
        if !self.dry_run {
            renames.apply()?;
        }
        for (from, to) in renames.iter() {
            output::done(if self.dry_run { "would rename" } else { "renamed" }, format!("{from} to {to}"));
        }
        if renames.iter().next().is_none() {
            output::say("nothing to rename: what has not run comes last already");
        }
        match global.format {
            Format::Text => Ok(()),
            Format::Json => output::json(
                &renames.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect::<Vec<_>>(),
            ),
        }
    }

    /// What the database says of each migration; `None` where there is none to ask.
    async fn entries(&self, global: &Global, config: &Config) -> Result<Option<Vec<Entry>>> {
        let url = if self.offline { None } else { database::configured(global, config)? };
        let Some(url) = url else {
            if !self.offline {
                output::warn("no database is configured, so nobody checked whether they have run somewhere");
            }
            return Ok(None);
        };
        let (client, _) = database::connect(&url).await?;
        Ok(Some(super::apply::read(config)?.status(&client).await?))
    }

    /// The files that were named, by name or subject.
    fn named(&self, config: &Config, entries: Option<&[Entry]>) -> Result<Vec<String>> {
        let files = migrations::list(&config.migrations.dir)?;
        let mut names = Vec::new();
        for wanted in &self.names {
            let wanted = wanted.rsplit(['/', '\\']).next().unwrap_or(wanted);
            let found: Vec<&str> = files
                .iter()
                .filter(|f| f.name.file == *wanted || f.name.slug == *wanted)
                .map(|f| f.name.file.as_str())
                // Of two with one subject, that which has run is not meant.
                .filter(|f| {
                    !entries.into_iter().flatten().any(|e| e.name == *f && *f != wanted && has_run(e))
                })
                .collect();
            match found[..] {
                [one] => names.push(one.to_owned()),
                [] => return Err(unknown(wanted, &files)),
                _ => {
                    return Err(Failure::with_help(
                        format!("`{wanted}` may be any of {}", found.join(", ")),
                        "write the whole name",
                    ));
                }
            }
        }
        Ok(names)
    }
}

fn unknown(wanted: &str, files: &[migrations::File]) -> Failure {
    let message = format!("there is no migration `{wanted}` that has not run");
    let names = files.iter().flat_map(|f| [f.name.file.as_str(), f.name.slug.as_str()]);
    match tablewright_codegen::report::similar(wanted, names) {
        Some(near) => Failure::with_help(message, format!("did you mean `{near}`?")),
        None => Failure::new(message),
    }
}

/// Whether the ledger counts on its name: all or a part of it has run.
fn has_run(entry: &Entry) -> bool {
    match &entry.state {
        State::Pending | State::Failed { done: 0, .. } => false,
        State::Applied { .. } | State::Failed { .. } | State::Problem(_) => true,
        // The library may learn more states.
        _ => true,
    }
}
