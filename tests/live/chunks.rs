//! Work on many rows, a chunk at a time, on a real server.

mod meanwhile;
mod resume;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tablewright::{Chunk, Chunks, Db, Error, Progress, Result, Table, Transaction, TransactionOptions};
use tablewright_tests::Database;

#[derive(Clone, Debug, PartialEq, Table)]
struct Item {
    #[column(primary_key)]
    id: i64,
    kind: String,
    #[column(default = "0")]
    seen: i32,
}

/// A key of three columns of different types, one of which is a domain.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(primary_key(columns(tenant, code, day)))]
struct Stock {
    day: tablewright::types::Date,
    #[column(sql_type = "varchar(20)")]
    code: String,
    #[column(sql_type = "tenant")]
    tenant: i32,
    #[column(default = "0")]
    seen: i32,
}

#[derive(Clone, Debug, PartialEq, Table)]
struct Loose {
    name: String,
}

const TABLES: &str = "
CREATE DOMAIN tenant AS integer;
CREATE TABLE item (id bigint PRIMARY KEY, kind text NOT NULL, seen integer NOT NULL DEFAULT 0);
INSERT INTO item SELECT n * 2, CASE WHEN n % 3 = 0 THEN 'rare' ELSE 'usual' END FROM generate_series(1, 1000) n;
CREATE TABLE stock (day date NOT NULL, code varchar(20) NOT NULL, tenant tenant NOT NULL, seen integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, code, day));
INSERT INTO stock SELECT date '2026-01-01' + d, 'code ' || c, t
    FROM generate_series(1, 7) d, generate_series(1, 11) c, generate_series(1, 5) t;
CREATE TABLE loose (name text NOT NULL);
";

async fn database() -> (Database, Db) {
    let database = Database::new().await;
    database.apply(TABLES).await;
    let db = Db::connect(&database.url).await.unwrap();
    (database, db)
}

async fn ends(database: Database, db: Db) {
    db.close();
    database.drop().await;
}

/// How often rows were seen: how many of each number.
async fn seen(db: &Db, table: &str) -> Vec<(i32, i64)> {
    let text = format!("SELECT seen, count(*) FROM {table} GROUP BY seen ORDER BY seen");
    db.sql(tablewright::sql_unchecked(text)).all().await.unwrap()
}

/// Counts a row up.
async fn see(tx: &mut Transaction<'_>, chunk: Chunk<Item>) -> Result<()> {
    for item in chunk.rows {
        tx.update::<Item>().set(Item::SEEN, Item::SEEN.add(1)).filter(Item::ID.eq(item.id)).run().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_is_worked_on_once() {
    let (database, db) = database().await;
    let sizes = Mutex::new(Vec::new());
    let chunks = Chunks::of(300).counted().locked();
    let done = db
        .select::<Item>()
        .for_each_chunk(chunks, async |tx, chunk| {
            sizes.lock().unwrap().push(chunk.rows.len());
            assert!(chunk.rows.is_sorted_by_key(|item| item.id));
            see(tx, chunk).await
        })
        .await
        .unwrap();
    assert_eq!(*sizes.lock().unwrap(), [300, 300, 300, 100]);
    assert_eq!((done.rows, done.total, done.chunks), (1000, Some(1000), 4));
    assert_eq!(seen(&db, "item").await, [(1, 1000)]);

    // Chosen columns of some rows, so many in all.
    let kinds = Mutex::new(Vec::new());
    let done = db
        .select::<Item>()
        .filter(Item::KIND.eq("rare"))
        .columns((Item::ID, Item::KIND))
        .limit(250)
        .for_each_chunk(Chunks::of(100), async |_, chunk| {
            kinds.lock().unwrap().extend(chunk.rows);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!((done.rows, done.total, done.chunks), (250, None, 3));
    assert!(kinds.lock().unwrap().iter().all(|(id, kind)| id % 6 == 0 && kind == "rare"));

    // Nothing to do.
    let none = db.select::<Item>().filter(Item::ID.lt(0));
    let done = none.for_each_chunk(Chunks::of(10).counted(), async |_, _| Ok(())).await.unwrap();
    assert_eq!(
        (done.rows, done.end.clone(), done.to_string()),
        (0, None, "0 of 0 rows (100 %), 0 rows/s".into())
    );
    ends(database, db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_is_changed_once() {
    let (database, db) = database().await;
    for rows in [1, 7, 333, 1000, 5000] {
        let mut told = Vec::new();
        let chunks = Chunks::of(rows).counted().on_progress(|progress| told.push(progress.clone()));
        let usual = db.update::<Item>().set(Item::SEEN, Item::SEEN.add(1)).filter(Item::KIND.eq("usual"));
        let done = usual.update_in_chunks(chunks).await.unwrap();
        assert_eq!((done.rows, done.total), (667, Some(667)), "{rows}");
        assert_eq!(done.chunks, 667_u64.div_ceil(rows.into()));
        assert_eq!(told.len() as u64, done.chunks);
        assert_eq!(told.last().map(|last| (last.rows, last.end.clone())), Some((667, done.end)));
    }
    assert_eq!(seen(&db, "item").await, [(0, 333), (5, 667)]);
    let all = db.update::<Stock>().set(Stock::SEEN, 1).all_rows();
    assert_eq!(all.update_in_chunks(Chunks::of(10)).await.unwrap().rows, 385);
    assert_eq!(seen(&db, "stock").await, [(1, 385)]);
    let tenants = Stock::TENANT.eq(1).or(Stock::TENANT.eq(3));
    let some = db.update::<Stock>().set(Stock::SEEN, Stock::SEEN.add(1)).filter(tenants);
    assert_eq!(some.update_in_chunks(Chunks::of(9)).await.unwrap().rows, 154);
    assert_eq!(seen(&db, "stock").await, [(1, 231), (2, 154)]);
    ends(database, db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_pass_no_faster_than_they_may() {
    let (database, db) = database().await;
    let begun = Instant::now();
    let chunks = Chunks::of(100).rows_per_second(2_000);
    let done = db.update::<Item>().set(Item::SEEN, 1).all_rows().update_in_chunks(chunks).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(500), "{:?}", begun.elapsed());
    assert!(done.rows_per_second() <= 2_000.0, "{done}");
    ends(database, db).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_chunks_cannot_go_through_is_said() {
    let (database, db) = database().await;
    let said = |result: Result<Progress>| result.unwrap_err().to_string();
    let loose = db.select::<Loose>().for_each_chunk(Chunks::of(1), async |_, _| Ok(())).await;
    assert_eq!(said(loose), "table \"loose\" has no primary key, by which chunks would go");
    let ordered = db.select::<Item>().order_by(Item::KIND);
    let ordered = ordered.for_each_chunk(Chunks::of(1), async |_, _| Ok(())).await;
    assert_eq!(said(ordered), "chunks go by the primary key; take `.order_by(..)` and `.offset(..)` away");
    let key = db.update::<Item>().set(Item::ID, Item::ID.add(1)).all_rows();
    assert!(
        said(key.update_in_chunks(Chunks::of(1)).await)
            .starts_with("column \"id\" is part of the primary key")
    );
    let tx = db.begin().await.unwrap();
    let inside = tx.update::<Item>().set(Item::SEEN, 1).all_rows().update_in_chunks(Chunks::of(1)).await;
    assert!(said(inside).starts_with("each chunk is a transaction of its own"));
    drop(tx);
    let reads = db.read();
    let writes = reads.select::<Item>().for_each_chunk(Chunks::of(5), see).await;
    assert!(said(writes).contains("read-only transaction"));
    let counted = AtomicU64::new(0);
    let count = async |_: &mut Transaction<'_>, chunk: Chunk<Item>| -> Result<()> {
        counted.fetch_add(chunk.rows.len() as u64, Ordering::Relaxed);
        Ok(())
    };
    reads.select::<Item>().for_each_chunk(Chunks::of(400), count).await.unwrap();
    assert_eq!(counted.into_inner(), 1000);
    assert_eq!(seen(&db, "item").await, [(0, 1000)]);
    ends(database, db).await;
}

/// It can be a task.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chunks_run_in_a_task() {
    let (database, db) = database().await;
    let inner = db.clone();
    let task = tokio::spawn(async move {
        let options = TransactionOptions::serializable().retries(3);
        inner.select::<Item>().for_each_chunk(Chunks::of(100).transaction(options), see).await?;
        inner
            .update::<Item>()
            .set(Item::SEEN, Item::SEEN.add(1))
            .all_rows()
            .update_in_chunks(Chunks::of(100))
            .await
    });
    assert_eq!(task.await.unwrap().unwrap().rows, 1000);
    assert_eq!(seen(&db, "item").await, [(2, 1000)]);
    let failed: Result<Progress> =
        db.select::<Item>().for_each_chunk(Chunks::of(100), async |_, _| Err(Error::other("enough"))).await;
    assert_eq!(failed.unwrap_err().to_string(), "enough");
    ends(database, db).await;
}
