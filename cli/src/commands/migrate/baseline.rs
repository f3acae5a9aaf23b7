//! `tablewright migrate baseline`

use std::time::SystemTime;

use serde_json::json;
use tablewright::migrate::{Options, State};
use tablewright_codegen::config::Config;
use tablewright_codegen::migrations::{self, File, Language};
use tablewright_codegen::model::Schema;
use tablewright_codegen::report::{Answer, Code, Diagnostic};
use tablewright_codegen::{ddl, files};
use tokio_postgres::Client;

use crate::ask::{self, Answers};
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, project, source};

const EXAMPLES: &str = "Examples:
  tablewright migrate baseline
  tablewright migrate baseline --to 20261122143000_add_todo.sql   the database is older than the last migration
  tablewright migrate baseline --accept difference                although the two differ

Once, for a database that exists already: records the migrations of the folder as applied, without running them. First it compares the \
database with what they build; where the two differ it prints what the database lacks, records nothing, and ends with 2. Where the folder \
is empty, it writes a first migration with the schema of the database.";

/// What to say where the database is to be adopted although it differs.
const DIFFERENCE: &str = "difference";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Baseline {
    /// The last migration that the database has [default: the last one of the folder]
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// Adopt the database although it differs from what the migrations build: `difference`
    #[arg(long, value_name = "CODE", value_parser = [DIFFERENCE])]
    accept: Vec<String>,
}

impl Baseline {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let url = database::url(global, &config)?;
        let live = source::read(&url, global).await?;
        let schema = live.described.schema;
        let Some(server) = live.live else {
            return Err(Failure::new("the URL of a database to adopt begins with `postgres://`"));
        };
        already(&config, &server.0).await?;
        let files = migrations::list(&config.migrations.dir)?;
        let written = match files.is_empty() {
            true => Some(write(&config, &schema)?),
            false => {
                self.compare(&config, &files, &schema, &server).await?;
                None
            }
        };
        let (mut client, _) = database::connect(&url).await?;
        let migrations = super::apply::read(&config)?;
        let names = migrations.baseline(&mut client, &Options::default(), self.to.as_deref()).await?;
        output::done("recorded", format!("{} as applied ({})", names.join(", "), server.1));
        match global.format {
            Format::Text => Ok(()),
            Format::Json => output::json(&json!({ "recorded": names, "written": written })),
        }
    }

    /// Refuses where the database is not as the migrations would leave it.
    async fn compare(
        &self,
        config: &Config,
        files: &[File],
        live: &Schema,
        server: &(Client, tablewright::connect::Endpoint),
    ) -> Result {
        let last = self.to.as_deref();
        if let Some(last) = last.filter(|last| !files.iter().any(|f| f.name.file == *last)) {
            let message = format!("there is no migration `{last}`");
            let names = files.iter().map(|f| f.name.file.as_str());
            return Err(match tablewright_codegen::report::similar(last, names) {
                Some(near) => Failure::with_help(message, format!("did you mean `{near}`?")),
                None => Failure::new(message),
            });
        }
        let adopted: Vec<File> =
            files.iter().filter(|f| last.is_none_or(|last| f.name.file.as_str() <= last)).cloned().collect();
        let lacks = source::mend(config, live, &adopted, server).await?.to_sql();
        if lacks.is_empty() || self.accept.iter().any(|accepted| accepted == DIFFERENCE) {
            return Ok(());
        }
        output::result(&lacks)?;
        let answer = Answer::Accept(DIFFERENCE.to_owned());
        let message = "the database is not as the migrations would leave it: this would lead there";
        let error = Diagnostic::new(Code::Ledger, message).answers([answer]).help(
            "let `--to NAME` name the last migration that the database has, write the difference as a migration of its own, or adopt it \
             all the same with `--accept difference`",
        );
        ask::decide(error.into(), &mut Answers::default())
    }
}

/// A database with a ledger is adopted already: said before anything is compared or written.
async fn already(config: &Config, client: &Client) -> Result {
    let entries = super::apply::read(config)?.status(client).await?;
    match entries.iter().find(|entry| entry.state != State::Pending) {
        None => Ok(()),
        Some(entry) => Err(Failure::with_help(
            format!("this database is adopted already: its ledger has {}", entry.name),
            "`tablewright migrate status` shows what ran, `migrate apply` applies the rest, `migrate repair` mends the record",
        )),
    }
}

/// The first migration: the schema as it is.
fn write(config: &Config, live: &Schema) -> Result<String> {
    let text = ddl::schema_file(live)?;
    let path =
        migrations::write(&config.migrations.dir, "baseline", Language::Sql, &text, SystemTime::now())?;
    let file = files::display(&path);
    output::done("wrote", format!("{file}: the schema of the database"));
    Ok(file)
}
