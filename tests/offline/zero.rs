//! The client schema of Zero: `tests/zero/<name>/schema.sql` gives the `schema.ts` beside it, and in `left-out.txt` what is
//! published and not in it. `UPDATE=1` writes both anew. `live/zero` compiles them with Zero's own package.

use std::path::{Path, PathBuf};

use tablewright_codegen::load::Described;
use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::sql::Reader;
use tablewright_codegen::{load, zero};

#[test]
fn the_client_schema_is_what_it_was() {
    let mut cases = 0;
    for entry in std::fs::read_dir(root()).expect("tests/zero is there").flatten() {
        let folder = entry.path();
        if folder.join("schema.sql").is_file() {
            check(&folder);
            cases += 1;
        }
    }
    assert!(cases >= 4, "only {cases} cases found");
}

fn check(folder: &Path) {
    let made = zero::typescript(&described(folder), "zero_app");
    let left_out: String = made.left_out.iter().map(|line| format!("{line}\n")).collect();
    for (file, text) in [("schema.ts", made.text), ("left-out.txt", left_out)] {
        let path = folder.join(file);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).expect("a writable folder");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(golden, text, "{}: run with UPDATE=1 and read the difference", path.display());
    }
}

/// With the publication that a configuration would ask for.
fn described(folder: &Path) -> Described {
    let text = std::fs::read_to_string(folder.join("schema.sql")).expect("a schema");
    let mut reader = Reader::new();
    reader.read(&Source::new("schema.sql", text), Audience::Public);
    let mut described = reader.finish().unwrap_or_else(|errors| panic!("{}", render(&errors, false)));
    load::publish(&mut described, "zero_app", None, 18);
    described
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("zero")
}
