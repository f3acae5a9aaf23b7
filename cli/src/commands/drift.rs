//! `tablewright drift`

use serde_json::json;
use tablewright::migrate::State;
use tablewright_codegen::config::Config;
use tablewright_codegen::migrations::{self, File};
use tokio_postgres::Client;

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{costs, database, output, project, source};

const EXAMPLES: &str = "Examples:
  tablewright drift
  tablewright drift --url postgres://localhost/shop
  tablewright drift --format json
  tablewright drift > mend.sql                the SQL that puts the database back

Compares the database with what the migrations that its ledger lists as applied build: what somebody changed by hand. Where none is \
applied, nothing should be there. The SQL that would mend the database is printed, never run.

It ends with 0 when there is no drift, 2 when there is, 1 on an error. Expressions are compared in the server's words, for which a role \
with CREATEDB is needed; without it some may be shown that mean the same, and a warning says so.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Drift {}

impl Drift {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let (client, endpoint) = database::connect(&database::url(global, &config)?).await?;
        let applied = applied(&config, &client).await?;
        let live = source::catalog(&client, "is not compared").await?.schema;
        let (count, shown) = (applied.len(), endpoint.to_string());
        let mend = source::mend(&config, &live, &applied, &(client, endpoint)).await?;
        match global.format {
            Format::Text => output::result(&mend.to_sql())?,
            Format::Json => {
                let mut fields = costs::json(&mend);
                fields.insert("drift".to_owned(), json!(!mend.is_empty()));
                output::json(&fields)?;
            }
        }
        let built = match count {
            0 => "an empty schema, for no migration is applied".to_owned(),
            1 => "what 1 applied migration builds".to_owned(),
            count => format!("what {count} applied migrations build"),
        };
        if mend.is_empty() {
            output::done("no drift:", format!("{shown} is {built}"));
            return Ok(());
        }
        let statements = match mend.steps().len() {
            1 => "1 statement mends it".to_owned(),
            count => format!("{count} statements mend it"),
        };
        Err(Failure::Differs(format!("{shown} is not {built}: {statements}")))
    }
}

/// The migrations that the ledger lists as applied.
async fn applied(config: &Config, client: &Client) -> Result<Vec<File>> {
    let entries = super::migrate::apply::read(config)?.status(client).await?;
    if let Some(problem) = entries.iter().find_map(|entry| entry.problem()) {
        return Err(Failure::with_help(
            format!("the database cannot be compared with its migrations: {problem}"),
            "`tablewright migrate status` shows what ran, `tablewright migrate repair` mends the record",
        ));
    }
    for entry in &entries {
        if let State::Failed { done: done @ 1.., .. } = entry.state {
            output::warn(format!(
                "{} failed after {done} of its statements: what those did is shown as drift; `tablewright migrate apply` resumes it",
                entry.name
            ));
        }
    }
    let ran = |file: &File| {
        entries.iter().any(|e| e.name == file.name.file && matches!(e.state, State::Applied { .. }))
    };
    Ok(migrations::list(&config.migrations.dir)?.into_iter().filter(ran).collect())
}
