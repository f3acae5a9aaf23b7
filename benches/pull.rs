//! What `pull` costs on a server of this machine: reading the catalog, and writing the text of its schema.
//!
//! ```text
//! cargo bench -p tablewright-benches --bench pull
//! ```
//!
//! `TABLEWRIGHT_TEST_URL` names a server; otherwise one is started. The databases are dropped at the end.

use std::time::{Duration, Instant};

use tablewright_benches::{print_table, schema};
use tablewright_codegen::ddl;
use tablewright_devdb::{Options, Server};
use tokio_postgres::{Client, NoTls};

/// Each figure is the median of this many runs.
const RUNS: usize = 3;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000] } else { sizes };
    let server = Server::for_tests(&Options::new()).unwrap_or_else(|error| panic!("{error}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be started");
    let mut rows = vec![["tables", "catalog", "catalog + text"].map(String::from).to_vec()];
    for tables in sizes {
        let name = format!("bench_pull_{}_{tables}", std::process::id());
        server.create_database(&name).unwrap_or_else(|error| panic!("{error}"));
        let (read, whole) = runtime.block_on(measure(&server.url(&name), tables));
        server.drop_database(&name).unwrap_or_else(|error| panic!("{error}"));
        let seconds = |figure: Duration| format!("{:.3} s", figure.as_secs_f64());
        rows.push(vec![tables.to_string(), seconds(read), seconds(whole)]);
    }
    print_table(&rows);
}

/// The medians.
async fn measure(url: &str, tables: usize) -> (Duration, Duration) {
    let client = connect(url).await;
    // A transaction for each few tables: one for all would want more locks than a server has.
    for part in schema(tables).split_inclusive("(lower(title));\n") {
        client.batch_execute(part).await.unwrap_or_else(|error| panic!("{error}"));
    }
    client.batch_execute("ANALYZE").await.unwrap_or_else(|error| panic!("{error}"));
    let (mut reads, mut wholes) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let catalog = tablewright_catalog::read(&client).await.unwrap_or_else(|error| panic!("{error}"));
        reads.push(start.elapsed());
        let text = ddl::schema_sql(&catalog.schema);
        wholes.push(start.elapsed());
        assert!(text.contains(&format!("table_{}", tables - 1)), "every table is in the text");
    }
    (median(reads), median(wholes))
}

fn median(mut figures: Vec<Duration>) -> Duration {
    figures.sort();
    figures[figures.len() / 2]
}

async fn connect(url: &str) -> Client {
    let (client, connection) =
        tokio_postgres::connect(url, NoTls).await.unwrap_or_else(|error| panic!("{error}"));
    // The connection ends with the client.
    tokio::spawn(connection);
    client
}
