//! What is read from a replica, and what a reader refuses.

use tablewright::{Db, Error, Readers, select, sql, sql_unchecked};

use super::{NewTodo, Pair, Todo, User, place};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_reads_runs_on_the_replica() {
    let pair = Pair::start().await;
    let db = pair.db(|readers| readers).await;
    let read = db.read();
    assert!(pair.is_replica(&read).await);
    let recovering: bool = read.sql(sql!("SELECT pg_is_in_recovery()")).scalar().await.unwrap();
    assert!(recovering);
    assert_eq!(place(&db).await.unwrap(), pair.port());

    assert_eq!(read.select::<Todo>().all().await.unwrap().len(), 10);
    assert_eq!(db.read().select::<Todo>().filter(Todo::USER_ID.eq(1)).count().await.unwrap(), 5);
    assert_eq!(
        select::<User>().order_by(User::ID).on(read.executor()).first().await.unwrap().unwrap().name,
        "Ada"
    );
    let joined: Vec<(Todo, User)> =
        read.select::<Todo>().inner_join::<User>(User::ID.eq(Todo::USER_ID)).all().await.unwrap();
    assert_eq!(joined.len(), 10);
    let users: Vec<(User, Vec<Todo>)> = read.select::<User>().with(User::TODOS).all().await.unwrap();
    assert!(users.iter().all(|(_, todos)| todos.len() == 5));
    let page = read.select::<Todo>().order_by(Todo::ID).page(4).await.unwrap();
    let next = read.select::<Todo>().order_by(Todo::ID).after(page.next).page(4).await.unwrap();
    assert_eq!(next.rows[0].id, 5);
    let mut stream = read.select::<Todo>().stream().await.unwrap();
    let mut seen = 0;
    while stream.next().await.transpose().unwrap().is_some() {
        seen += 1;
    }
    let mut copied = read.copy_out::<Todo>().await.unwrap();
    while copied.next().await.transpose().unwrap().is_some() {
        seen += 1;
    }
    assert_eq!(seen, 20);
    let tx = read.begin().await.unwrap();
    assert_eq!(place(&tx).await.unwrap(), pair.replica_port());
    assert_eq!(tx.select::<Todo>().count().await.unwrap(), 10);
    tx.commit().await.unwrap();

    // Many at once, also from other tasks.
    let tasks: Vec<_> = (0..64)
        .map(|id| {
            let db = db.clone();
            tokio::spawn(
                async move { db.read().select::<Todo>().filter(Todo::ID.eq(id % 10 + 1)).one().await },
            )
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    db.close();
    assert!(read.select::<Todo>().all().await.unwrap_err().to_string().contains("the pool is closed"));
}

/// Writes in every way that compiles.
async fn write(db: &Db) -> Vec<Error> {
    let read = db.read();
    let on = read.executor();
    let tx = read.begin().await.unwrap();
    let error = tx.insert(NewTodo::new(1, "no")).run().await.unwrap_err();
    assert!(error.to_string().contains("cannot execute INSERT in a read-only transaction"), "{error}");
    drop(tx);
    let returned = sql!("WITH gone AS (DELETE FROM todo RETURNING id) SELECT count(*) FROM gone");
    vec![
        on.insert(NewTodo::new(1, "no")).run().await.unwrap_err(),
        on.update::<Todo>().set(Todo::TITLE, "no").all_rows().run().await.unwrap_err(),
        on.delete::<Todo>().all_rows().returning().all().await.unwrap_err(),
        on.copy_in([NewTodo::new(1, "no")]).await.unwrap_err(),
        read.sql(sql!("DELETE FROM todo")).run().await.unwrap_err(),
        read.sql(returned).scalar::<i64>().await.unwrap_err(),
        read.sql(sql_unchecked("SELECT nextval('todo_id_seq')")).scalar::<i64>().await.unwrap_err(),
        read.select::<Todo>().for_update().all().await.unwrap_err(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_written_on_the_replica_or_on_the_writer() {
    let pair = Pair::start().await;
    let with_replica = pair.db(|readers| readers).await;
    let alone = pair.db(|_| Readers::new::<String>([])).await;
    for db in [with_replica, alone] {
        for error in write(&db).await {
            assert!(error.to_string().contains("`db.read()` only reads"), "{error}");
        }
        assert_eq!(db.select::<Todo>().count().await.unwrap(), 10);
        assert_eq!(db.read().select::<Todo>().count().await.unwrap(), 10, "connections are clean again");
        db.close();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_replicas_share_the_reads() {
    let pair = Pair::start().await;
    let second = pair.primary.replica().unwrap();
    let urls = [pair.replica.url("postgres"), second.url("postgres")];
    let db = Db::connect(&pair.primary.url("postgres")).await.unwrap().readers(urls).unwrap();
    let mut ports = std::collections::BTreeSet::new();
    for _ in 0..4 {
        let read = db.read();
        let port = place(read.executor()).await.unwrap();
        assert_ne!(port, pair.port());
        assert_eq!(place(read.executor()).await.unwrap(), port, "one reader stays where it is");
        ports.insert(port);
    }
    assert_eq!(ports.len(), 2);
    db.close();
}
