//! `tablewright.toml`: which sources describe the schema, where migrations live, which database is meant. Shared by the
//! command, `build.rs` and the macros. A project without one works where `schema.sql` stands in its folder.

mod database;
#[cfg(test)]
mod tests;
mod toml;

use std::path::{Path, PathBuf};

pub use database::{Database, Url};

use crate::files;
use crate::model::Audience;
use crate::report::{Code, Diagnostic, Errors, Place};

/// The name of the configuration file.
pub const FILE: &str = "tablewright.toml";

/// What `tablewright.toml` says, with everything that it leaves out filled in. All paths start from [`Config::root`].
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that paths are relative to: the one of the file.
    pub root: PathBuf,
    /// The file; `None` where there is none and the defaults apply.
    pub file: Option<PathBuf>,
    /// `[schema]`.
    pub schema: Sources,
    /// `[migrations]`.
    pub migrations: Migrations,
    /// `[database]`.
    pub database: Database,
    /// `[zero]`.
    pub zero: Zero,
    /// `[generate]`.
    pub generate: Generate,
    /// `[lint]`.
    pub lint: Lint,
}

/// `[schema]`: the sources, in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// SQL files, or folders of them, whose tables clients may see.
    pub public: Vec<Input>,
    /// SQL files, or folders of them, for the server only.
    pub private: Vec<Input>,
    /// Folders of Rust files with `#[derive(Table)]` structs.
    pub rust: Vec<Input>,
}

/// A path in the configuration.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is, root included.
    pub path: PathBuf,
    /// Where the configuration names it.
    pub place: Option<Place>,
}

/// `[migrations]`.
#[derive(Clone, Debug)]
pub struct Migrations {
    /// The folder; `migrations` unless told.
    pub dir: PathBuf,
    /// The command that applies migrations written in Rust.
    pub runner: Option<String>,
}

/// `[zero]`.
#[derive(Clone, Debug, Default)]
pub struct Zero {
    /// The publication that carries the public tables to clients.
    pub publication: Option<String>,
    /// Where the configuration names it.
    pub place: Option<Place>,
}

/// `[generate]`.
#[derive(Clone, Debug, Default)]
pub struct Generate {
    /// More derives for the rows of public tables, such as `serde::Serialize`.
    pub derives: Vec<String>,
    /// The file that `tablewright generate` writes.
    pub out: Option<PathBuf>,
    /// `time = "chrono"`: dates and times are those of `chrono`, not of `jiff`.
    pub chrono: bool,
}

/// `[lint]`.
#[derive(Clone, Debug, Default)]
pub struct Lint {
    /// Codes of lints that have nothing to say in this project.
    pub allow: Vec<String>,
}

impl Config {
    /// Reads `tablewright.toml` in a folder, or takes the defaults where it holds a `schema.sql`.
    ///
    /// # Errors
    /// Every mistake in the file, or that there is nothing to read.
    pub fn load(dir: &Path) -> Result<Self, Errors> {
        let file = dir.join(FILE);
        if file.exists() {
            return Self::read(&file);
        }
        if dir.join("schema.sql").exists() {
            return Ok(Self::defaults(dir));
        }
        let message = format!("there is neither `{FILE}` nor `schema.sql` in `{}`", files::display(dir));
        Err(Diagnostic::new(Code::Config, message)
            .help("run `tablewright init` to make them, or go to the folder that has them")
            .into())
    }

    /// Reads a configuration file under whatever name.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn read(file: &Path) -> Result<Self, Errors> {
        let source = files::read(file)?;
        let root = file.parent().map(Path::to_owned).unwrap_or_default();
        let mut config = Self::parse(&source, &root)?;
        config.file = Some(file.to_owned());
        Ok(config)
    }

    /// Reads the text of a configuration file that stands in the folder `root`.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse(source: &std::sync::Arc<crate::report::Source>, root: &Path) -> Result<Self, Errors> {
        toml::parse(source, root)
    }

    /// The nearest folder, from `start` upwards, that has a `tablewright.toml`; else the nearest that has a `schema.sql`.
    pub fn find(start: &Path) -> Option<PathBuf> {
        let with = |name: &str| start.ancestors().find(|dir| dir.join(name).is_file()).map(Path::to_owned);
        with(FILE).or_else(|| with("schema.sql"))
    }

    /// The configuration of a folder without the file.
    fn defaults(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            file: None,
            schema: Sources {
                public: vec![Input::new(root, "schema.sql")],
                private: default_private(root),
                rust: Vec::new(),
            },
            migrations: Migrations { dir: root.join("migrations"), runner: None },
            database: Database::default(),
            zero: Zero::default(),
            generate: Generate::default(),
            lint: Lint::default(),
        }
    }

    /// The SQL files with their audience, in the order in which they are read. A path that is missing is in the list:
    /// reading it says so.
    ///
    /// # Errors
    /// Folders that cannot be listed.
    pub fn sql_files(&self) -> Result<Vec<(Input, Audience)>, Errors> {
        let mut errors = Errors::new();
        let mut found = Vec::new();
        let lists = [(&self.schema.public, Audience::Public), (&self.schema.private, Audience::Private)];
        for (inputs, audience) in lists {
            for input in inputs {
                match files::list(&input.path, "sql") {
                    Ok(paths) => {
                        let place = &input.place;
                        found.extend(
                            paths.into_iter().map(|path| (Input { path, place: place.clone() }, audience)),
                        );
                    }
                    Err(error) => errors.push(input.explain(error)),
                }
            }
        }
        errors.finish().map(|()| found)
    }

    /// The Rust files, in the order in which they are read.
    ///
    /// # Errors
    /// Folders that cannot be listed.
    pub fn rust_files(&self) -> Result<Vec<Input>, Errors> {
        let mut errors = Errors::new();
        let mut found = Vec::new();
        for input in &self.schema.rust {
            match files::list(&input.path, "rs") {
                Ok(paths) => {
                    found.extend(paths.into_iter().map(|path| Input { path, place: input.place.clone() }));
                }
                Err(error) => errors.push(input.explain(error)),
            }
        }
        errors.finish().map(|()| found)
    }
}

impl Input {
    fn new(root: &Path, path: &str) -> Self {
        Self { path: root.join(path), place: None }
    }

    /// Adds where the configuration names the path.
    pub(crate) fn explain(&self, error: Diagnostic) -> Diagnostic {
        match &self.place {
            Some(place) if error.label.is_none() => error.at(place.clone(), "named here"),
            Some(_) | None => error,
        }
    }
}

/// `schema-private.sql` where it exists.
fn default_private(root: &Path) -> Vec<Input> {
    let input = Input::new(root, "schema-private.sql");
    if input.path.is_file() { vec![input] } else { Vec::new() }
}
