//! The schema of a package, as a person reads it.

use std::path::Path;

use tablewright_codegen::config::Config;
use tablewright_codegen::report::{Errors, render};
use tablewright_codegen::{ddl, load, migrations, plan};

/// What is under review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshots {
    /// The generated Rust.
    pub rust: String,
    /// The whole schema as DDL.
    pub schema: String,
    /// What is between the migrations and the schema: the next migration.
    pub pending: String,
}

/// Reads the schema of a package.
///
/// # Panics
/// With every mistake in it.
pub fn snapshots(package: &str) -> Snapshots {
    read(Path::new(package)).unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
}

fn read(package: &Path) -> Result<Snapshots, Errors> {
    let folder = Config::find(package).unwrap_or_else(|| package.to_owned());
    let config = Config::load(&folder)?;
    let described = load::described(&config)?;
    let pending = pending(&config, &described)?;
    Ok(Snapshots { rust: load::generated(&config)?, schema: ddl::schema_file(&described.schema)?, pending })
}

/// A rename or a loss that nobody has decided about yet is part of what there is to review.
fn pending(config: &Config, described: &load::Described) -> Result<String, Errors> {
    // A folder that is not there has no migrations yet.
    let old = match config.migrations.dir.exists() {
        true => migrations::replay(&config.migrations.dir)?,
        false => load::Described::default(),
    };
    let options = plan::Options {
        target: config.database.target,
        renames: plan::renames(&described.notes),
        ..plan::Options::default()
    };
    Ok(match plan::plan(&old.schema, &described.schema, &options) {
        Ok(plan) if plan.is_empty() => "-- The migrations make this schema: nothing is pending.\n".to_owned(),
        Ok(plan) => plan.to_sql(),
        Err(errors) => render(&errors, false),
    })
}
