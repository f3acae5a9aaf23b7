//! Two schemas to a plan, in both directions: `tests/cases/<kind>/<change>/{old.sql, new.sql}`, with the plans beside
//! them (`plan.snap` from old to new, `back.snap` from new to old).
//!
//! Every plan is also replayed: the old schema, printed and read again, with the plan's statements behind it, has to
//! give the new schema. A case may hold `options.txt` with lines such as `target = 18`, `strict`, `offline`, `zero = zero_app`,
//! `accept = drop-table:todo`, `column = todo.title todo.name` (a rename).

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tablewright_codegen::load::Described;
use tablewright_codegen::model::{Audience, ObjectId, QName, Schema};
use tablewright_codegen::plan::{self, Options, Rename};
use tablewright_codegen::report::{Errors, Source};
use tablewright_codegen::sql::Reader;
use tablewright_codegen::{ddl, diff};

#[test]
fn every_case_plans_both_ways_and_replays() {
    let mut failed = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases found", cases.len());
    for case in &cases {
        if catch_unwind(AssertUnwindSafe(|| check(case))).is_err() {
            failed.push(case.display().to_string());
        }
    }
    assert!(failed.is_empty(), "failed:\n{}", failed.join("\n"));
}

/// The folders that hold an `old.sql`, sorted; only those whose path contains `$CASE` when that is set.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let folders = |path: &Path| {
        let entries = std::fs::read_dir(path).expect("the folder of cases is readable");
        entries.map(|entry| entry.expect("its entries are readable").path()).filter(|path| path.is_dir())
    };
    let mut cases: Vec<PathBuf> =
        folders(&root).flat_map(|kind| folders(&kind).collect::<Vec<_>>()).collect();
    cases.sort();
    cases
}

fn check(case: &Path) {
    if std::env::var("CASE").is_ok_and(|wanted| !case.to_string_lossy().contains(&wanted)) {
        return;
    }
    let (old, new) = (read(case, "old.sql"), read(case, "new.sql"));
    let mut options = options(case);
    options.renames.extend(plan::renames(&new.notes));
    direction(case, "plan", &old.schema, &new.schema, &options);
    options.renames = options.renames.iter().map(|rename| back(rename, &options.renames)).collect();
    direction(case, "back", &new.schema, &old.schema, &options);
}

fn direction(case: &Path, name: &str, old: &Schema, new: &Schema, options: &Options) {
    let plan = plan::plan(old, new, options);
    let text = match &plan {
        Ok(plan) => plan.to_sql(),
        Err(errors) => listing(errors),
    };
    let again = plan::plan(old, new, options).map(|plan| plan.to_sql());
    assert_eq!(
        again.as_ref().ok(),
        plan.as_ref().ok().map(plan::Plan::to_sql).as_ref(),
        "the same input twice"
    );
    insta::with_settings!({
        snapshot_path => case,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
    assert!(plan::plan(new, new, options).expect("equal schemas need no decision").is_empty());
    if plan.is_ok() {
        replay(case, name, (old, new), &text, options);
    }
}

/// The old schema printed, then the plan: read together they are the new schema.
fn replay(case: &Path, name: &str, (old, new): (&Schema, &Schema), text: &str, options: &Options) {
    let mut reader = Reader::new();
    for (name, text) in [("old", ddl::schema_sql(old)), (name, text.to_owned())] {
        let source = Source::new(format!("{}/{name}", case.display()), text);
        reader.read(&source, Audience::Public);
    }
    let replayed =
        reader.finish().unwrap_or_else(|errors| panic!("cannot be read again:\n{}", listing(&errors)));
    let left = diff::diff(&replayed.schema, new);
    assert!(left.is_empty(), "{}: {name} leaves {left:#?}\n{text}", case.display());
    // What only the planner sees, for it knows the version. Declared renames are done.
    let options = Options { renames: Vec::new(), strict: false, ..options.clone() };
    let left = plan::plan(&replayed.schema, new, &options).expect("nothing is left to decide").to_sql();
    assert!(left.is_empty(), "{}: {name} leaves\n{left}\n{text}", case.display());
}

fn read(case: &Path, file: &str) -> Described {
    let path = case.join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = Reader::new();
    reader.read(&Source::new(path.display().to_string(), text), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{}", listing(&errors)))
}

fn listing(errors: &Errors) -> String {
    let mut text = String::new();
    for diagnostic in errors.iter() {
        writeln!(text, "error[{}]: {}", diagnostic.code, diagnostic.message)
            .expect("a string can be written");
        if let Some(label) = &diagnostic.label {
            writeln!(text, "  at {}: {}", label.place, label.text).expect("a string can be written");
        }
        if let Some(help) = &diagnostic.help {
            writeln!(text, "  help: {help}").expect("a string can be written");
        }
    }
    text
}

fn options(case: &Path) -> Options {
    let mut options = Options::default();
    let text = std::fs::read_to_string(case.join("options.txt")).unwrap_or_default();
    for line in text.lines() {
        let (key, value) = line.split_once(" = ").unwrap_or((line, ""));
        match key {
            "target" => options.target = value.parse().expect("a version"),
            "strict" => options.strict = true,
            "offline" => options.offline = true,
            "zero" => options.zero = Some(value.to_owned()),
            "accept" => options.accept.push(value.to_owned()),
            "column" => {
                let (from, to) = value.split_once(' ').expect("two columns");
                options.renames.push(Rename { from: column(from), to: column(to) });
            }
            other => panic!("{}: unknown option {other}", case.display()),
        }
    }
    options
}

fn column(text: &str) -> ObjectId {
    let (table, name) = text.split_once('.').expect("table.column");
    ObjectId::Column(QName::public(table), name.to_owned())
}

/// A rename the other way round, with the tables called as they are there.
fn back(rename: &Rename, all: &[Rename]) -> Rename {
    let old_table = |table: &QName| {
        let renamed = all.iter().find_map(|rename| match (&rename.from, &rename.to) {
            (ObjectId::Table(from), ObjectId::Table(to)) if to == table => Some(from.clone()),
            _ => None,
        });
        renamed.unwrap_or_else(|| table.clone())
    };
    let to = match &rename.from {
        ObjectId::Column(table, name) => ObjectId::Column(old_table(table), name.clone()),
        ObjectId::Constraint(table, name) => ObjectId::Constraint(old_table(table), name.clone()),
        ObjectId::Index(table, name) => ObjectId::Index(old_table(table), name.clone()),
        ObjectId::Definition(id) if id.relation().is_some() => {
            let relation = id.relation().map(old_table).unwrap_or_else(|| QName::public(""));
            ObjectId::Definition(id.clone().on_relation(relation))
        }
        other => other.clone(),
    };
    Rename { from: rename.to.clone(), to }
}
