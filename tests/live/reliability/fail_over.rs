//! Another server takes over: the writer comes back read-only, another one is in the list, the name leads elsewhere.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicBool, Ordering};

use tablewright::connect::{self, ConnectErrorKind};

use super::*;
use crate::runtime::pooler;

/// Starts it again as one that only replays what another server writes.
fn as_standby(server: &Private) {
    server.kill("INT");
    server.write("standby.signal", "");
    server.restart(None);
}

async fn write(db: &Db) -> Result<u64> {
    db.sql(sql!("INSERT INTO written VALUES (1)")).run().await
}

const PATIENT: Options = Options {
    max_connections: 3,
    shared_connections: 4,
    pipeline: 64,
    wait: Duration::from_secs(30),
    statements: 256,
    transaction_pooler: false,
    retry: Retry { retries: 400, ..QUICK },
    connect_timeout: None,
    idle: None,
    lifetime: None,
    ping_after: Duration::from_secs(30),
    statement_timeout: None,
    idle_in_transaction: None,
    look_every: Duration::from_millis(200),
    slow: None,
    explain_slow: false,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_given_the_old_writer_until_it_takes_writes_again() {
    let server = Private::start().await;
    server.sql("CREATE TABLE written (id integer)").await;
    let db = Db::connect_with(&server.url("postgres"), &PATIENT).await.unwrap();
    write(&db).await.unwrap();
    tokio::task::block_in_place(|| as_standby(&server));
    // It could read there, but would not see what another server writes.
    let other = db.clone();
    let writing = tokio::spawn(async move { write(&other).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!writing.is_finished());
    assert_eq!(db.status().open, 0, "{:?}", db.status());
    server.sql("SELECT pg_promote()").await;
    within("the writer", writing).await.unwrap().unwrap();
    db.close();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_hosts_the_writer_is_found() {
    let (first, second) = (Private::start().await, Private::start().await);
    second.sql("CREATE TABLE written (id integer)").await;
    first.sql("CREATE TABLE written (id integer)").await;
    // The same user and password on both.
    for server in [&first, &second] {
        server.sql("CREATE ROLE app SUPERUSER LOGIN PASSWORD 's3cret'").await;
    }
    let hosts = [&first, &second].map(|server| address(&server.url("postgres")));
    let url = format!("postgres://app:s3cret@{}/postgres", hosts.join(","));
    let db = Db::connect_with(&url, &PATIENT).await.unwrap();
    write(&db).await.unwrap();
    let before = port(&db).await.unwrap();
    assert!(hosts[0].ends_with(&before), "the first one that takes writes");
    tokio::task::block_in_place(|| as_standby(&first));
    within("the other server", async {
        // What was on its way when the server went down is told so; nothing else fails.
        while write(&db).await.is_err() {}
    })
    .await;
    assert!(hosts[1].ends_with(&port(&db).await.unwrap()));
    // Who wants any server may have it.
    let any = format!("{url}?target_session_attrs=any");
    let any = Db::connect_with(&any, &PATIENT).await.unwrap();
    assert_eq!(port(&any).await.unwrap(), before);
    // And one that says that it must be the writer is told so.
    let strict = format!("{}?target_session_attrs=read-write", first.url("postgres"));
    let error = connect::connect(&strict).await.unwrap_err();
    assert_eq!(error.kind(), ConnectErrorKind::ReadOnly, "{error}");
    db.close();
    any.close();
}

/// Stands between clients and two servers: what was opened before the move goes to the second one behind its client's back, as
/// behind a proxy that keeps its clients' connections; what is opened later goes to the first one again.
fn moving(first: &str, second: &str, moved: &Arc<AtomicBool>) -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let configs: [tokio_postgres::Config; 2] = [first, second].map(|url| url.parse().unwrap());
    let moved = Arc::clone(moved);
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (mut client, configs, moved) = (client.unwrap(), configs.clone(), Arc::clone(&moved));
            // Who hangs up hangs up.
            std::thread::spawn(move || pass_on(&mut client, &configs, &moved));
        }
    });
    port
}

fn pass_on(
    client: &mut std::net::TcpStream,
    to: &[tokio_postgres::Config; 2],
    moved: &AtomicBool,
) -> std::io::Result<()> {
    use std::io::{Read, Write};
    let mut length = [0; 4];
    client.read_exact(&mut length)?;
    client.read_exact(&mut vec![0; u32::from_be_bytes(length) as usize - 4])?;
    client.write_all(b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I")?;
    let old = !moved.load(Ordering::Relaxed);
    let mut servers = [pooler::backend(&to[0]), pooler::backend(&to[1])];
    loop {
        let (letter, all) = pooler::message(client)?;
        if letter == b'X' {
            return Ok(());
        }
        let server = &mut servers[usize::from(old && moved.load(Ordering::Relaxed))];
        server.write_all(&all)?;
        let mut answered = !matches!(letter, b'S' | b'Q');
        while !answered {
            let (letter, all) = pooler::message(server.as_mut())?;
            client.write_all(&all)?;
            answered = letter == b'Z';
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_is_refused_tells_of_another_writer() {
    let (writer, standby) = (Private::start().await, Private::start().await);
    for server in [&writer, &standby] {
        server.sql("CREATE TABLE written (id integer)").await;
    }
    tokio::task::block_in_place(|| as_standby(&standby));
    let moved = Arc::new(AtomicBool::new(false));
    let port = moving(&writer.url("postgres"), &standby.url("postgres"), &moved);
    let url = format!("postgres://someone@127.0.0.1:{port}/postgres?sslmode=disable");
    // Nobody looks by himself.
    let options = Options { look_every: Duration::from_secs(3600), ..PATIENT };
    let db = Db::connect_with(&url, &options).await.unwrap();
    let both = (db.client().await.unwrap(), db.client().await.unwrap());
    drop(both);
    until("both are back", async || db.status().idle >= 2).await;
    let before = db.status();
    assert!(before.open >= 2, "{before:?}");
    moved.store(true, Ordering::Relaxed);
    let refused = write(&db).await.unwrap_err();
    assert_eq!(refused.code().unwrap().code(), "25006", "{refused}");
    until("the old connections are gone", async || db.status().open == 0).await;
    write(&db).await.unwrap();
    assert!(db.status().opened > before.opened);
    db.close();
}

#[tokio::test]
async fn a_transaction_that_only_reads_costs_no_connection() {
    let database = Database::new().await;
    let db =
        Db::connect_with(&database.url, &Options { max_connections: 1, ..Options::default() }).await.unwrap();
    db.sql(sql!("CREATE TABLE written (id integer)")).run().await.unwrap();
    let options = tablewright::TransactionOptions::new().read_only();
    let refused = db
        .transaction_with(&options, async |tx| tx.sql(sql!("INSERT INTO written VALUES (1)")).run().await)
        .await
        .unwrap_err();
    assert_eq!(refused.code().unwrap().code(), "25006");
    write(&db).await.unwrap();
    assert_eq!(db.status().opened, 1);
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn a_name_is_looked_up_for_every_connection() {
    let (old, new) = (Private::start().await, Private::start().await);
    for server in [&old, &new] {
        server.sql("CREATE ROLE app LOGIN PASSWORD 's3cret'").await;
    }
    let (old_url, new_url) = (old.url("postgres"), new.url("postgres"));
    // Two addresses with the same port.
    let first = Relay::start("127.0.0.1:0", &address(&old_url)).await;
    let second = Relay::start(&format!("127.0.0.2:{}", first.port), &address(&new_url)).await;
    let moved = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&moved);
    let url = format!("postgres://app:s3cret@db.example:{}/postgres?sslmode=disable", second.port);
    let endpoint = connect::config(&url).unwrap().resolve_with(move |name| {
        assert_eq!(name, "db.example");
        let last = if asked.load(Ordering::Relaxed) { 2 } else { 1 };
        async move { Ok(vec![IpAddr::V4(Ipv4Addr::new(127, 0, 0, last))]) }
    });
    let db = Db::connect_to(endpoint, &PATIENT).await.unwrap();
    assert!(address(&old_url).ends_with(&port(&db).await.unwrap()));
    moved.store(true, Ordering::Relaxed);
    old.kill("INT");
    let now = within("the other server", async {
        loop {
            if let Ok(now) = port(&db).await {
                return now;
            }
        }
    })
    .await;
    assert!(address(&new_url).ends_with(&now));
    db.close();
}
