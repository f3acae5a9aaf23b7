//! Which database a command uses, and a connection to it.

use tablewright::connect::{self, Endpoint};
use tablewright_codegen::config::{self, Config, Url};
use tablewright_devdb::{Options, Project};
use tokio_postgres::Client;

use crate::cli::Global;
use crate::failure::{Failure, Result};
use crate::project;

/// The URL: `--database-url`, or what the configuration names, or the development server where it runs.
pub(crate) fn url(global: &Global, config: &Config) -> Result<String> {
    match configured(global, config)? {
        Some(url) => Ok(url),
        None => Err(unconfigured()),
    }
}

fn unconfigured() -> Failure {
    Failure::with_help(
        "no database is configured",
        "pass `--database-url`, set DATABASE_URL=postgres://user:password@host:5432/name, or start a private server with \
         `tablewright db start`",
    )
}

/// The URL, for commands that need no project: there may be none yet.
pub(crate) fn any(global: &Global) -> Result<String> {
    if let Some(url) = &global.database_url {
        return Ok(url.clone());
    }
    if global.config.is_none() && Config::find(&project::here()?).is_none() {
        return config::Database::default().url().map_err(|_| unconfigured());
    }
    url(global, &project::config(global)?)
}

/// The URL where there is one.
pub(crate) fn configured(global: &Global, config: &Config) -> Result<Option<String>> {
    if let Some(url) = &global.database_url {
        return Ok(Some(url.clone()));
    }
    if let Ok(url) = config.database.url() {
        return Ok(Some(url));
    }
    Ok(server(config)?.running()?.map(|running| running.url))
}

/// What keeps commands from using the development server.
pub(crate) fn elsewhere(global: &Global, config: &Config) -> Option<String> {
    if global.database_url.is_some() {
        return None;
    }
    config.database.url().ok()?;
    Some(match &config.database.url {
        Url::Env(name) => format!("the database that ${name} names"),
        Url::Text(_) => format!("the database that {} names", config::FILE),
    })
}

/// The development server of the project, with the extensions that its schema asks for.
pub(crate) fn server(config: &Config) -> Result<Project> {
    // A schema with mistakes in it is no reason not to start a server.
    let mut extensions: Vec<String> = match project::schema(config) {
        Ok(described) => described.schema.extensions.into_keys().collect(),
        Err(_) => Vec::new(),
    };
    // A server cannot get pgvector later: its data belongs to one installation. Whoever names an installation knows better.
    if std::env::var_os("TABLEWRIGHT_PG_BIN").is_none() && !extensions.iter().any(|name| name == "vector") {
        extensions.push("vector".to_owned());
    }
    Ok(Project::new(project::folder(config), &Options::new().extensions(extensions))?)
}

/// A connection, with what it takes to cancel.
pub(crate) async fn connect(url: &str) -> Result<(Client, Endpoint)> {
    let endpoint = connect::config(url)?;
    let client = endpoint.connect().await?;
    Ok((client, endpoint))
}
