//! Breaking changes in two halves: `tests/expand/<name>/{old.sql, new.sql}`, with both migrations beside them. The old
//! schema with the first half behind it can be read, and with both it is the new schema.

use std::path::{Path, PathBuf};

use tablewright_codegen::load::Described;
use tablewright_codegen::model::Audience;
use tablewright_codegen::plan::{self, Hazard, Options, Split};
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::sql::Reader;
use tablewright_codegen::{ddl, diff};

#[test]
fn both_halves_lead_to_the_new_schema() {
    let cases = folders();
    assert!(cases.len() >= 6, "the cases are found");
    for case in cases {
        let (old, new) = (file(&case, "old.sql"), file(&case, "new.sql"));
        let split = split(&case, &old, &new);
        let (expand, contract) = (split.expand_sql(), split.contract_sql());
        insta::with_settings!({
            snapshot_path => &case, prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!("expand", expand);
            insta::assert_snapshot!("contract", contract);
        });
        let printed = ddl::schema_sql(&old.schema);
        let middle = read(&case, &[&printed, &expand]);
        let both = read(&case, &[&printed, &expand, &contract]);
        let left = diff::diff(&both.schema, &new.schema);
        assert!(left.is_empty(), "{}: both halves leave {left:#?}", case.display());
        // What breaks in the first half is told; everything else waits.
        let whole: Vec<&str> = split.whole().collect();
        for hazard in split.expand.steps().iter().flat_map(|step| &step.hazards) {
            if let Hazard::Breaks(what) = hazard {
                assert!(
                    whole.iter().any(|told| told.starts_with(what.as_str())),
                    "{}: {what} is not told",
                    case.display()
                );
            }
        }
        assert!(split.expand.is_empty() || middle.schema != old.schema);
    }
}

#[test]
fn what_breaks_nothing_is_not_split() {
    let old = read(Path::new("old"), &["CREATE TABLE a (id bigint PRIMARY KEY);"]);
    let new = read(Path::new("new"), &["CREATE TABLE a (id bigint PRIMARY KEY, n int);"]);
    assert!(plan::split(&old.schema, &new.schema, &Options::default()).expect("a plan").is_none());
}

fn split(case: &Path, old: &Described, new: &Described) -> Split {
    let options = Options {
        renames: plan::renames(&new.notes),
        zero: new.notes.zero().map(str::to_owned),
        ..Options::default()
    };
    let split = plan::split(&old.schema, &new.schema, &options);
    let split = split.unwrap_or_else(|errors| panic!("{}: {}", case.display(), render(&errors, false)));
    split.unwrap_or_else(|| panic!("{}: nothing breaks", case.display()))
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand");
    let entries = std::fs::read_dir(root).expect("tests/expand is there").flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn file(case: &Path, name: &str) -> Described {
    let path = case.join(name);
    read(
        case,
        &[&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))],
    )
}

fn read(case: &Path, texts: &[&str]) -> Described {
    let mut reader = Reader::new();
    for (at, text) in texts.iter().enumerate() {
        reader.read(&Source::new(format!("{}/{at}", case.display()), *text), Audience::Public);
    }
    reader.finish().unwrap_or_else(|errors| panic!("{}: {}", case.display(), render(&errors, false)))
}
