//! What `sql!` says of a statement without a database, against what a server says of it.
//!
//! `checked/accepted/*.sql` are statements, parted by empty lines. For each, the types of parameters and columns must be those
//! that `PREPARE` gives, and a column that is never NULL by our account must not be NULL in any row, with data in the tables
//! and without, and with every parameter NULL that may be. `checked/rejected.sql` are statements that both refuse.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tablewright_codegen::query::{Checked, Model, check};
use tablewright_codegen::report::Source;
use tablewright_codegen::{emit, sql};
use tablewright_tests::Database;
use tokio_postgres::SimpleQueryMessage;
use tokio_postgres::types::{Kind, Type};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("checked")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(folder().join(file)).expect("the file is there")
}

fn model() -> Model {
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("schema.sql", read("schema.sql")), tablewright_codegen::model::Audience::Public);
    let described = reader
        .finish()
        .unwrap_or_else(|errors| panic!("{}", tablewright_codegen::report::render(&errors, false)));
    Model::new(emit::compact(&described)).expect("of this version")
}

/// The statements of a file, without its comments.
fn statements(text: &str) -> Vec<String> {
    let statements = text.split("\n\n").map(|part| {
        part.lines()
            .filter(|line| !line.starts_with("--"))
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .trim_end_matches(';')
            .to_owned()
    });
    statements.filter(|statement| !statement.is_empty()).collect()
}

/// A server's type as our names have it.
fn name(ty: &Type, keep_domain: bool) -> String {
    match ty.kind() {
        Kind::Array(element) if ty.name().starts_with('_') => format!("{}[]", name(element, true)),
        Kind::Domain(base) if !keep_domain => name(base, false),
        _ if matches!(ty.schema(), "pg_catalog" | "information_schema") => ty.name().to_owned(),
        _ if ["vector", "halfvec", "sparsevec", "citext", "hstore", "ltree", "lquery", "ltxtquery"]
            .contains(&ty.name()) =>
        {
            ty.name().to_owned()
        }
        _ => format!("{}.{}", ty.schema(), ty.name()),
    }
}

/// Differences in types between us and the server.
async fn compare(database: &Database, statement: &str, checked: &Checked) -> Vec<String> {
    let prepared = match database.client.prepare(statement).await {
        Ok(prepared) => prepared,
        Err(error) => return vec![format!("the server refuses it: {}", tablewright_tests::describe(&error))],
    };
    let theirs: Vec<String> = prepared.params().iter().map(|ty| name(ty, true)).collect();
    let ours: Vec<String> = checked.params.iter().map(|param| param.ty.name().to_owned()).collect();
    let mut wrong = Vec::new();
    if theirs != ours {
        wrong.push(format!("parameters: server {theirs:?}, we {ours:?}"));
    }
    let theirs: Vec<String> = prepared
        .columns()
        .iter()
        .map(|column| format!("{} {}", column.name(), name(column.type_(), false)))
        .collect();
    let ours: Vec<String> = checked
        .columns
        .iter()
        .map(|column| format!("{} {}", column.name.as_deref().unwrap_or("?column?"), column.ty.name()))
        .collect();
    if theirs != ours {
        wrong.push(format!("columns: server {theirs:?}, we {ours:?}"));
    }
    wrong
}

/// A value of a type, as a literal.
fn sample(ty: &str) -> String {
    let text = match ty {
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" | "oid" | "public.positive" => "1",
        "bool" => "true",
        "uuid" => "00000000-0000-0000-0000-000000000001",
        "date" | "timestamp" | "timestamptz" => "2026-01-01",
        "time" | "timetz" => "10:00",
        "interval" => "1 hour",
        "jsonb" | "json" => "{\"a\": 1}",
        "vector" | "halfvec" => "[1,2,3]",
        "sparsevec" => "{1:1}/3",
        "bit" | "varbit" => "101",
        "public.mood" => "ok",
        "public.address" => "(a,b,1)",
        "inet" => "127.0.0.1",
        "tstzrange" => "[2026-01-01,2026-02-01)",
        "public.price_range" => "[1,2)",
        "hstore" => "k=>v",
        "jsonpath" => "$.a",
        "public.email" => "a@b",
        array if array.ends_with("[]") => {
            return format!("ARRAY[{}]::{}", sample(array.trim_end_matches("[]")), cast_name(array));
        }
        _ => "a",
    };
    format!("'{text}'::{}", cast_name(ty))
}

fn cast_name(ty: &str) -> String {
    if ty == "bit" { "varbit".to_owned() } else { ty.to_owned() }
}

/// NULL where we say that there is none. A statement that fails says nothing: its values may not suit it.
async fn nulls(
    client: &tokio_postgres::Client,
    statement: &str,
    checked: &Checked,
    all: bool,
    ran: &mut usize,
) -> Vec<String> {
    let values: Vec<String> = checked
        .params
        .iter()
        .map(
            |param| if all && param.not_null.is_none() { "NULL".to_owned() } else { sample(param.ty.name()) },
        )
        .collect();
    let execute = match values.is_empty() {
        true => "EXECUTE checked".to_owned(),
        false => format!("EXECUTE checked ({})", values.join(", ")),
    };
    let batch = format!("BEGIN; PREPARE checked AS {statement}");
    let mut wrong = Vec::new();
    if client.batch_execute(&batch).await.is_ok()
        && let Ok(messages) = client.simple_query(&execute).await
    {
        *ran += 1;
        for message in messages {
            let SimpleQueryMessage::Row(row) = message else { continue };
            for (at, column) in checked.columns.iter().enumerate() {
                if !column.nullable && row.get(at).is_none() {
                    let name = column.name.as_deref().unwrap_or("?column?");
                    wrong.push(format!("column {} `{name}` is NULL with {values:?}", at + 1));
                }
            }
        }
    }
    client.batch_execute("ROLLBACK; DEALLOCATE ALL").await.expect("a connection that works");
    wrong.dedup();
    wrong
}

#[tokio::test]
async fn what_a_server_accepts_has_its_types() {
    let model = model();
    let full = Database::new().await;
    full.apply(&read("schema.sql")).await;
    let empty = Database::new().await;
    empty.apply(&read("schema.sql")).await;
    full.apply(&read("data.sql")).await;
    // Of their own: what they forget, the other one still knows.
    let clients = [full.connect().await, empty.connect().await];
    let (mut report, mut count, mut ran) = (String::new(), 0, 0);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("accepted"))
        .expect("is there")
        .map(|entry| entry.expect("reads").path())
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("reads");
        for statement in statements(&text) {
            count += 1;
            let wrong = match check(&statement, &model) {
                Err(mistake) => vec![format!("we refuse it: {}", mistake.render(&statement, mistake.span))],
                Ok(checked) => {
                    let mut wrong = compare(&full, &statement, &checked).await;
                    for client in &clients {
                        for all in [false, true] {
                            wrong.extend(nulls(client, &statement, &checked, all, &mut ran).await);
                        }
                    }
                    wrong
                }
            };
            if !wrong.is_empty() {
                let file = file.file_name().unwrap_or_default().to_string_lossy();
                writeln!(report, "--- {file}\n{statement}\n=> {}\n", wrong.join("\n=> ")).expect("a string");
            }
        }
    }
    println!("{count} statements, run {ran} times");
    assert!(report.is_empty(), "{report}");
}

#[tokio::test]
async fn what_is_rejected_is_rejected_by_the_server() {
    let model = model();
    let database = Database::new().await;
    database.apply(&read("schema.sql")).await;
    database.apply(&read("data.sql")).await;
    let mut report = String::new();
    let mut messages = String::new();
    for statement in statements(&read("rejected.sql")) {
        match check(&statement, &model) {
            Ok(_) => writeln!(report, "--- we accept\n{statement}\n").expect("a string"),
            Err(mistake) => {
                writeln!(messages, "{}\n----", mistake.render(&statement, mistake.span)).expect("a string");
            }
        }
        database.client.batch_execute("BEGIN").await.expect("begins");
        let prepared = database.client.prepare(&statement).await;
        // Some mistakes show only when the statement runs.
        let runs = match prepared {
            Err(_) => false,
            Ok(_) if statement.contains('$') => true,
            Ok(_) => database.client.simple_query(&statement).await.is_ok(),
        };
        database.client.batch_execute("ROLLBACK").await.expect("rolls back");
        if runs {
            writeln!(report, "--- the server accepts\n{statement}\n").expect("a string");
        }
    }
    assert!(report.is_empty(), "{report}");
    insta::with_settings!({ snapshot_path => folder(), prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("messages", messages);
    });
}
