//! `tablewright explain`

use tokio_postgres::{Client, SimpleQueryMessage};

use crate::cli::{Format, Global};
use crate::explain::{self, Plan};
use crate::failure::{Failure, Result};
use crate::statement::{self, Script, Source};
use crate::{database, output};

const EXAMPLES: &str = "Examples:
  tablewright explain 'SELECT * FROM post WHERE status = $1' --param draft
  tablewright explain --file slow.sql
  tablewright explain 'DELETE FROM todo WHERE done'          it runs, and is rolled back
  tablewright explain 'SELECT ..' --plan-only                it does not run: estimates alone
  tablewright explain 'SELECT ..' --format json

The statement runs, in a transaction that is rolled back; what a transaction does not undo stays, such as the next number of a sequence. \
Each node of the plan has the time that it took itself, its share of all, and its rows, got and expected, in each of its loops. Below \
stands what would make it faster, as lines for schema.sql where that is a change of the schema.";

/// What can be explained.
const EXPLAINED: [&str; 8] = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE"];

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    #[command(flatten)]
    source: Source,
    /// Do not run the statement: show what the server expects
    #[arg(long)]
    plan_only: bool,
}

impl Explain {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let url = database::any(global)?;
        let script = self.source.read()?;
        let [range] = &script.statements[..] else {
            return Err(Failure::with_help(
                format!("there are {} statements", script.statements.len()),
                "explain them one by one",
            ));
        };
        let verb = script.verb(range);
        if !EXPLAINED.contains(&verb.as_str()) {
            return Err(Failure::with_help(
                format!("`{verb}` has no plan"),
                "SELECT, VALUES, INSERT, UPDATE, DELETE and MERGE have, written without `EXPLAIN`",
            ));
        }
        let (client, endpoint) = database::connect(&url).await?;
        let work = ask(&client, &script, self.plan_only);
        let text = statement::interruptible(&client, &endpoint, work).await?;
        let plan = Plan::parse(&text).ok_or_else(|| Failure::new("the server's plan cannot be read"))?;
        let facts = explain::read(&client, &plan.root).await;
        let facts = facts.map_err(|error| Failure::new(format!("cannot look at the tables: {error}")))?;
        let advice = explain::advise(&plan, &facts);
        match global.format {
            Format::Text => output::result(&explain::draw(&plan, &advice)),
            Format::Json => output::json(&explain::json(&plan, &advice)),
        }
    }
}

/// The plan as JSON.
async fn ask(client: &Client, script: &Script, plan_only: bool) -> Result<String> {
    let range = &script.statements[0];
    let failed = |error: tokio_postgres::Error| script.failure(&error, range);
    script.prepare(client, range).await?;
    let options = if plan_only { "VERBOSE, FORMAT JSON" } else { "ANALYZE, VERBOSE, BUFFERS, FORMAT JSON" };
    client.batch_execute("BEGIN").await.map_err(failed)?;
    let text = script.runnable(client, range).await?;
    let answer = client.simple_query(&format!("EXPLAIN ({options}) {text}")).await.map_err(failed)?;
    client.batch_execute("ROLLBACK").await.map_err(failed)?;
    let lines: Vec<&str> = answer
        .iter()
        .filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        })
        .collect();
    Ok(lines.join("\n"))
}
