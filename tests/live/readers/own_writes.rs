//! What was written is read, where that is asked for.

use std::time::{Duration, Instant};

use tablewright::{Lsn, sql};

use super::{NewTodo, Pair, Todo};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_write_is_read_on_the_replica() {
    let pair = Pair::start().await;
    let db = pair.db(|readers| readers.catch_up(Duration::from_secs(5))).await;
    let mut replica = 0;
    for n in 0..200 {
        let todo = db.insert(NewTodo::new(1, format!("number {n}"))).one().await.unwrap();
        let at = db.lsn().await.unwrap();
        // As it goes through a cookie.
        let at: Lsn = at.to_string().parse().unwrap();
        let read = db.read().at_least(at);
        let found = read.select::<Todo>().filter(Todo::ID.eq(todo.id)).one().await.unwrap();
        assert_eq!(found, todo);
        replica += i32::from(pair.is_replica(&read).await);
    }
    // `synchronous_commit` is off on this server: what is written arrives a moment later.
    assert_eq!(replica, 200);
    db.close();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_is_waited_for_and_then_read_from_the_writer() {
    let pair = Pair::start().await;
    let wait = Duration::from_millis(300);
    let db = pair.db(|readers| readers.max_lag(Duration::from_secs(60)).catch_up(wait)).await;
    assert!(pair.is_replica(&db.read()).await);
    pair.stop_replaying().await;
    db.insert(NewTodo::new(1, "new")).run().await.unwrap();
    let at = db.lsn().await.unwrap();

    let begun = Instant::now();
    let read = db.read().at_least(at);
    assert_eq!(read.select::<Todo>().count().await.unwrap(), 11);
    assert!(begun.elapsed() >= wait, "{:?}", begun.elapsed());
    assert!(begun.elapsed() < wait * 3, "{:?}", begun.elapsed());
    let begun = Instant::now();
    let read = db.read().at_least(at).wait(Duration::ZERO);
    assert_eq!(read.select::<Todo>().count().await.unwrap(), 11);
    assert!(begun.elapsed() < wait, "{:?}", begun.elapsed());
    // Who does not ask for it still reads from the replica, within the lag.
    assert_eq!(db.read().select::<Todo>().count().await.unwrap(), 10);

    let waiting = db.read().at_least(at).wait(Duration::from_secs(10));
    let (replica, ()) = tokio::join!(pair.is_replica(&waiting), async {
        tokio::time::sleep(wait).await;
        pair.go_on_replaying().await;
    });
    assert!(replica, "it waited until the replica had come so far");
    assert_eq!(waiting.select::<Todo>().count().await.unwrap(), 11);
    db.close();
}

/// What Aurora has instead of PostgreSQL's functions, on a server where a role may not call those.
const AURORA: &str = "
CREATE ROLE aurora LOGIN PASSWORD 'aurora';
GRANT SELECT ON ALL TABLES IN SCHEMA public TO aurora;
CREATE FUNCTION aurora_db_instance_identifier() RETURNS text LANGUAGE sql
    AS 'SELECT CASE WHEN pg_is_in_recovery() THEN ''two'' ELSE ''one'' END';
CREATE FUNCTION durable() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    RETURN (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END - '0/0');
END $$;
CREATE FUNCTION aurora_replica_status(OUT server_id text, OUT session_id text, OUT durable_lsn bigint,
    OUT current_read_lsn bigint, OUT replica_lag_in_msec real) RETURNS SETOF record LANGUAGE sql AS $$
    VALUES ('one', 'MASTER_SESSION_ID', durable(), NULL::bigint, NULL::real),
           ('two', 'a2ed9a56-6a09-4d4e-8ed1-6bb5b8d7a8f5', durable(), durable(), 20.5)
$$;
REVOKE EXECUTE ON FUNCTION pg_current_wal_insert_lsn() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_last_wal_replay_lsn() FROM PUBLIC;
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_functions_of_postgresql_are_refused_those_of_aurora_are_asked() {
    let pair = Pair::start().await;
    pair.writer.batch_execute(AURORA).await.unwrap();
    pair.catch_up().await;
    let as_aurora = |url: String| {
        let (_, place) = url.rsplit_once('@').unwrap();
        format!("postgres://aurora:aurora@{place}")
    };
    let (writer, replica) =
        (as_aurora(pair.primary.url("postgres")), as_aurora(pair.replica.url("postgres")));
    let db = tablewright::Db::connect(&writer).await.unwrap().readers([replica]).unwrap();
    let at = db.lsn().await.unwrap();
    assert!(pair.is_replica(&db.read()).await, "{:?}", db.replicas());
    let read = db.read().at_least(at).wait(Duration::from_secs(5));
    assert!(pair.is_replica(&read).await);
    let here: i64 = read.sql(sql!("SELECT count(*) FROM todo")).scalar().await.unwrap();
    assert_eq!(here, 10);
    db.close();
}
