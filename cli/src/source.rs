//! `SRC`: what a schema can be read from.

use std::path::Path;

use tablewright_codegen::load::Described;
use tablewright_codegen::migrations;
use tablewright_codegen::model::Audience;
use tablewright_codegen::sql::Reader;
use tablewright_codegen::{check, files};

use crate::cli::Global;
use crate::failure::{Failure, Result};
use crate::{database, output, project};

/// A file on its own is for no version in particular.
const NEWEST: u8 = 18;

/// Reads a source: `schema`, a URL, a folder of migrations, or a file.
pub(crate) async fn read(source: &str, global: &Global) -> Result<Described> {
    if source == "schema" {
        return project::schema(&project::config(global)?);
    }
    if source.starts_with("postgres://") || source.starts_with("postgresql://") {
        return live(source).await;
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

async fn live(url: &str) -> Result<Described> {
    let (client, _) = database::connect(url).await?;
    let catalog =
        tablewright_catalog::read(&client).await.map_err(|error| Failure::new(error.to_string()))?;
    for object in &catalog.unknown {
        output::warn(format!(
            "the database has {object}, which is not compared: this kind of object is not known yet"
        ));
    }
    Ok(Described { schema: catalog.schema, ..Described::default() })
}
