//! The configuration file: what it says, and what is said of its mistakes.

use std::path::Path;

use super::toml::parse;
use super::{Config, Input, Url};
use crate::report::{Source, render};

fn parsed(text: &str) -> Result<Config, String> {
    parse(&Source::new("tablewright.toml", text), Path::new("app")).map_err(|e| render(&e, false))
}

#[test]
fn everything_is_read_and_paths_start_from_the_file() {
    let config = parsed(
        "[schema]\npublic = [\"a.sql\", \"b.sql\"]\nprivate = \"c.sql\"\nrust = [\"src/tables\"]\n\
         [migrations]\ndir = \"db\"\nrunner = \"cargo run\"\n[database]\nurl = \"env:DB\"\ntarget = 18\n\
         [zero]\npublication = \"zero_app\"\n[generate]\nderives = [\"serde::Serialize\"]\nout = \"src/db.rs\"\ntime = \"chrono\"\n",
    )
    .expect("no mistakes");
    let paths = |inputs: &[Input]| -> Vec<String> {
        inputs.iter().map(|input| input.path.display().to_string()).collect()
    };
    assert_eq!(paths(&config.schema.public), ["app/a.sql", "app/b.sql"]);
    assert_eq!(paths(&config.schema.private), ["app/c.sql"]);
    assert_eq!(paths(&config.schema.rust), ["app/src/tables"]);
    assert_eq!(config.migrations.dir, Path::new("app/db"));
    assert_eq!(config.migrations.runner.as_deref(), Some("cargo run"));
    assert_eq!(config.database.url, Url::Env("DB".to_owned()));
    assert_eq!(config.database.target, 18);
    assert_eq!(config.zero.publication.as_deref(), Some("zero_app"));
    assert!(config.generate.chrono);
    assert_eq!(config.generate.derives, ["serde::Serialize"]);
    assert_eq!(config.generate.out.as_deref(), Some(Path::new("app/src/db.rs")));
}

#[test]
fn an_empty_file_takes_the_defaults() {
    let config = parsed("").expect("no mistakes");
    assert_eq!(config.schema.public[0].path, Path::new("app/schema.sql"));
    assert!(config.schema.private.is_empty());
    assert_eq!(config.migrations.dir, Path::new("app/migrations"));
    assert_eq!(config.database.target, 16);
}

#[test]
fn every_mistake_is_shown_where_it_stands() {
    let text = "[shcema]\n[schema]\npubilc = []\nrust = 1\nprivate = [\"\", 2]\n[database]\ntarget = 12\n\
                colour = \"red\"\n[zero]\npublication = \"zero-app\"\n[generate]\nderives = [\"not a path\"]\n";
    insta::assert_snapshot!(parsed(text).expect_err("mistakes"), @r#"
    error[config]: `shcema` is nothing that can be configured
     --> tablewright.toml:1:2
      |
    1 | [shcema]
      |  ^^^^^^
      |
      = help: did you mean `schema`?

    error[config]: `pubilc` is nothing that can be configured in `[schema]`
     --> tablewright.toml:3:1
      |
    3 | pubilc = []
      | ^^^^^^
      |
      = help: did you mean `public`?

    error[config]: `schema.rust` must be a list of strings, not an integer
     --> tablewright.toml:4:8
      |
    4 | rust = 1
      |        ^

    error[config]: `schema.private` is empty
     --> tablewright.toml:5:12
      |
    5 | private = ["", 2]
      |            ^^
      |
      = help: give it a value, or leave it out

    error[config]: `schema.private` must be a string, not an integer
     --> tablewright.toml:5:16
      |
    5 | private = ["", 2]
      |                ^

    error[config]: `colour` is nothing that can be configured in `[database]`
     --> tablewright.toml:8:1
      |
    8 | colour = "red"
      | ^^^^^^
      |
      = help: there is `url` and `target`

    error[config]: `database.target` must be a major version of PostgreSQL
     --> tablewright.toml:7:10
      |
    7 | target = 12
      |          ^^
      |
      = help: one of 14, 15, 16, 17, 18

    error[config]: `zero-app` is no name for a publication that Zero reads
      --> tablewright.toml:10:15
       |
    10 | publication = "zero-app"
       |               ^^^^^^^^^^
       |
       = help: start with a letter, then letters, digits and `_`

    error[config]: `not a path` is not the path of a derive macro
      --> tablewright.toml:12:12
       |
    12 | derives = ["not a path"]
       |            ^^^^^^^^^^^^
       |
       = help: write for example "serde::Serialize"

    9 mistakes
    "#);
}

#[test]
fn what_is_not_toml_is_shown_too_and_a_broken_url_is_not() {
    insta::assert_snapshot!(parsed("[schema\npublic = [").expect_err("mistakes"), @r"
    error[config]: unclosed table, expected `]`
     --> tablewright.toml:1:8
      |
    1 | [schema
      |        ^
      |
      = help: see https://toml.io

    error[config]: unclosed array, expected `]`
     --> tablewright.toml:2:11
      |
    2 | public = [
      |           ^
      |
      = help: see https://toml.io

    2 mistakes
    ");
    let said = parsed("[database]\nurl = \"me:secret@host\"\n").expect_err("mistake");
    assert!(!said.contains("secret"));
    insta::assert_snapshot!(said, @r#"
    error[config]: `database.url` (tablewright.toml:2:7) is neither a URL nor a variable
     |
     = help: write "env:DATABASE_URL" or "postgres://.."
    "#);
}
