//! `SRC`: what a schema can be read from.

use std::collections::BTreeSet;
use std::path::Path;

use tablewright::connect::Endpoint;
use tablewright_catalog::Catalog;
use tablewright_codegen::config::Config;
use tablewright_codegen::load::Described;
use tablewright_codegen::model::{Audience, DefinitionId, ObjectId, QName, Schema};
use tablewright_codegen::plan::{self, Plan};
use tablewright_codegen::sql::Reader;
use tablewright_codegen::{check, ddl, files, migrations};
use tokio_postgres::Client;

use crate::cli::Global;
use crate::failure::{Failure, Result};
use crate::progress::Progress;
use crate::{database, output, project};

/// A file on its own is for no version in particular.
const NEWEST: u8 = 18;

/// What a source gives.
pub(crate) struct Source {
    pub(crate) described: Described,
    /// The server, when it is a live database: its expressions are as the server prints them.
    pub(crate) live: Option<(Client, Endpoint)>,
}

/// Reads a source: `schema`, a URL, a folder of migrations, or a file.
pub(crate) async fn read(source: &str, global: &Global) -> Result<Source> {
    if source.starts_with("postgres://") || source.starts_with("postgresql://") {
        return live(source).await;
    }
    Ok(Source { described: text(source, global)?, live: None })
}

fn text(source: &str, global: &Global) -> Result<Described> {
    if source == "schema" {
        return project::schema(&project::config(global)?);
    }
    let path = Path::new(source);
    if path.is_dir() {
        return Ok(migrations::replay(path)?);
    }
    if !path.exists() {
        return Err(Failure::with_help(
            format!("there is no `{source}`"),
            "name an SQL file, a folder of migrations, a postgres:// URL, or `schema` for what tablewright.toml describes",
        ));
    }
    file(path)
}

fn file(path: &Path) -> Result<Described> {
    let mut reader = Reader::new();
    reader.read(&files::read(path)?, Audience::Public);
    let described = reader.finish()?;
    check::check(&described, NEWEST)?;
    Ok(described)
}

async fn live(url: &str) -> Result<Source> {
    let (client, endpoint) = database::connect(url).await?;
    let schema = catalog(&client, "is not compared").await?.schema;
    Ok(Source { described: Described { schema, ..Described::default() }, live: Some((client, endpoint)) })
}

/// The catalog of a database; tells what the model does not know, and what that means.
pub(crate) async fn catalog(client: &Client, consequence: &str) -> Result<Catalog> {
    let progress = Progress::spinner("reading the catalog");
    let catalog = tablewright_catalog::read(client).await.map_err(|error| Failure::new(error.to_string()))?;
    drop(progress);
    for object in &catalog.unknown {
        output::warn(format!(
            "the database has {object}, which {consequence}: this kind of object is not known yet"
        ));
    }
    Ok(catalog)
}

/// What leads from a live database to what the migrations build.
pub(crate) async fn mend(
    config: &Config,
    live: &Schema,
    files: &[migrations::File],
    server: &(Client, Endpoint),
) -> Result<Plan> {
    let mut wanted = migrations::replay_files(files)?.schema;
    // The migrations do not say which partitions come and go; the schema does, where it can be read.
    let kept_up = project::schema(config).map(|described| migrations::kept_up(&described.notes));
    let live = &mut live.clone();
    forget_parts(live, &mut wanted, &kept_up.unwrap_or_default());
    // Where nothing is wanted there are no words to compare.
    let live = if wanted == Schema::default() { live.clone() } else { respell(live, &wanted, server).await };
    let options = plan::Options { target: config.database.target, ..plan::Options::default() };
    Ok(plan::plan(&live, &wanted, &options)?)
}

/// Leaves out the partitions that only one of a database and a description has, where maintenance sees to them.
pub(crate) fn forget_parts(live: &mut Schema, written: &mut Schema, kept_up: &BTreeSet<QName>) {
    let all = live.clone();
    migrations::forget_parts(live, written, kept_up);
    migrations::forget_parts(written, &all, kept_up);
}

/// A live schema in the words of the one that it is compared with. Only a server can say whether two expressions are the same, so it is
/// given the other schema as well, in a database that is removed again.
pub(crate) async fn respell(live: &Schema, written: &Schema, server: &(Client, Endpoint)) -> Schema {
    let (client, endpoint) = server;
    let name = format!("tablewright_diff_{}", std::process::id());
    let create = format!("CREATE DATABASE {name} TEMPLATE template0");
    let elaborated = match client.batch_execute(&create).await {
        Ok(()) => elaborate(&endpoint.with_database(&name), written).await,
        Err(error) => Err(Failure::new(said(&error))),
    };
    let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    match elaborated {
        Ok(elaborated) => tablewright_catalog::respell(live, written, &elaborated),
        Err(failure) => {
            output::warn(format!(
                "expressions are compared as the server prints them, so some of what follows may be no difference: it could not be given \
                 the other schema to compare ({})",
                failure.message()
            ));
            live.clone()
        }
    }
}

async fn elaborate(scratch: &Endpoint, written: &Schema) -> Result<Schema> {
    let client = scratch.connect().await?;
    // Neither holds anything that a server prints in its own way; a secret cannot be made up, and a database with a
    // subscription cannot be dropped.
    let mut written = written.clone();
    // Where rows are is nothing that a server prints, and the calls need Citus.
    written.tables.values_mut().for_each(|table| table.distribution = None);
    written
        .definitions
        .retain(|id, _| !matches!(id, DefinitionId::UserMapping(..) | DefinitionId::Subscription(_)));
    written.owners.retain(|id, _| !matches!(id, ObjectId::Definition(DefinitionId::Subscription(_))));
    client.batch_execute(&ddl::schema_sql(&written)).await.map_err(|error| Failure::new(said(&error)))?;
    let catalog =
        tablewright_catalog::read(&client).await.map_err(|error| Failure::new(error.to_string()))?;
    Ok(catalog.schema)
}

/// What the server says.
fn said(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned())
}
