//! `explain`: a plan as a tree, and advice that a real server gives cause for.

use super::{Project, Run, seeded};

const TABLES: &str = "
CREATE TABLE post (id int PRIMARY KEY, \"authorId\" text NOT NULL, kind text, n int, city text, country text, body text,
    done boolean NOT NULL, embedding vector(8), extra jsonb);
INSERT INTO post SELECT i, 'a' || i % 500, 'k' || i % 3, i, 'city' || i % 200, 'country' || i % 200, repeat(md5(i::text), 3),
    i % 900 = 0, ARRAY[i % 7, i % 11, i % 13, 1, 2, 3, 4, i % 17]::vector, jsonb_build_object('a', i) FROM generate_series(1, 30000) i;
CREATE TABLE author (id text, name text);
INSERT INTO author SELECT 'a' || i, 'name' || i FROM generate_series(0, 499) i;
CREATE TABLE stale (n int) WITH (autovacuum_enabled = false);
ANALYZE;
INSERT INTO stale SELECT i % 5 FROM generate_series(1, 40000) i;
CREATE INDEX post_kind ON post (kind);
CREATE INDEX post_city ON post (city);
";

fn database() -> String {
    seeded(&format!("CREATE EXTENSION vector;{TABLES}"))
}

fn explain(url: &str, settings: &str, arguments: &[&str]) -> Run {
    // As libpq reads it: `options` of the URL.
    let options: Vec<String> = settings
        .split(',')
        .filter(|s| !s.is_empty())
        .map(|s| format!("-c%20{}", s.replace('=', "%3D")))
        .collect();
    let url =
        if options.is_empty() { url.to_owned() } else { format!("{url}?options={}", options.join("%20")) };
    Project::empty().run_with(&[&["explain"], arguments].concat(), &[("DATABASE_URL", &url)])
}

fn advice(url: &str, settings: &str, sql: &str) -> Vec<serde_json::Value> {
    let run = explain(url, settings, &[sql, "--format", "json"]);
    assert_eq!(run.code, 0, "{sql}: {}", run.stderr);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    value["advice"].as_array().expect("advice").clone()
}

/// That the advice with a code is given, and what it says to write.
fn advised(url: &str, settings: &str, sql: &str, code: &str, wanted: &str) {
    let all = advice(url, settings, sql);
    let found = all.iter().find(|advice| advice["code"] == code).unwrap_or_else(|| {
        let run = explain(url, settings, &[sql]);
        panic!("no {code} for {sql}: {all:?}\n{}", run.stdout)
    });
    let line = found["schema"].as_str().or(found["sql"].as_str()).unwrap_or_default();
    assert!(line.contains(wanted), "{code} for {sql}: {found}");
}

#[test]
fn every_advice_is_given_by_a_real_server() {
    let url = database();
    for (settings, sql, code, wanted) in [
        (
            "",
            "SELECT * FROM post WHERE \"authorId\" = 'a7' AND n > 100",
            "missing-index",
            "ON post (\"authorId\", n)",
        ),
        ("", "SELECT * FROM post WHERE lower(body) = 'x'", "missing-index", "ON post (lower(body))"),
        ("", "SELECT * FROM post WHERE done", "missing-index", "WHERE done"),
        (
            "",
            "SELECT * FROM post WHERE extra @> '{\"a\": 5}'",
            "missing-index",
            "USING gin (extra jsonb_path_ops)",
        ),
        ("", "SELECT * FROM post WHERE body LIKE '%abcdef%'", "missing-index", "gin_trgm_ops"),
        (
            "",
            "SELECT id FROM post ORDER BY embedding <=> '[1,2,3,4,5,6,7,8]' LIMIT 5",
            "vector-scan",
            "USING hnsw (embedding vector_cosine_ops)",
        ),
        (
            "",
            "SELECT id FROM post ORDER BY embedding <-> '[1,2,3,4,5,6,7,8]' LIMIT 5",
            "vector-scan",
            "USING hnsw (embedding vector_l2_ops)",
        ),
        ("work_mem=64kB", "SELECT body FROM post ORDER BY body", "sort-spilled", "SET LOCAL work_mem"),
        (
            "work_mem=64kB",
            "SELECT * FROM post a JOIN post b ON a.body = b.body",
            "hash-batches",
            "SET LOCAL work_mem",
        ),
        ("", "SELECT * FROM stale WHERE n = 1", "estimate", "ANALYZE stale"),
        (
            "enable_hashjoin=off,enable_mergejoin=off,enable_memoize=off",
            "SELECT count(*) FROM post p JOIN author a ON a.id = p.\"authorId\"",
            "nested-loop",
            "ON author (id)",
        ),
        (
            "enable_seqscan=off,enable_bitmapscan=off",
            "SELECT * FROM post WHERE kind = 'k1' AND body = 'x'",
            "narrow-index",
            "ON post (kind, body)",
        ),
        (
            "work_mem=64kB,enable_seqscan=off,enable_indexscan=off",
            "SELECT * FROM post WHERE kind = 'k1'",
            "lossy-bitmap",
            "SET LOCAL work_mem",
        ),
        (
            "jit=on,jit_above_cost=0,jit_inline_above_cost=0,jit_optimize_above_cost=0",
            "SELECT sum(n) FROM post WHERE n > 5",
            "jit",
            "SET LOCAL jit = off",
        ),
    ] {
        // Not every build can compile.
        if code == "jit" && advice(&url, settings, sql).is_empty() {
            continue;
        }
        advised(&url, &format!("max_parallel_workers_per_gather=0,{settings}"), sql, code, wanted);
    }
    // What is quick gets no advice.
    assert_eq!(advice(&url, "", "SELECT * FROM post WHERE id = 5"), Vec::<serde_json::Value>::new());
    // Once the index is there, the advice is gone.
    let index = "CREATE INDEX ON post (\"authorId\", n)";
    assert_eq!(Project::empty().run_with(&["query", index, "--write"], &[("DATABASE_URL", &url)]).code, 0);
    assert!(advice(&url, "", "SELECT * FROM post WHERE \"authorId\" = 'a7' AND n > 100").is_empty());
}

#[test]
fn it_runs_and_is_rolled_back() {
    let url = database();
    let run = explain(&url, "", &["DELETE FROM author WHERE id = $1", "--param", "a1"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Delete on author") && run.stdout.contains("ran "), "{}", run.stdout);
    let rows = Project::empty()
        .run_with(&["query", "SELECT count(*) FROM author", "--format", "csv"], &[("DATABASE_URL", &url)]);
    assert_eq!(rows.stdout, "count\n500\n");
    let planned = explain(&url, "", &["SELECT * FROM author ORDER BY id", "--plan-only"]);
    insta::assert_snapshot!(planned.stdout);
}

#[test]
fn what_cannot_be_explained() {
    let url = seeded("CREATE TABLE a (id int)");
    for (sql, said) in [
        ("SELECT nope FROM a", "column \"nope\" does not exist"),
        ("VACUUM a", "`VACUUM` has no plan"),
        ("SELECT 1; SELECT 2", "there are 2 statements"),
        ("SELECT 1/0 FROM generate_series(1, 2)", "division by zero"),
    ] {
        let run = explain(&url, "", &[sql]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{sql}");
        assert!(run.stderr.contains(said), "{sql}: {}", run.stderr);
    }
}
