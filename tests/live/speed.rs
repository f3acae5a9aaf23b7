//! How long a catalog of 1,000 tables takes to read. Only worth a look in a release build:
//!
//! ```text
//! cargo test --release -p tablewright-tests --test live speed -- --ignored --nocapture
//! ```

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use tablewright_codegen::ddl;
use tablewright_tests::Database;

const TABLES: usize = 1_000;

/// What `pull` may take, beside writing the file.
const LIMIT: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn a_thousand_tables_are_pulled_in_time() {
    let database = Database::new().await;
    database.apply(&schema()).await;
    let start = Instant::now();
    let catalog = database.read().await;
    let read = start.elapsed();
    let text = ddl::schema_sql(&catalog.schema);
    let whole = start.elapsed();
    println!("{TABLES} tables: catalog {read:?}, with the text of {} bytes {whole:?}", text.len());
    assert_eq!(catalog.schema.tables.len(), TABLES);
    assert!(cfg!(debug_assertions) || whole < LIMIT, "{whole:?}");
    database.drop().await;
}

/// Tables with 5 indexes and 2 foreign keys each.
fn schema() -> String {
    let mut sql = String::new();
    for number in 0..TABLES {
        let parent = number.saturating_sub(1);
        let table = write!(
            sql,
            "CREATE TABLE t{number} (id bigint PRIMARY KEY, parent bigint REFERENCES t{parent}, root bigint REFERENCES t0,
                title varchar(80) NOT NULL CHECK (title <> ''), amount numeric(10, 2) DEFAULT 0, made timestamptz DEFAULT now(), tags text[]);
             CREATE INDEX ON t{number} (parent); CREATE INDEX ON t{number} (root, made DESC); CREATE INDEX ON t{number} (lower(title));
             CREATE INDEX ON t{number} (made) WHERE amount > 0; CREATE INDEX ON t{number} USING gin (tags);\n"
        );
        table.expect("a string can be written");
    }
    sql
}
