//! The compact schema that `build.rs` writes for `sql!`: what is written is read.

use std::fmt::Write as _;
use std::path::Path;

use tablewright_codegen::emit;
use tablewright_codegen::model::Audience;
use tablewright_codegen::query::{Model, check};
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::sql;

fn compact(text: &str) -> String {
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("schema.sql", text), Audience::Public);
    let described = reader.finish().unwrap_or_else(|errors| panic!("{}", render(&errors, false)));
    emit::compact(&described)
}

/// Name, type and nullability of each column.
fn columns(statement: &str, model: &Model) -> String {
    let checked = check(statement, model).unwrap_or_else(|m| panic!("{}", m.render(statement, m.span)));
    let columns = checked.columns.iter().map(|column| {
        let null = if column.nullable { "?" } else { "" };
        format!("{} {}{null}", column.name.as_deref().unwrap_or("-"), column.ty.name())
    });
    columns.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_schema_of_the_statements() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("checked/schema.sql");
    let text = compact(&std::fs::read_to_string(path).expect("is there"));
    insta::with_settings!({ snapshot_path => "../checked", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("model", text.replace('\t', " | "));
    });
}

#[test]
fn names_of_any_letters_come_back() {
    let schema = "CREATE TYPE \"a\tb\" AS ENUM ('x\ty', '\\');
        CREATE TABLE \"t\tt\n\\n\" (\"c\t\" \"a\tb\" NOT NULL, \"d \"\" e\" text[], PRIMARY KEY (\"c\t\"));
        CREATE TABLE \"t\" (a int); CREATE TABLE \"ta\" (b int NOT NULL); CREATE TABLE tz (c int);";
    let model = Model::new(compact(schema)).expect("of this version");
    let found = columns("SELECT * FROM \"t\tt\n\\n\" WHERE \"c\t\" = 'x\ty' OR \"c\t\" = '\\'", &model);
    assert_eq!(found, "c\t public.a\tb, d \" e text[]?");
    assert_eq!(columns("SELECT * FROM t, ta, tz", &model), "a int4?, b int4, c int4?");
}

#[test]
fn another_version_is_refused() {
    let text = compact("CREATE TABLE t (id int)").replacen(" 1\n", " 2\n", 1);
    assert!(Model::new(text).expect_err("another version").contains("of the same version"));
}

#[test]
fn a_view_that_cannot_be_worked_out_has_no_columns() {
    let schema = "CREATE TABLE t (id int);
        CREATE VIEW b AS SELECT id, x FROM a; CREATE VIEW a AS SELECT id, 1 AS x FROM t; CREATE VIEW c AS SELECT nothing() AS n;";
    let model = Model::new(compact(schema)).expect("of this version");
    assert_eq!(columns("SELECT * FROM b", &model), "id int4?, x int4");
    let mistake = check("SELECT * FROM c", &model).expect_err("not known");
    assert!(mistake.message.contains("the columns of the view `c` are not known"), "{}", mistake.message);
}

/// `cargo test -p tablewright-tests --test offline a_thousand_tables -- --ignored --nocapture`
#[test]
#[ignore = "prints how long it takes"]
fn a_thousand_tables() {
    let mut schema = String::new();
    for n in 0..1000 {
        write!(
            schema,
            "CREATE TABLE table_{n} (id bigint PRIMARY KEY, other_id bigint REFERENCES table_{}",
            n.max(1) - 1
        )
        .expect("a string");
        for column in 0..10 {
            write!(schema, ", column_{column} text NOT NULL").expect("a string");
        }
        schema.push_str(");\n");
    }
    let start = std::time::Instant::now();
    let text = compact(&schema);
    println!("read and written: {:?}, {} bytes", start.elapsed(), text.len());
    let start = std::time::Instant::now();
    let model = Model::new(text).expect("of this version");
    println!("opened: {:?}", start.elapsed());
    let start = std::time::Instant::now();
    for n in 0..500 {
        let statement = format!(
            "SELECT a.id, b.column_1, count(*) FROM table_{n} a LEFT JOIN table_{} b ON b.id = a.other_id
             WHERE a.column_2 ILIKE $1 AND a.id = ANY($2) GROUP BY a.id, b.column_1 ORDER BY 3 DESC LIMIT 10",
            n + 1
        );
        check(&statement, &model).unwrap_or_else(|m| panic!("{}", m.render(&statement, m.span)));
    }
    println!("a statement: {:?}", start.elapsed() / 500);
}
