//! A network that swallows everything and says nothing.

use super::*;

fn options() -> Options {
    Options {
        retry: QUICK,
        connect_timeout: Some(Duration::from_millis(500)),
        statement_timeout: Some(Duration::from_millis(500)),
        ..Options::default()
    }
}

async fn through(relay: &Relay, database: &Database, options: &Options) -> Db {
    let url = at(&database.url, "127.0.0.1", relay.port);
    Db::connect_with(&format!("{url}?sslmode=disable"), options).await.unwrap()
}

#[tokio::test]
async fn a_statement_that_is_swallowed_ends_and_is_not_sent_again() {
    let database = Database::new().await;
    database.apply("CREATE TABLE done (id integer)").await;
    let relay = Relay::start("127.0.0.1:0", &address(&database.url)).await;
    let db = through(&relay, &database, &options()).await;
    db.sql(sql!("INSERT INTO done VALUES (1)")).run().await.unwrap();
    relay.silence();
    let begun = Instant::now();
    let error = within("an end", db.sql(sql!("INSERT INTO done VALUES (2)")).run()).await.unwrap_err();
    println!("the caller heard of it after {:?}: {error}", begun.elapsed());
    assert!(error.to_string().contains("whether the statement took effect is not known"), "{error}");
    assert_eq!(db.status().open, 0, "the dead connection is gone");

    // Who comes now waits for a server that answers, and gets it.
    let other = db.clone();
    let waiting = tokio::spawn(async move { other.sql(sql!("INSERT INTO done VALUES (3)")).run().await });
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert!(!waiting.is_finished());
    relay.listen();
    within("a connection", waiting).await.unwrap().unwrap();
    let ids: Vec<(i32,)> = db.query("SELECT id FROM done ORDER BY id", &[]).await.unwrap();
    assert_eq!(ids, [(1,), (3,)]);
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn a_transaction_that_is_swallowed_ends() {
    let database = Database::new().await;
    let relay = Relay::start("127.0.0.1:0", &address(&database.url)).await;
    let db = through(&relay, &database, &options()).await;
    let tx = db.begin().await.unwrap();
    tx.sql(sql!("SELECT 1")).run().await.unwrap();
    relay.forget();
    let error = within("an end", tx.commit()).await.unwrap_err();
    assert!(error.to_string().contains("not known"), "{error}");
    within("another connection", port(&db)).await.unwrap();
    assert_eq!(db.status().lent, 0);
    db.close();
    database.drop().await;
}

#[tokio::test]
async fn a_connection_that_died_while_it_was_idle_is_found_out_before_it_is_used() {
    let database = Database::new().await;
    let relay = Relay::start("127.0.0.1:0", &address(&database.url)).await;
    let options = Options { ping_after: Duration::from_millis(100), ..options() };
    let db = through(&relay, &database, &options).await;
    port(&db).await.unwrap();
    relay.forget();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();
    within("a connection that works", port(&db)).await.unwrap();
    println!("found out after {:?}", begun.elapsed());
    db.close();
    database.drop().await;
}
