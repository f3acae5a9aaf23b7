//! `--prove`: the whole folder on a throwaway server, with rows in every table, before anyone relies on it.
//!
//! Before each migration, every table without rows gets some. Then its statements run one by one, and what they did is
//! compared with what its header says: a table that was written again, rows that are gone. At the end the catalog has to be
//! that of a fresh database with the schema.

mod rows;
mod watch;

use std::collections::BTreeMap;

use tablewright_codegen::config::Config;
use tablewright_codegen::migrations::{self, File, Language};
use tablewright_codegen::model::{SECRET, Schema};
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::{ddl, files};
use tablewright_devdb::Server;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error, NoTls};

use crate::failure::{Failure, Result};
use crate::output;
use crate::progress::Progress;
use watch::Watch;

/// What a proof says beside that it holds.
#[derive(Debug, Default)]
pub(super) struct Proof {
    /// What does not hold, in words.
    pub(super) findings: Vec<String>,
    /// Tables that got no row, with the reason.
    pub(super) empty: BTreeMap<String, String>,
}

/// A migration to run.
struct Step {
    name: String,
    text: String,
}

/// Proves the folder and the text of the next migration, which is not in it yet.
pub(super) async fn prove(config: &Config, next: &str, schema: &Schema) -> Result {
    let mut steps = Vec::new();
    for file in migrations::list(&config.migrations.dir)? {
        steps.push(step(&file)?);
    }
    steps.push(Step { name: "the new migration".to_owned(), text: next.to_owned() });
    let extensions: Vec<String> = schema.extensions.keys().cloned().collect();
    let progress = Progress::spinner("proving the migrations on a throwaway server");
    let server = Server::start(&tablewright_devdb::Options::new().extensions(extensions))?;
    let proof = run(&server, &steps, schema, config.database.target).await?;
    drop(progress);
    for (table, reason) in &proof.empty {
        output::warn(format!("nothing is proven of rows in {table}, which got none: {reason}"));
    }
    if proof.findings.is_empty() {
        output::done("proved", format!("{} migrations on a throwaway server", steps.len()));
        return Ok(());
    }
    let help = "nothing was written; for what only you can know, edit the migration after `--dry-run`";
    Err(Failure::with_help(format!("the proof fails:\n  {}", proof.findings.join("\n  ")), help))
}

fn step(file: &File) -> Result<Step> {
    let name = file.name.file.clone();
    if file.name.language == Language::Rust {
        let help =
            "prove the folder in a test of your own: run your program against `tablewright_devdb::Server`";
        return Err(Failure::with_help(format!("{name} is a program, which only you can run"), help));
    }
    Ok(Step { name, text: files::read(&file.path)?.text.clone() })
}

async fn run(server: &Server, steps: &[Step], schema: &Schema, target: u8) -> Result<Proof> {
    let mut proof = Proof::default();
    let changed = database(server, "changed").await?;
    for step in steps {
        proof.empty = rows::fill(&changed).await?;
        let mut watch = Watch::new(&changed, &step.text).await?;
        for part in step.text.split("-- @commit") {
            let applied = apply(&changed, part, &mut watch).await;
            applied.map_err(|error| {
                let message = said(error).message();
                Failure::new(format!("{} fails with rows in the tables: {message}", step.name))
            })?;
        }
        let findings = watch.finish(&changed).await?;
        proof.findings.extend(findings.into_iter().map(|finding| format!("{}: {finding}", step.name)));
    }
    let fresh = database(server, "fresh").await?;
    // As pg_dump does: a body that is text may name what comes later. Its roles are there by now.
    let text = format!("SET check_function_bodies = off;\n{}", ddl::schema_sql(schema));
    // Any will do: what is compared is that there is one.
    let text = text.replace(SECRET, "'secret'");
    fresh.batch_execute(&text).await.map_err(said)?;
    proof.findings.extend(difference(&changed, &fresh, target).await?);
    Ok(proof)
}

/// One part between `-- @commit`: a transaction, unless it is one statement. A role that it names and that the server lacks is
/// made: roles belong to a server, not to a schema.
async fn apply(client: &Client, part: &str, watch: &mut Watch) -> Result<(), Error> {
    loop {
        let Err(error) = apply_once(client, part, watch).await else { return Ok(()) };
        let _ = client.batch_execute("ROLLBACK").await;
        let Some(role) = missing_role(&error) else { return Err(error) };
        client.batch_execute(&format!("CREATE ROLE \"{}\"", role.replace('"', "\"\""))).await?;
        watch.look(client).await?;
    }
}

async fn apply_once(client: &Client, part: &str, watch: &mut Watch) -> Result<(), Error> {
    let statements = tablewright_codegen::sql::statement_ranges(part);
    let together = statements.len() > 1;
    if together {
        client.batch_execute("BEGIN").await?;
    }
    for range in statements {
        let statement = &part[range];
        client.batch_execute(statement).await?;
        watch.after(client, statement).await?;
    }
    if together {
        client.batch_execute("COMMIT").await?;
    }
    Ok(())
}

fn missing_role(error: &Error) -> Option<String> {
    let db = error.as_db_error().filter(|db| *db.code() == SqlState::UNDEFINED_OBJECT)?;
    let name = db.message().strip_prefix("role \"")?.strip_suffix("\" does not exist")?;
    Some(name.to_owned())
}

async fn database(server: &Server, name: &str) -> Result<Client> {
    server.create_database_from("template0", name)?;
    let (client, connection) = tokio_postgres::connect(&server.url(name), NoTls).await.map_err(said)?;
    tokio::spawn(connection);
    Ok(client)
}

/// What the migrated database lacks of the fresh one.
async fn difference(changed: &Client, fresh: &Client, target: u8) -> Result<Option<String>> {
    let read = async |client| {
        tablewright_catalog::read(client).await.map_err(|error| Failure::new(error.to_string()))
    };
    let (mut changed, mut fresh) = (read(changed).await?, read(fresh).await?);
    // The throwaway server keeps names that the real one does not have.
    changed.schema.forget_not_nulls(target);
    fresh.schema.forget_not_nulls(target);
    if changed.schema == fresh.schema {
        return Ok(None);
    }
    let options = Options { offline: true, target: 18, ..Options::default() };
    let missing = plan::plan(&changed.schema, &fresh.schema, &options)?.to_sql();
    Ok(Some(format!("the migrations do not make the schema; this is left:\n{missing}")))
}

fn said(error: Error) -> Failure {
    Failure::new(error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned()))
}
