//! The door for `build.rs`.

use std::path::{Path, PathBuf};

use crate::config::{Config, FILE};
use crate::report::{Code, Diagnostic, Errors, render};
use crate::{files, load};

/// Generates Rust for the schema that `tablewright.toml` names: the one beside `Cargo.toml`, or in the nearest folder
/// above. The file is `schema.rs` in `OUT_DIR`, where `tablewright::include_schema!()` finds it. Beside it stands
/// `schema.model`, which `sql!` checks statements against; a crate whose tables are structs in Rust calls this for that
/// alone. Mistakes end the build with a message that shows their place.
///
/// ```no_run
/// tablewright_codegen::build();
/// ```
pub fn build() {
    if let Err(errors) = from_environment() {
        eprint!("{}", render(&errors, false));
        std::process::exit(1);
    }
}

fn from_environment() -> Result<(), Errors> {
    let package = variable("CARGO_MANIFEST_DIR")?;
    let out = variable("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    let Some(folder) = Config::find(&package) else {
        let message = format!("there is neither `{FILE}` nor `schema.sql` in `{}`", package.display());
        return Err(Diagnostic::new(Code::Config, message)
            .help("run `tablewright init` there to make them")
            .into());
    };
    let config = Config::load(&folder)?;
    for path in watched(&config) {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let built = load::built(&config)?;
    files::write(&out.join("schema.rs"), &built.rust)?;
    files::write(&out.join("schema.model"), &built.model)?;
    Ok(())
}

fn variable(name: &str) -> Result<PathBuf, Errors> {
    std::env::var_os(name).map(PathBuf::from).ok_or_else(|| {
        Diagnostic::new(Code::Config, format!("`{name}` is not set"))
            .help("call `tablewright_codegen::build()` from a build script; elsewhere use `tablewright generate`")
            .into()
    })
}

/// What the generated file depends on: the configuration, and its files and folders as it names them. The folder of migrations
/// as well: `embed_migrations!` reads it, and only a build script can make cargo look at a folder.
fn watched(config: &Config) -> Vec<PathBuf> {
    let schema = &config.schema;
    // A path that does not exist would run the script on every build.
    let migrations = Some(config.migrations.dir.as_path()).filter(|dir| dir.exists());
    let inputs = schema.public.iter().chain(&schema.private).chain(&schema.rust);
    config
        .file
        .iter()
        .map(PathBuf::as_path)
        .chain(inputs.map(|input| input.path.as_path()))
        .chain(migrations)
        .map(Path::to_owned)
        .collect()
}
