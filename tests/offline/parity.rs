//! Structs and SQL describe the same: each folder of `tests/parity` says one schema in both, and every generated file,
//! read back, is the schema that it was generated from.

use std::path::Path;

use tablewright_codegen::load::Described;
use tablewright_codegen::model::{Audience, Composite, Definition, Notes, Schema};
use tablewright_codegen::report::{Errors, Source, render};
use tablewright_codegen::{check, emit, files, rust, sql};

use crate::emit::cases;

fn shown(name: &str, result: Result<Described, Errors>) -> Described {
    result.unwrap_or_else(|errors| panic!("{name}:\n{}", render(&errors, false)))
}

/// What structs can say of a schema: types, tables and what belongs to them.
fn tables_and_enums(schema: &Schema) -> String {
    let tables = serde_json::to_string_pretty(&schema.tables.values().collect::<Vec<_>>()).expect("JSON");
    let enums = serde_json::to_string_pretty(&schema.enums.values().collect::<Vec<_>>()).expect("JSON");
    let composites = serde_json::to_string_pretty(&composites(schema)).expect("JSON");
    format!("{tables}\n{enums}\n{composites}")
}

fn composites(schema: &Schema) -> Vec<&Composite> {
    let all = schema.definitions.values();
    all.filter_map(|definition| match definition {
        Definition::Composite(composite) => Some(composite),
        _ => None,
    })
    .collect()
}

/// The first lines of the JSON of two schemas that differ: equality says only that they do.
fn assert_same(name: &str, left: &Schema, right: &Schema) {
    if left.tables == right.tables && left.enums == right.enums && composites(left) == composites(right) {
        return;
    }
    let (left, right) = (tables_and_enums(left), tables_and_enums(right));
    let different: Vec<String> = left
        .lines()
        .zip(right.lines())
        .filter(|(a, b)| a != b)
        .take(5)
        .map(|(a, b)| format!("- {a}\n+ {b}"))
        .collect();
    panic!("{name}: SQL (-) and Rust (+) differ:\n{}", different.join("\n"));
}

#[test]
fn sql_and_structs_that_say_the_same_are_equal() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("parity");
    let mut count = 0;
    for entry in std::fs::read_dir(here).expect("tests/parity is there") {
        let folder = entry.expect("an entry").path();
        let name = folder.display().to_string();
        let mut reader = sql::Reader::new();
        reader.read(&files::read(&folder.join("schema.sql")).expect("schema.sql"), Audience::Public);
        let from_sql = shown(&name, reader.finish());
        let file = files::read(&folder.join("schema.rs")).expect("schema.rs");
        let from_rust = shown(&name, rust::lower::read(&[file]));
        assert_same(&name, &from_sql.schema, &from_rust.schema);
        assert_eq!(from_sql.schema, from_rust.schema, "{name}");
        assert_eq!(audiences(&from_sql), audiences(&from_rust), "{name}");
        count += 1;
    }
    assert!(count >= 3, "the folders are found");
}

#[test]
fn a_generated_file_read_back_is_its_schema() {
    for case in cases() {
        let described = case.described();
        let file = Source::new(format!("{}/generated.rs", case.name), case.generated());
        let back = shown(&case.name, rust::lower::read(&[file]));
        assert_same(&case.name, &described.schema, &back.schema);
        assert_eq!(audiences(&described), audiences(&back), "{}", case.name);
        assert_eq!(renames(&described.notes), renames(&back.notes), "{}", case.name);
    }
}

#[test]
fn a_file_with_the_types_of_chrono_is_the_same_schema() {
    let types = cases().into_iter().find(|case| case.name.ends_with("types")).expect("the case of all types");
    let described = types.described();
    let text = emit::file(&described, &emit::Options { chrono: true, ..emit::Options::default() });
    for field in [
        "a_date: NaiveDate,",
        "a_timestamp: NaiveDateTime,",
        "a_timestamptz_range: Range<ChronoDateTime<Utc>>,",
    ] {
        assert!(text.contains(field), "{field}");
    }
    let back = shown(&types.name, rust::lower::read(&[Source::new("generated.rs", text)]));
    assert_same(&types.name, &described.schema, &back.schema);
}

/// Real schemas: nothing in them is a mistake, and what is generated from them says the same.
#[test]
fn real_schemas_come_back_too() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("read/real");
    let paths = files::list(&here, "sql").expect("tests/read/real is there");
    assert!(!paths.is_empty(), "the files are found");
    for path in paths {
        let name = path.display().to_string();
        let mut reader = sql::Reader::new();
        reader.read(&files::read(&path).expect("a schema"), Audience::Public);
        let described = shown(&name, reader.finish());
        let described = shown(&name, check::check(&described, 18).map(|()| described));
        let text = emit::file(&described, &emit::Options::default());
        let back = shown(&name, rust::lower::read(&[Source::new("generated.rs", text)]));
        assert_same(&name, &described.schema, &back.schema);
    }
}

/// Who may see each column.
fn audiences(described: &Described) -> Vec<(String, Audience)> {
    let tables = described.schema.tables.values();
    let columns =
        tables.flat_map(|table| table.columns.iter().map(move |column| (&table.name, &column.name)));
    columns
        .map(|(table, column)| (format!("{table}.{column}"), described.notes.column_audience(table, column)))
        .collect()
}

fn renames(notes: &Notes) -> Vec<(String, String)> {
    let notes = notes.iter().filter_map(|(id, note)| Some((id, note.renamed_from.as_ref()?)));
    notes.map(|(id, old)| (id.to_string(), old.to_string())).collect()
}
