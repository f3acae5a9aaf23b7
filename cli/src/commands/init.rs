//! `tablewright init`

use std::path::Path;

use serde_json::json;
use tablewright_codegen::files;

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{output, project};

const EXAMPLES: &str = "Examples:
  tablewright init     in the folder of a package, beside Cargo.toml

Files that exist are left as they are.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Init {}

const CONFIG: &str = r#"# Tablewright: shared by the command, build.rs and the macros. Every line shows its default.
[schema]
public = ["schema.sql"]
# Accounts, sessions, keys: for the server only, never published, never serialised.
private = []
# Folders with #[derive(Table)] structs, as another source.
rust = []

[migrations]
dir = "migrations"
# Applies migrations that are written in Rust.
# runner = "cargo run --quiet --bin migrate"

[database]
url = "env:DATABASE_URL"
# The oldest PostgreSQL that the migrations run on, 14 to 18.
target = 16

# The publication that Zero replicates: every public table.
# [zero]
# publication = "zero_app"
"#;

const SCHEMA: &str = "-- What the database looks like. Edit it, then run `tablewright migrate run`.

-- Something to do.
CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    done boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
";

const NEXT: &str = r#"
Add to Cargo.toml:

    [dependencies]
    tablewright = "VERSION"

    [build-dependencies]
    tablewright-codegen = "VERSION"

build.rs:

    fn main() {
        tablewright_codegen::build();
    }

src/schema.rs:

    tablewright::include_schema!();

Then edit schema.sql, and

    tablewright db start       # a private PostgreSQL, unless DATABASE_URL names one
    tablewright migrate run    # write the first migration and apply it
"#;

impl Init {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config_file(global);
        let schema = config.with_file_name("schema.sql");
        let mut written = Vec::new();
        for (path, text) in [(&config, CONFIG), (&schema, SCHEMA)] {
            if write_new(path, text)? {
                written.push(files::display(path));
            }
        }
        match global.format {
            Format::Json => output::json(&json!({ "written": written })),
            Format::Text => output::result(NEXT.replace("VERSION", env!("CARGO_PKG_VERSION")).trim_start()),
        }
    }
}

fn write_new(path: &Path, text: &str) -> Result<bool> {
    let shown = files::display(path);
    if path.exists() {
        output::say(format!("{shown} exists and is left as it is"));
        return Ok(false);
    }
    files::write(path, text)?;
    output::done("wrote", shown);
    Ok(true)
}
