//! `tablewright migrate check`

use serde_json::json;
use tablewright::migrate::{Entry, Problem};
use tablewright_codegen::migrations::replay;
use tablewright_codegen::plan::{self, Options};

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate check              in CI
  tablewright migrate check --offline    without looking at the database

Ends with 1 where the schema has changes that no migration makes (they are printed), or where a migration that has run on the \
database was edited or is missing. Migrations that have not run are no mistake.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// Do not look at the database, even where one is configured
    #[arg(long)]
    offline: bool,
}

impl Check {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let old = replay(&config.migrations.dir)?.schema;
        let new = project::schema(&config)?;
        let options = Options {
            target: config.database.target,
            renames: plan::renames(&new.notes),
            ..Options::default()
        };
        let missing = plan::plan(&old, &new.schema, &options)?.to_sql();

        let url = if self.offline { None } else { database::configured(global, &config)? };
        let problems = match &url {
            None => Vec::new(),
            Some(url) => {
                let (client, _) = database::connect(url).await?;
                let entries = super::apply::read(&config)?.status(&client).await?;
                entries.iter().filter_map(Entry::problem).map(Problem::to_string).collect()
            }
        };
        let good = missing.is_empty() && problems.is_empty();
        match global.format {
            Format::Json => output::json(&json!({
                "ok": good, "missing": missing, "problems": problems, "database": url.is_some(),
            }))?,
            Format::Text => output::result(&missing)?,
        }
        if good {
            let compared = if url.is_some() { ", and fit the database" } else { "" };
            output::done("good:", format!("the migrations make the schema{compared}"));
            return Ok(());
        }
        for problem in &problems {
            output::warn(problem);
        }
        Err(match missing.is_empty() {
            true => Failure::new("the migrations do not fit what has run on the database"),
            false => Failure::with_help(
                "the schema has changes that no migration makes",
                "run `tablewright migrate build` and commit the file that it writes",
            ),
        })
    }
}
