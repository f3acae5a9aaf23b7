//! SQL to model: each `tests/read/<kind>/<name>.sql` with the schema that it describes beside it.
//!
//! A snapshot is the schema as JSON without what is empty, one line per object or part of one; expressions are shown
//! in their canonical form, types as `format_type` prints them, names with their namespace.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use tablewright_codegen::files;
use tablewright_codegen::load::Described;
use tablewright_codegen::model::{Acl, Audience, DefaultPrivilege, Note, Schema, Type};
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::sql::Reader;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("read")
}

fn described(name: &str, text: &str) -> Described {
    let mut reader = Reader::new();
    reader.read(&Source::new(format!("{name}.sql"), text), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
}

#[test]
fn files_are_read_as_reviewed() {
    let mut count = 0;
    for kind in std::fs::read_dir(folder()).expect("tests/read is there") {
        let kind = kind.expect("an entry").path();
        // Long real schemas have no snapshot: see below.
        if !kind.is_dir() || kind.ends_with("real") {
            continue;
        }
        for path in files::list(&kind, "sql").expect("readable") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("readable");
            insta::with_settings!({
                snapshot_path => &kind, prepend_module_to_snapshot => false, omit_expression => true,
            }, {
                insta::assert_snapshot!(name.as_str(), show(&described(&name, &text)));
            });
            count += 1;
        }
    }
    assert!(count > 20, "only {count} files were found");
}

#[test]
fn real_schemas_are_read_whole() {
    for path in files::list(&folder().join("real"), "sql").expect("readable") {
        let text = std::fs::read_to_string(&path).expect("readable");
        let tables = text
            .lines()
            .filter(|l| l.starts_with("CREATE TABLE ") || l.starts_with("CREATE UNLOGGED "))
            .count();
        let described = described(&path.display().to_string(), &text);
        assert_eq!(described.schema.tables.len(), tables, "{}", path.display());
    }
}

#[test]
fn a_schema_survives_json() {
    let text = std::fs::read_to_string(folder().join("real/shop.sql")).expect("readable");
    let schema = described("shop", &text).schema;
    let json = serde_json::to_string(&schema).expect("a schema is JSON");
    assert_eq!(serde_json::from_str::<tablewright_codegen::model::Schema>(&json).expect("read back"), schema);
}

/// Whatever the input, the answer is a schema or mistakes: never a panic, never a mistake outside the text.
#[test]
fn no_input_makes_it_panic() {
    let mut text = String::new();
    for kind in std::fs::read_dir(folder()).expect("tests/read is there") {
        for path in files::list(&kind.expect("an entry").path(), "sql").expect("readable") {
            if !path.ends_with("real/shop.sql") {
                text += &std::fs::read_to_string(&path).expect("readable");
            }
        }
    }
    let read = |text: &str| {
        let mut reader = Reader::new();
        reader.read(&Source::new("x.sql", text), Audience::Public);
        if let Err(errors) = reader.finish() {
            for label in errors.iter().filter_map(|e| e.label.as_ref()) {
                // Panics where a span is outside the text or inside a character.
                let _ = label.place.text();
            }
        }
    };
    let mut seed = 7u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for statement in text.split_inclusive(";\n") {
        // Every prefix, but only some of a long one.
        let step = 1 + statement.len() / 200;
        let ends: Vec<usize> = statement.char_indices().map(|(at, _)| at).collect();
        ends.iter().step_by(step).for_each(|end| read(&statement[..*end]));
        // Every word replaced by something that is wrong almost everywhere.
        let others = [
            "",
            "(",
            ")",
            "'",
            "\"",
            "$$",
            ";",
            "é",
            "::",
            "CREATE ",
            "-- @renamed from=\n",
            "1e",
            "NOT ",
            "\\",
        ];
        let words: Vec<&str> = statement.split_inclusive([' ', '(', ')', ',', '.', '\n']).collect();
        for at in (0..words.len()).step_by(1 + words.len() / 60) {
            for _ in 0..2 {
                let other = others[random(others.len())];
                let changed: String =
                    words.iter().enumerate().map(|(i, word)| if i == at { other } else { word }).collect();
                read(&changed);
            }
        }
    }
}

/// The schema, and what the source says beside it.
fn show(described: &Described) -> String {
    let Value::Object(kinds) = serde_json::to_value(&described.schema).expect("a schema is JSON") else {
        unreachable!("a schema is an object")
    };
    let mut out = String::new();
    for (kind, objects) in kinds {
        // These are shown in their own words below.
        if ["owners", "grants", "default_privileges"].contains(&kind.as_str()) {
            continue;
        }
        match prune(objects) {
            Value::Object(objects) => {
                objects.values().for_each(|object| show_object(&kind, object, &mut out))
            }
            Value::Array(objects) => objects.iter().for_each(|object| show_object(&kind, object, &mut out)),
            _ => {}
        }
    }
    show_access(&described.schema, &mut out);
    for (id, note) in described.notes.iter() {
        let note = show_note(note);
        if !note.is_empty() {
            writeln!(out, "note {} {id}:{note}", id.kind()).expect("a string takes it");
        }
    }
    out
}

fn show_access(schema: &Schema, out: &mut String) {
    for (id, role) in &schema.owners {
        writeln!(out, "owner {} {id}: {role}", id.kind()).expect("a string takes it");
    }
    for (id, acl) in &schema.grants {
        writeln!(out, "grants {} {id}:{}", id.kind(), show_acl(acl)).expect("a string takes it");
    }
    for (DefaultPrivilege { role, namespace, on }, acl) in &schema.default_privileges {
        let role = role.as_deref().unwrap_or("(current)");
        let namespace = namespace.as_deref().unwrap_or("(everywhere)");
        writeln!(out, "default {} of {role} in {namespace}:{}", on.as_str(), show_acl(acl))
            .expect("a string takes it");
    }
}

/// `+role=SELECT,INSERT*`, where the star is the grant option, and `-PUBLIC=EXECUTE`.
fn show_acl(acl: &Acl) -> String {
    let granted = acl.granted.iter().map(|(role, privileges)| {
        let star = |option: bool| if option { "*" } else { "" };
        let words: Vec<String> =
            privileges.iter().map(|(p, option)| format!("{}{}", p.as_str(), star(*option))).collect();
        format!(" +{role}={}", words.join(","))
    });
    let revoked = acl.revoked.iter().map(|(role, privileges)| {
        let words: Vec<&str> = privileges.iter().map(|p| p.as_str()).collect();
        format!(" -{role}={}", words.join(","))
    });
    granted.chain(revoked).collect()
}

fn show_object(kind: &str, object: &Value, out: &mut String) {
    let Value::Object(fields) = object else { return };
    let plain = |value: &Value| !matches!(value, Value::Object(_) | Value::Array(_));
    // `public` alone says nothing.
    if kind == "namespaces" && fields.len() == 1 && fields["name"] == "public" {
        return;
    }
    let parts = ["columns", "constraints", "indexes"];
    let own: Map<String, Value> = fields
        .iter()
        .filter(|(name, value)| plain(value) || !(kind == "tables" && parts.contains(&name.as_str())))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    writeln!(out, "{kind} {}", Value::Object(own)).expect("a string takes it");
    for part in parts.iter().filter(|_| kind == "tables") {
        match fields.get(*part) {
            Some(Value::Array(list)) => list.iter().for_each(|v| show_part(part, v, out)),
            Some(Value::Object(map)) => map.values().for_each(|v| show_part(part, v, out)),
            _ => {}
        }
    }
}

fn show_part(part: &str, value: &Value, out: &mut String) {
    writeln!(out, "  {} {value}", part.trim_end_matches('s').trim_end_matches('e'))
        .expect("a string takes it");
}

/// Leaves out what is empty; expressions become their canonical form, types and names their text.
fn prune(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            if let (2, Some(canonical)) = (map.len(), map.get("canonical")) {
                return canonical.clone();
            }
            let fields = map.into_iter().map(|(name, value)| {
                let ty =
                    matches!(name.as_str(), "ty").then(|| serde_json::from_value::<Type>(value.clone()).ok());
                let value = match ty.flatten() {
                    Some(ty) => Value::String(ty.to_string()),
                    None => prune(value),
                };
                (name, value)
            });
            // A published table without columns or filter, and `SET NULL` of all columns, are not nothing.
            let kept = |name: &str| name.contains('.') || name.starts_with("Set");
            Value::Object(fields.filter(|(name, value)| kept(name) || !is_empty(value)).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(prune).collect()),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => false,
    }
}

fn show_note(note: &Note) -> String {
    let mut out = String::new();
    if note.audience == Some(Audience::Private) {
        out += " private";
    }
    let mut say = |what: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(out, " {what}={value:?}").expect("a string takes it");
        }
    };
    say("renamed_from", note.renamed_from.as_ref().map(ToString::to_string));
    say("rust_name", note.rust_name.clone());
    say("rust_type", note.rust_type.clone());
    say("docs", note.docs.as_deref().map(str::to_owned));
    out
}
