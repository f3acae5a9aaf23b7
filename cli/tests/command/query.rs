//! `query`: rows as a table, CSV and JSON; nothing is changed unless told so.

use super::{Project, Run, seeded};

const ROWS: &str = "
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE todo (
    id bigint PRIMARY KEY, title text, done bool, price numeric, tags text[], extra jsonb, mood mood
);
INSERT INTO todo VALUES
    (1, 'Buy milk', true, 1.50, '{a,\"b c\",NULL}', '{\"a\": [1, 2.50]}', 'calm'),
    (20, '日本語', NULL, 12345678901234567890.5, NULL, NULL, NULL),
    (3, '', false, 'NaN', '{}', '\"x\"', 'cross');
";

fn query(arguments: &[&str]) -> Run {
    Project::empty().run_with(&[&["query"], arguments].concat(), &[("DATABASE_URL", &seeded(ROWS))])
}

#[test]
fn a_table_csv_and_json() {
    let sql = "SELECT * FROM todo ORDER BY id";
    let table = query(&[sql]);
    assert_eq!((table.code, table.stderr.as_str()), (0, "3 rows, read only\n"));
    insta::assert_snapshot!("query_table", table.stdout);
    insta::assert_snapshot!("query_csv", query(&[sql, "--format", "csv"]).stdout);
    let json = query(&[sql, "--format", "json"]).stdout;
    insta::assert_snapshot!("query_json", json);
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(rows[0]["extra"]["a"][1], 2.5);
    insta::assert_snapshot!("query_expanded", query(&[sql, "--expanded", "--limit", "2"]).stdout);
}

#[test]
fn a_limit_is_told() {
    let run = query(&["SELECT generate_series(1, 1000000)", "--limit", "2"]);
    assert_eq!(run.stdout.lines().count(), 4);
    assert_eq!((run.code, run.stderr.as_str()), (0, "2 rows of more: `--limit 0` shows all\n"));
    let json = query(&["SELECT 1 AS a WHERE false", "--format", "json"]);
    assert_eq!(json.stdout, "[]\n");
}

#[test]
fn parameters_are_values() {
    let run = query(&[
        "SELECT $1::text AS a, $2::int + 1 AS b, $3::int AS c",
        "--param",
        "'; DROP TABLE todo; --",
        "-p",
        "-5",
        "--null",
        "3",
    ]);
    assert_eq!(run.stdout.lines().nth(2), Some("'; DROP TABLE todo; -- │ -4 │ NULL"), "{}", run.stderr);
    insta::assert_snapshot!("query_parameters", query(&["SELECT $1::int"]).stderr);
    assert!(
        query(&["SELECT $1::int", "--param", "x"])
            .stderr
            .contains("invalid input syntax for type integer: \"x\"")
    );
}

#[test]
fn nothing_changes_without_write() {
    let (url, project) = (seeded(ROWS), Project::empty());
    let run =
        |arguments: &[&str]| project.run_with(&[&["query"], arguments].concat(), &[("DATABASE_URL", &url)]);
    let refused = run(&["DELETE FROM todo"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
    insta::assert_snapshot!("query_read_only", refused.stderr);
    assert_eq!(run(&["COMMIT; DELETE FROM todo"]).code, 1);
    assert_eq!(run(&["SELECT count(*) FROM todo", "--format", "csv"]).stdout, "count\n3\n");

    let written = run(&["DELETE FROM todo WHERE id = $1 RETURNING title", "--param", "1", "--write"]);
    assert_eq!((written.code, written.stderr.as_str()), (0, "1 row, committed\n"));
    assert_eq!(run(&["UPDATE todo SET done = true", "--write"]).stderr, "2 rows changed, committed\n");
    assert_eq!(run(&["VACUUM todo", "--write"]).code, 0);
    project.write("two.sql", "DELETE FROM todo; -- all\nSELECT 1/0;\n");
    let failed = run(&["--file", "two.sql", "--write"]);
    assert_eq!(failed.code, 1);
    assert!(
        failed.stderr.contains("division by zero") && failed.stderr.contains("two.sql:2"),
        "{}",
        failed.stderr
    );
    assert_eq!(run(&["SELECT count(*) FROM todo", "--format", "csv"]).stdout, "count\n2\n", "all or nothing");
}

#[test]
fn a_mistake_is_pointed_at() {
    insta::assert_snapshot!("query_mistake", query(&["SELECT id,\n       titel FROM todo"]).stderr);
    let empty = query(&[]);
    assert_eq!(empty.code, 1);
    assert!(empty.stderr.contains("nothing to run"), "{}", empty.stderr);
    assert!(query(&["  -- nothing"]).stderr.contains("holds no statement"));
    assert!(query(&["--file", "nowhere.sql"]).stderr.contains("nowhere.sql"));
}
