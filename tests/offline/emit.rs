//! The Rust file of each schema in `tests/emit`: `schema.sql`, `private.sql` where there is one, and beside them
//! `generated.rs`, which `tests/emit/main.rs` compiles with the real derive. `UPDATE=1` writes the golden files.

use std::path::{Path, PathBuf};

use tablewright_codegen::emit::{self, Options};
use tablewright_codegen::load::Described;
use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::{check, files, sql};

/// One case: its name, the sources, the golden file.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) sources: Vec<(PathBuf, Audience)>,
    pub(crate) golden: PathBuf,
}

/// Every folder in `tests/emit`. The showcase is the schema at the root of the repository.
pub(crate) fn cases() -> Vec<Case> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(here.join("emit")).expect("tests/emit is there") {
        let folder = entry.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let (public, private) = match name.as_str() {
            "showcase" => (here.join("../schema.sql"), here.join("../schema-private.sql")),
            _ => (folder.join("schema.sql"), folder.join("private.sql")),
        };
        let mut sources = vec![(public, Audience::Public)];
        if private.exists() {
            sources.push((private, Audience::Private));
        }
        cases.push(Case { name, sources, golden: folder.join("generated.rs") });
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(cases.len() > 5, "the cases are found");
    cases
}

impl Case {
    /// The schema, checked; a mistake ends the test with its report.
    pub(crate) fn described(&self) -> Described {
        let mut reader = sql::Reader::new();
        for (path, audience) in &self.sources {
            let source = files::read(path).unwrap_or_else(|e| panic!("{}", render(&e.into(), false)));
            reader.read(&source, *audience);
        }
        let described =
            reader.finish().and_then(|described| check::check(&described, 18).map(|()| described));
        described.unwrap_or_else(|errors| panic!("{}:\n{}", self.name, render(&errors, false)))
    }

    pub(crate) fn generated(&self) -> String {
        let root = self.sources[0].0.parent().expect("a folder").to_owned();
        let sources = self.sources.iter().map(|(path, _)| files::display(path)).collect();
        emit::file(&self.described(), &Options { sources, root, ..Options::default() })
    }
}

#[test]
fn generated_files_are_as_reviewed() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for case in cases() {
        let text = case.generated();
        if update {
            std::fs::write(&case.golden, &text).expect("written");
        }
        let golden = std::fs::read_to_string(&case.golden).unwrap_or_default();
        if golden != text {
            different.push(format!("{}:\n{}", case.name, first_difference(&golden, &text)));
        }
    }
    assert!(different.is_empty(), "{}\nUPDATE=1 accepts what is generated now", different.join("\n"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for case in cases() {
        assert_eq!(case.generated(), case.generated(), "{}", case.name);
    }
}

/// The first line that differs, both ways.
fn first_difference(golden: &str, text: &str) -> String {
    let mut lines = golden.lines().zip(text.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((at, (a, b))) => format!("line {}:\n- {a}\n+ {b}", at + 1),
        None => format!("{} lines, now {}", golden.lines().count(), text.lines().count()),
    }
}

#[test]
fn every_golden_file_is_compiled() {
    let main = include_str!("../emit/main.rs");
    for case in cases() {
        let line = format!("golden!({});", case.name);
        assert!(main.contains(&line), "add `{line}` to tests/emit/main.rs");
    }
}

#[test]
fn many_tables_stay_in_their_order() {
    let text: String =
        (0..450).map(|n| format!("CREATE TABLE t{n} (id integer PRIMARY KEY, at date);\n")).collect();
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("many.sql", text), Audience::Public);
    let described = reader.finish().expect("no mistakes");
    let options = Options { sources: vec!["many.sql".to_owned()], ..Options::default() };
    let text = emit::file(&described, &options);
    let structs: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("pub struct T")).collect();
    let wanted: Vec<String> = (0..450).map(|n| format!("{n} {{")).collect();
    assert_eq!(structs, wanted);
    assert_eq!(text.matches("use tablewright::types::Date;").count(), 1);
}
