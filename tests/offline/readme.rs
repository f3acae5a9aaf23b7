//! The README's SQL does what the README says. (Its Rust is compiled as doctests of the runtime.)

use std::path::Path;

use tablewright_codegen::load::Described;
use tablewright_codegen::model::Audience;
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::{plan, sql};

/// The SQL blocks of the README, in order.
fn blocks() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = std::fs::read_to_string(path).expect("README.md");
    let mut parts = text.split("```sql\n");
    parts.next();
    parts.map(|part| part.split("```").next().unwrap_or_default().to_owned()).collect()
}

fn read(text: &str) -> Described {
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("README.md", text), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
}

fn plan(old: &Described, new: &Described) -> String {
    let options = plan::Options { renames: plan::renames(&new.notes), ..plan::Options::default() };
    plan::plan(&old.schema, &new.schema, &options)
        .unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
        .to_sql()
}

#[test]
fn the_migration_is_what_a_new_column_gives() {
    let blocks = blocks();
    let [schema, migration, _] = blocks.as_slice() else {
        panic!("three SQL blocks, found {}", blocks.len())
    };
    let edited = schema.replace("title text NOT NULL,", "title text NOT NULL,\n    slug text,");
    assert_ne!(schema, &edited);
    let plan = plan(&read(schema), &read(&edited));
    assert!(plan.contains(migration.trim()), "{plan}");
}

#[test]
fn the_renamed_column_keeps_its_rows() {
    let blocks = blocks();
    let old = "CREATE TABLE post (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL);";
    let plan = plan(&read(old), &read(&blocks[2]));
    assert!(plan.contains("RENAME COLUMN title TO headline") && !plan.contains("DROP"), "{plan}");
}

#[test]
fn the_private_columns_are_private() {
    let described = read(&blocks()[0]);
    let author = described.schema.tables.keys().find(|name| name.name == "author").expect("author");
    assert_eq!(described.notes.column_audience(author, "email"), Audience::Private);
    assert_eq!(described.notes.column_audience(author, "email_key"), Audience::Private);
    assert_eq!(described.notes.column_audience(author, "name"), Audience::Public);
}
