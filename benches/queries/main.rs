//! What typed queries cost beside the driver used by hand in its usual form: a statement that is prepared once, `query`, rows
//! collected and mapped. Wall time, and CPU time of the client.
//!
//! ```text
//! cargo bench -p tablewright-benches --bench queries [-- part-of-a-name]
//! ```
//!
//! Both forms run in turn within one process, on one thread, against one server (`tablewright-devdb`); each figure is the
//! median over the rounds, and each ratio the median of the ratios of the rounds.

mod bare;
mod measure;
mod schema;
mod typed;

use measure::Bench;
use tablewright::{Db, Options};
use tablewright_devdb::Server;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let options = tablewright_devdb::Options::new().extension("vector");
    let server = Server::start(&options).unwrap_or_else(|error| panic!("{error}"));
    server.create_database("bench").unwrap_or_else(|error| panic!("{error}"));
    let url = server.url("bench");
    let bare = bare::Bare::connect(&url).await;
    schema::fill(&bare.client).await;
    let db = Db::connect_with(&url, &Options::default()).await.expect("a connection");
    let bare = bare.prepare().await;
    let mut bench = Bench::new();

    for rows in [1, 100, 10_000] {
        let name = format!("select {rows} rows");
        bench.run(&name, async || bare.select(rows).await, async || typed::select(&db, rows).await).await;
    }
    bench.run("left join, 1,000 rows", async || bare.join().await, async || typed::join(&db).await).await;
    bench.run("select by key", async || bare.by_key(7).await, async || typed::by_key(&db, 7).await).await;
    let pool = bare::Pool::connect(&url, 8).await;
    bench
        .run(
            "select by key, 32 tasks; bare: 8 connections",
            async || bare::many(&pool).await,
            async || typed::many(&db).await,
        )
        .await;
    for rows in [1, 2, 5, 10, 20, 50, 100, 1_000, 10_000] {
        let name = format!("insert {rows} rows; bare: VALUES");
        bare.truncate().await;
        let statement = bare.insert_values(rows).await;
        let (one, other) = (schema::notes(rows), schema::new_notes(rows));
        bench
            .run(
                &name,
                async || bare.insert(&statement, &one).await,
                async || typed::insert(&db, &other).await,
            )
            .await;
    }
    let (one, other) = (schema::notes(10_000), schema::new_notes(10_000));
    let statement = bare.insert_values(10_000).await;
    bare.truncate().await;
    bench
        .run(
            "copy_in 10,000 rows; bare: VALUES",
            async || bare.insert(&statement, &one).await,
            async || typed::copy_in(&db, &other).await,
        )
        .await;
    bare.truncate().await;
    bench
        .run(
            "copy_in 10,000 rows; bare: COPY",
            async || bare.copy_in(&one).await,
            async || typed::copy_in(&db, &other).await,
        )
        .await;
    bench.run("update by key", async || bare.update(7).await, async || typed::update(&db, 7).await).await;
    bench
        .run(
            "100 users, 10 posts, 10 comments",
            async || bare.nested().await,
            async || typed::nested(&db).await,
        )
        .await;
    let near = schema::vector(5);
    bench
        .run(
            "10 nearest of 10,000 vectors(384)",
            async || bare.nearest(&near).await,
            async || typed::nearest(&db, &near).await,
        )
        .await;
    println!("{db:?}");
    bench.print();
}
