//! `seed`: rows that a server takes, the same ones every time.

use tablewright_tests::block_on;

use super::{Project, Run, seeded};

const HARD: &str = include_str!("../../../tests/seed/hard.sql");
const SHOWCASE: [&str; 2] =
    [include_str!("../../../schema.sql"), include_str!("../../../schema-private.sql")];

fn seed(url: &str, arguments: &[&str]) -> Run {
    Project::empty().run_with(&[&["seed"], arguments].concat(), &[("DATABASE_URL", url)])
}

fn good(url: &str, arguments: &[&str]) -> Run {
    let run = seed(url, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    run
}

/// The first column of the first row, as text.
fn one(url: &str, sql: &str) -> String {
    let rows = Project::empty().run_with(&["query", sql, "--format", "csv"], &[("DATABASE_URL", url)]);
    assert_eq!(rows.code, 0, "{sql}: {}", rows.stderr);
    rows.stdout.lines().nth(1).unwrap_or_default().to_owned()
}

/// All rows of all tables, as one number for each table.
fn content(url: &str) -> String {
    block_on(async {
        let client = tablewright::connect::connect(url).await.expect("a connection");
        let tables = "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition \
             AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
        let mut all = String::new();
        for row in client.query(tables, &[]).await.expect("tables") {
            let table: String = row.get(0);
            let sql = format!(
                "SELECT count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\")), '') FROM {table} t"
            );
            let sum = client.query_one(&sql, &[]).await.expect("a sum");
            all.push_str(&format!("{table} {} {}\n", sum.get::<_, i64>(0), sum.get::<_, String>(1)));
        }
        all
    })
}

#[test]
fn the_showcase_is_filled_the_same_twice() {
    let (first, second) = (seeded(&SHOWCASE.concat()), seeded(&SHOWCASE.concat()));
    let run = good(&first, &["--rows", "200"]);
    assert_eq!(run.stdout, "");
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    good(&second, &["--rows", "200"]);
    let content_first = content(&first);
    assert_eq!(content_first, content(&second));
    assert!(content_first.lines().all(|line| line.contains(" 200 ")), "{content_first}");
    assert_eq!(
        one(
            &first,
            "SELECT count(DISTINCT embedding) > 100 AND bool_and(abs((embedding <#> embedding) + 1) < 0.001) FROM post WHERE embedding IS NOT NULL"
        ),
        "t"
    );
    assert_eq!(one(&first, "SELECT bool_and(\"updatedAt\" >= \"createdAt\") FROM todo"), "t");
    assert_eq!(one(&first, "SELECT bool_and(email LIKE '%@%') FROM \"user\""), "t");
    assert!(
        one(&first, "SELECT count(*) FROM comment WHERE \"parentId\" IS NOT NULL")
            .parse::<u32>()
            .expect("a number")
            > 50
    );
    // The sequence goes on behind the rows.
    assert_eq!(
        one(&first, "SELECT pg_sequence_last_value(pg_get_serial_sequence('tag', 'id')::regclass)"),
        "200"
    );

    let again = good(&first, &["--rows", "200"]);
    assert!(again.stderr.contains("post has rows, which stay"), "{}", again.stderr);
    good(&first, &["--rows", "200", "--truncate"]);
    assert_eq!(content_first, content(&first), "the same after `--truncate`");
    good(&first, &["--rows", "200", "--truncate", "--seed", "2"]);
    assert_ne!(content_first, content(&first));
}

#[test]
fn circles_checks_keys_and_types() {
    let (first, second) = (seeded(HARD), seeded(HARD));
    let run = good(&first, &["--rows", "120", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    for table in report["tables"].as_array().expect("tables") {
        assert_eq!(table["rows"], 120, "{table}");
    }
    good(&second, &["--rows", "120"]);
    assert_eq!(content(&first), content(&second));
    for (sql, wanted) in [
        ("SELECT count(*) > 60 FROM department WHERE head IS NOT NULL", "t"),
        ("SELECT count(*) > 60 FROM employee WHERE boss IS NOT NULL", "t"),
        ("SELECT count(DISTINCT egg) FROM hen", "120"),
        ("SELECT count(DISTINCT tableoid) FROM measurement", "2"),
        ("SELECT count(*) FROM profile p JOIN employee e ON e.id = p.employee", "120"),
        ("SELECT count(*) FROM everything WHERE num_nulls(everything.*) < 20", "120"),
    ] {
        assert_eq!(one(&first, sql), wanted, "{sql}");
    }
}

#[test]
fn only_some_tables() {
    let url = seeded(&SHOWCASE.concat());
    let run = good(&url, &["--rows", "5", "--table", "post", "--format", "json"]);
    insta::assert_snapshot!(run.stdout);
    let unknown = seed(&url, &["--table", "posts"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (1, ""));
    assert!(unknown.stderr.contains("there is no table `posts` to fill"), "{}", unknown.stderr);
}

#[test]
fn what_cannot_be_filled_is_said() {
    let url = seeded(
        "CREATE TABLE odd (a int NOT NULL, b int NOT NULL, CONSTRAINT impossible CHECK (a * a + b * b = 3)); CREATE TABLE even (id int)",
    );
    let odd = seed(&url, &[]);
    assert_eq!((odd.code, odd.stdout.as_str()), (1, ""));
    insta::assert_snapshot!("seed_refused", odd.stderr);
    assert_eq!(one(&url, "SELECT count(*) FROM even"), "0", "nothing was kept");

    let url = seeded(
        "CREATE TABLE x (id int PRIMARY KEY, y int NOT NULL); CREATE TABLE y (id int PRIMARY KEY, x int NOT NULL REFERENCES x);
         ALTER TABLE x ADD CONSTRAINT hard FOREIGN KEY (y) REFERENCES y",
    );
    insta::assert_snapshot!("seed_cycle", seed(&url, &[]).stderr);

    let url = seeded("CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE mind (mood mood PRIMARY KEY)");
    let run = good(&url, &[]);
    assert_eq!(run.stderr, "warning: mind: its keys leave room for 2 rows\nseeded mind with 2 rows\n");
}
