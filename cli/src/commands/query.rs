//! `tablewright query`

use std::io::IsTerminal;
use std::ops::Range;
use std::pin::pin;

use futures_util::StreamExt;
use tablewright::connect::Endpoint;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use crate::cli::{Global, Wanted};
use crate::failure::{Failure, Result};
use crate::rows::{self, Column, Kind, Look, Row};
use crate::statement::{self, Script, Source};
use crate::{database, output};

const EXAMPLES: &str = "Examples:
  tablewright query 'SELECT id, title FROM todo ORDER BY id'
  tablewright query 'SELECT * FROM todo WHERE title = $1' --param 'Buy milk'
  tablewright query 'SELECT * FROM post' --expanded --limit 3
  tablewright query 'SELECT * FROM post' --format csv > post.csv
  tablewright query --file report.sql --format json | jq '.[].total'
  tablewright query 'DELETE FROM todo WHERE done' --write

It runs in a read-only transaction, which is rolled back: nothing can be changed by mistake. With `--write`, one statement runs by \
itself, and several of a file in one transaction, which is committed.

JSON has numbers as numbers, `jsonb` nested, arrays and vectors as lists. In CSV, NULL is nothing and an empty text is \"\".";

/// How many rows a table shows where nobody says.
const LIMIT: usize = 1000;

/// Statements that end the transaction, or work only with one.
const TRANSACTION: [&str; 8] =
    ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"];

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Query {
    #[command(flatten)]
    source: Source,
    /// Commit what the statements change
    #[arg(long)]
    write: bool,
    /// Show one value a line
    #[arg(long, short = 'x')]
    expanded: bool,
    /// Show this many rows at most, 0 for all [default: 1000 for a table, all for CSV and JSON]
    #[arg(long, value_name = "ROWS")]
    limit: Option<usize>,
}

impl Query {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let url = database::any(global)?;
        let limit = match (self.limit, global.wanted) {
            (Some(0), _) | (None, Wanted::Csv | Wanted::Json) => usize::MAX,
            (Some(limit), _) => limit,
            (None, Wanted::Text) => LIMIT,
        };
        let show = Show { wanted: global.wanted, expanded: self.expanded, limit, write: self.write };
        let script = self.source.read()?;
        if let Some(range) =
            script.statements.iter().find(|range| TRANSACTION.contains(&&*script.verb(range)))
        {
            return Err(Failure::with_help(
                format!(
                    "`{}` is not for this command, which has a transaction of its own",
                    script.verb(range)
                ),
                "leave it out; `--write` commits, and `tablewright psql` takes everything",
            ));
        }
        let (client, endpoint) = database::connect(&url).await?;
        let together = script.statements.len() > 1;
        match (self.write, together) {
            (true, false) => {}
            (true, true) => begin(&client, "BEGIN").await?,
            (false, _) => begin(&client, "BEGIN READ ONLY").await?,
        }
        for range in &script.statements {
            let work = run(&client, &endpoint, &script, range, show);
            statement::interruptible(&client, &endpoint, work).await?;
        }
        match (self.write, together) {
            (true, false) => Ok(()),
            (true, true) => begin(&client, "COMMIT").await,
            // The end of the connection would do as well.
            (false, _) => begin(&client, "ROLLBACK").await.or(Ok(())),
        }
    }
}

/// How results are shown.
#[derive(Clone, Copy)]
struct Show {
    wanted: Wanted,
    expanded: bool,
    limit: usize,
    write: bool,
}

async fn begin(client: &Client, statement: &str) -> Result {
    let done = client.batch_execute(statement).await;
    done.map_err(|error| {
        Failure::new(error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned()))
    })
}

/// Runs one statement and shows what it returns, row by row where the form allows it.
async fn run(
    client: &Client,
    endpoint: &Endpoint,
    script: &Script,
    range: &Range<usize>,
    show: Show,
) -> Result {
    let failed = |error: &tokio_postgres::Error| explain(script, range, error);
    let statement = script.prepare(client, range).await?;
    let columns: Vec<Column> = statement
        .columns()
        .iter()
        .map(|column| Column { name: column.name().to_owned(), kind: Kind::of(column.type_()) })
        .collect();
    let text = script.runnable(client, range).await?;
    let stream = client.simple_query_raw(&text).await.map_err(|error| failed(&error))?;
    let mut stream = pin!(stream);
    let mut printer = Printer::new(&columns, show)?;
    let mut changed = None;
    while let Some(message) = stream.next().await {
        match message.map_err(|error| failed(&error))? {
            SimpleQueryMessage::Row(row) if printer.count < show.limit => {
                printer.row(values(&row, columns.len()))?
            }
            SimpleQueryMessage::Row(_) => {
                printer.more = true;
                // What changes rows has to come to its end, and a cancelled statement would take those after it along.
                if !show.write && script.statements.len() == 1 {
                    let _ = client.cancel_token().cancel_query(endpoint.connector()).await;
                    break;
                }
            }
            SimpleQueryMessage::CommandComplete(rows) => changed = Some(rows),
            _ => {}
        }
    }
    printer.finish(changed)
}

/// With what to do about a statement that is refused because it would change something.
fn explain(script: &Script, range: &Range<usize>, error: &tokio_postgres::Error) -> Failure {
    match script.failure(error, range) {
        Failure::Said { message, .. } if error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION) => {
            Failure::with_help(message, "`--write` runs it outside of the read-only transaction and commits")
        }
        Failure::Said { message, .. } if error.code() == Some(&SqlState::ACTIVE_SQL_TRANSACTION) => {
            Failure::with_help(message, "`--write` runs a single statement without a transaction")
        }
        other => other,
    }
}

fn values(row: &SimpleQueryRow, columns: usize) -> Row {
    (0..columns).map(|i| row.get(i).map(str::to_owned)).collect()
}

/// Writes rows as they come, or keeps them for a table.
struct Printer<'c> {
    columns: &'c [Column],
    names: Vec<String>,
    show: Show,
    look: Look,
    count: usize,
    more: bool,
    kept: Vec<Row>,
}

impl<'c> Printer<'c> {
    fn new(columns: &'c [Column], show: Show) -> Result<Self> {
        let width = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        let look = Look { width: width.filter(|_| std::io::stdout().is_terminal()) };
        let printer = Self {
            columns,
            names: rows::names(columns),
            show,
            look,
            count: 0,
            more: false,
            kept: Vec::new(),
        };
        if show.wanted == Wanted::Csv && !columns.is_empty() {
            output::result(&rows::csv_line(columns.iter().map(|column| Some(column.name.as_str()))))?;
        }
        Ok(printer)
    }

    fn row(&mut self, row: Row) -> Result {
        self.count += 1;
        match self.show.wanted {
            Wanted::Csv => output::result(&rows::csv_line(row.iter().map(Option::as_deref))),
            Wanted::Json => {
                let before = if self.count == 1 { "[\n  " } else { ",\n  " };
                output::result(&format!("{before}{}", rows::object(&self.names, self.columns, &row)))
            }
            Wanted::Text if self.show.expanded => {
                output::result(&rows::expanded(self.columns, &row, self.count, self.look))
            }
            Wanted::Text => {
                self.kept.push(row);
                Ok(())
            }
        }
    }

    fn finish(self, changed: Option<u64>) -> Result {
        let has_rows = !self.columns.is_empty();
        match self.show.wanted {
            Wanted::Json if has_rows && self.count == 0 => output::result("[]\n")?,
            Wanted::Json if has_rows => output::result("\n]\n")?,
            Wanted::Json => output::result(&format!("{{\"changed\": {}}}\n", changed.unwrap_or(0)))?,
            Wanted::Text if has_rows && !self.show.expanded => {
                output::result(&rows::table(self.columns, &self.kept, self.look))?;
            }
            Wanted::Text | Wanted::Csv => {}
        }
        let rows = |count: u64| if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        let shown = rows(u64::try_from(self.count).unwrap_or(u64::MAX));
        match (has_rows, self.more, self.show.write) {
            (true, true, _) => output::say(format!("{shown} of more: `--limit 0` shows all")),
            (true, false, true) => output::say(format!("{shown}, committed")),
            (true, false, false) => output::say(format!("{shown}, read only")),
            (false, _, true) => output::say(format!("{} changed, committed", rows(changed.unwrap_or(0)))),
            (false, _, false) => output::say("done, in a transaction that is rolled back"),
        }
        Ok(())
    }
}
