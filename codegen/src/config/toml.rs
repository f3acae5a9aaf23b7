//! The text of `tablewright.toml` to a [`Config`]: key by key, so that a mistake is shown where it stands.

use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Database, Generate, Input, Lint, Migrations, Sources, Url, Zero, default_private};
use crate::report::{Code, Diagnostic, Errors, Place, Source, similar};

/// The tables of the file.
const TABLES: [&str; 6] = ["schema", "migrations", "database", "zero", "generate", "lint"];

pub(super) fn parse(source: &Arc<Source>, root: &Path) -> Result<Config, Errors> {
    let mut reader = Reader { source, root, errors: Errors::new() };
    let (document, broken) = DeTable::parse_recoverable(&source.text);
    for error in broken {
        let diagnostic = Diagnostic::new(Code::Config, error.message().lines().next().unwrap_or("broken"));
        let span = error.span().unwrap_or_default();
        reader.errors.push(diagnostic.at(Place::new(source, span), "").help("see https://toml.io"));
    }
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let config = reader.config(document.get_ref());
    reader.errors.finish().map(|()| config)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    root: &'a Path,
    errors: Errors,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn config(&mut self, document: &DeTable<'_>) -> Config {
        self.known("", document, &TABLES);
        let schema = self.table(document, "schema");
        let migrations = self.table(document, "migrations");
        let database = self.table(document, "database");
        let zero = self.table(document, "zero");
        let generate = self.table(document, "generate");
        let lint = self.table(document, "lint");
        Config {
            root: self.root.to_owned(),
            file: None,
            schema: self.schema(schema),
            migrations: self.migrations(migrations),
            database: self.database(database),
            zero: self.zero(zero),
            generate: self.generate(generate),
            lint: self.lint(lint),
        }
    }

    fn schema(&mut self, table: Option<&DeTable<'_>>) -> Sources {
        self.known_in("schema", table, &["public", "private", "rust"]);
        let rust = self.paths(table, "schema.rust", "rust").unwrap_or_default();
        let public = self.paths(table, "schema.public", "public");
        let private = self.paths(table, "schema.private", "private");
        Sources {
            // A project whose tables are structs need not have a `schema.sql`.
            public: public.unwrap_or_else(|| {
                let input = Input::new(self.root, "schema.sql");
                if rust.is_empty() || input.path.is_file() { vec![input] } else { Vec::new() }
            }),
            private: private.unwrap_or_else(|| default_private(self.root)),
            rust,
        }
    }

    fn migrations(&mut self, table: Option<&DeTable<'_>>) -> Migrations {
        self.known_in("migrations", table, &["dir", "runner"]);
        let dir = self.text(table, "migrations.dir", "dir");
        Migrations {
            dir: self.root.join(dir.as_ref().map_or("migrations", |(dir, _)| dir)),
            runner: self.text(table, "migrations.runner", "runner").map(|(runner, _)| runner),
        }
    }

    fn database(&mut self, table: Option<&DeTable<'_>>) -> Database {
        self.known_in("database", table, &["url", "target"]);
        let mut database = Database::default();
        if let Some((url, place)) = self.text(table, "database.url", "url") {
            match self.url(&url, &place) {
                Some(url) => database.url = url,
                None => return database,
            }
            database.place = Some(place);
        }
        if let Some(value) = table.and_then(|table| table.get("target")) {
            match value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok()) {
                Some(target @ 14..=18) => database.target = target,
                Some(_) | None => self.mistake(
                    value,
                    "`database.target` must be a major version of PostgreSQL",
                    "one of 14, 15, 16, 17, 18",
                ),
            }
        }
        database
    }

    fn url(&mut self, text: &str, place: &Place) -> Option<Url> {
        match text.strip_prefix("env:") {
            Some(name) if !name.trim().is_empty() => return Some(Url::Env(name.trim().to_owned())),
            Some(_) => {}
            None if text.starts_with("postgres://") || text.starts_with("postgresql://") => {
                return Some(Url::Text(text.to_owned()));
            }
            None => {}
        }
        // The place is not shown: a URL in a wrong form may still hold a password.
        let (line, column) = self.source.line_column(place.span.start);
        let message =
            format!("`database.url` ({}:{line}:{column}) is neither a URL nor a variable", self.source.name);
        self.errors.push(
            Diagnostic::new(Code::Config, message).help("write \"env:DATABASE_URL\" or \"postgres://..\""),
        );
        None
    }

    fn zero(&mut self, table: Option<&DeTable<'_>>) -> Zero {
        self.known_in("zero", table, &["publication"]);
        let Some((name, place)) = self.text(table, "zero.publication", "publication") else {
            return Zero::default();
        };
        // zero-cache puts the name into SQL without quotes.
        let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !letters || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            let message = format!("`{name}` is no name for a publication that Zero reads");
            self.errors.push(
                Diagnostic::new(Code::Config, message)
                    .at(place.clone(), "")
                    .help("start with a letter, then letters, digits and `_`"),
            );
        }
        Zero { publication: Some(name), place: Some(place) }
    }

    fn generate(&mut self, table: Option<&DeTable<'_>>) -> Generate {
        self.known_in("generate", table, &["derives", "out", "time"]);
        let derives = self.texts(table, "generate.derives", "derives").unwrap_or_default();
        for (derive, place) in &derives {
            if syn::parse_str::<syn::Path>(derive).is_err() {
                let message = format!("`{derive}` is not the path of a derive macro");
                self.errors.push(
                    Diagnostic::new(Code::Config, message)
                        .at(place.clone(), "")
                        .help("write for example \"serde::Serialize\""),
                );
            }
        }
        let chrono = match self.text(table, "generate.time", "time") {
            Some((time, _)) if time == "chrono" => true,
            Some((time, place)) if time != "jiff" => {
                let message = format!("`generate.time` is `{time}`, and can be `jiff` or `chrono`");
                self.errors.push(Diagnostic::new(Code::Config, message).at(place, ""));
                false
            }
            Some(_) | None => false,
        };
        Generate {
            chrono,
            derives: derives.into_iter().map(|(derive, _)| derive).collect(),
            out: self.text(table, "generate.out", "out").map(|(out, _)| self.root.join(out)),
        }
    }

    fn lint(&mut self, table: Option<&DeTable<'_>>) -> Lint {
        self.known_in("lint", table, &["allow"]);
        let mut allow = Vec::new();
        for (code, place) in self.texts(table, "lint.allow", "allow").unwrap_or_default() {
            match crate::lint::find(&code) {
                Some(lint) => allow.push(lint.code.to_owned()),
                None => self.errors.push(
                    Diagnostic::new(Code::Config, format!("there is no lint `{code}`"))
                        .at(place, "")
                        .help("`tablewright explain-lint` lists all"),
                ),
            }
        }
        Lint { allow }
    }

    /// A table of the file.
    fn table<'t, 'i>(&mut self, document: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
        let value = document.get(name)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, name, "a table");
        }
        table
    }

    fn text(&mut self, table: Option<&DeTable<'_>>, path: &str, key: &str) -> Option<(String, Place)> {
        let value = table?.get(key)?;
        self.as_text(value, path)
    }

    fn as_text(&mut self, value: &Value<'_>, path: &str) -> Option<(String, Place)> {
        match value.get_ref().as_str() {
            Some("") => {
                self.mistake(value, &format!("`{path}` is empty"), "give it a value, or leave it out");
                None
            }
            Some(text) => Some((text.to_owned(), self.place(value))),
            None => {
                self.wrong(value, path, "a string");
                None
            }
        }
    }

    /// A list of strings; one string alone is a list of one.
    fn texts(&mut self, table: Option<&DeTable<'_>>, path: &str, key: &str) -> Option<Vec<(String, Place)>> {
        let value = table?.get(key)?;
        match value.get_ref() {
            DeValue::Array(values) => {
                Some(values.iter().filter_map(|value| self.as_text(value, path)).collect())
            }
            DeValue::String(_) => Some(self.as_text(value, path).into_iter().collect()),
            _ => {
                self.wrong(value, path, "a list of strings");
                None
            }
        }
    }

    fn paths(&mut self, table: Option<&DeTable<'_>>, path: &str, key: &str) -> Option<Vec<Input>> {
        let texts = self.texts(table, path, key)?;
        Some(
            texts
                .into_iter()
                .map(|(text, place)| Input { path: self.root.join(text), place: Some(place) })
                .collect(),
        )
    }

    fn known_in(&mut self, name: &str, table: Option<&DeTable<'_>>, keys: &[&str]) {
        if let Some(table) = table {
            self.known(name, table, keys);
        }
    }

    /// Says which keys do not exist.
    fn known(&mut self, name: &str, table: &DeTable<'_>, keys: &[&str]) {
        let mut unknown: Vec<_> =
            table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())).collect();
        unknown.sort_by_key(|key| key.span().start);
        for key in unknown {
            let word = key.get_ref();
            let message = match name {
                "" => format!("`{word}` is nothing that can be configured"),
                _ => format!("`{word}` is nothing that can be configured in `[{name}]`"),
            };
            let help = match similar(word, keys.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("there is {}", list(keys)),
            };
            let place = Place::new(self.source, key.span());
            self.errors.push(Diagnostic::new(Code::Config, message).at(place, "").help(help));
        }
    }

    fn wrong(&mut self, value: &Value<'_>, path: &str, wanted: &str) {
        let is = value.get_ref().type_str();
        self.mistake(value, &format!("`{path}` must be {wanted}, not {}", article(is)), "");
    }

    fn mistake(&mut self, value: &Value<'_>, message: &str, help: &str) {
        let error = Diagnostic::new(Code::Config, message).at(self.place(value), "");
        self.errors.push(if help.is_empty() { error } else { error.help(help) });
    }

    fn place(&self, value: &Value<'_>) -> Place {
        Place::new(self.source, value.span())
    }
}

fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}

/// `a`, `b` and `c`, each in back quotes.
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
