//! What a planned `ATTACH PARTITION` reads, asked of the server: with the checks before it, nothing.

use tablewright_codegen::model::{Audience, Schema};
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::report::Source;
use tablewright_codegen::sql::Reader;
use tablewright_tests::{Database, each};

/// Type of the key, strategy, bound of the new partition, a value in it, a value for the default partition.
const KEYS: &[[&str; 5]] = &[
    ["date", "RANGE", "FROM ('2024-01-01') TO ('2025-01-01')", "'2024-05-05'", "'2023-05-05'"],
    ["timestamptz", "RANGE", "FROM ('2024-01-01') TO (MAXVALUE)", "'2024-05-05'", "'2023-05-05'"],
    ["smallint", "RANGE", "FROM (10) TO (20)", "10", "9"],
    ["integer", "RANGE", "FROM (MINVALUE) TO (-20)", "-21", "-20"],
    ["bigint", "RANGE", "FROM (10) TO (20)", "19", "20"],
    ["numeric", "RANGE", "FROM (1.5) TO (2)", "1.7", "2"],
    ["text", "RANGE", "FROM ('a') TO ('b')", "'aa'", "'c'"],
    ["varchar(9)", "RANGE", "FROM ('a') TO ('b')", "'aa'", "'c'"],
    [
        "uuid",
        "RANGE",
        "FROM ('00000000-0000-0000-0000-000000000000') TO ('70000000-0000-0000-0000-000000000000')",
        "'10000000-0000-0000-0000-000000000000'",
        "'80000000-0000-0000-0000-000000000000'",
    ],
    ["text", "LIST", "IN ('a', 'b')", "'a'", "'c'"],
    ["text", "LIST", "IN ('a')", "'a'", "'c'"],
    ["varchar(9)", "LIST", "IN ('a', 'b')", "'a'", "'c'"],
    ["char(3)", "LIST", "IN ('a', 'b')", "'a'", "'c'"],
    ["integer", "LIST", "IN (1, 2, 3)", "1", "4"],
    ["bigint", "LIST", "IN (1, 2)", "1", "4"],
    ["smallint", "LIST", "IN (1)", "1", "4"],
    ["boolean", "LIST", "IN (true)", "true", "false"],
    ["mood", "LIST", "IN ('good', 'bad')", "'good'", "'so'"],
    ["text", "LIST", "IN (NULL)", "NULL", "'c'"],
    ["text", "LIST", "IN ('a', NULL)", "NULL", "'c'"],
];

fn schema(text: &str) -> Schema {
    let mut reader = Reader::new();
    reader.read(&Source::new("schema.sql", text), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{errors:?}")).schema
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proven_partition_is_attached_without_a_scan() {
    let wrong = each(KEYS.to_vec(), attach).await;
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was scanned although it need not have been.
async fn attach([ty, strategy, bound, inside, outside]: [&'static str; 5]) -> Option<String> {
    let before = format!(
        "CREATE TYPE mood AS ENUM ('good', 'so', 'bad');
         CREATE TABLE p (k {ty}) PARTITION BY {strategy} (k);
         CREATE TABLE p_rest PARTITION OF p DEFAULT;
         CREATE TABLE p_new (k {ty});"
    );
    let after = before.replace("CREATE TABLE p_new (k", "--")
        + &format!("\nCREATE TABLE p_new PARTITION OF p FOR VALUES {bound};");
    let plan = plan::plan(&schema(&before), &schema(&after), &Options::default()).expect("a plan");
    let database = Database::new().await;
    database.apply(&before).await;
    database.apply(&format!("INSERT INTO p_new VALUES ({inside}); INSERT INTO p VALUES ({outside})")).await;
    let mut scanned = None;
    for step in plan.steps() {
        let text = step.statement.to_string();
        if !text.contains("ATTACH PARTITION") {
            database.apply(&text).await;
            continue;
        }
        database.client.batch_execute("BEGIN").await.expect("a transaction");
        let before = scans(&database).await;
        database.client.batch_execute(&text).await.expect(&text);
        let scans = scans(&database).await - before;
        database.client.batch_execute("COMMIT").await.expect("it holds");
        scanned = (scans > 0).then(|| format!("{ty} {strategy} {bound}: {scans} scans\n{}", plan.to_sql()));
    }
    database.drop().await;
    scanned
}

/// How often both tables have been read whole, as far as the session has not reported it.
async fn scans(database: &Database) -> i64 {
    let sql = "SELECT coalesce(sum(seq_scan), 0)::bigint FROM pg_stat_xact_user_tables \
               WHERE relname IN ('p_new', 'p_rest')";
    database.client.query_one(sql, &[]).await.expect(sql).get(0)
}
