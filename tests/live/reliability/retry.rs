//! What is tried again while connecting, and what is not.

use tablewright::connect::ConnectErrorKind;

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_comes_back_is_connected_to() {
    let server = Private::start().await;
    let url = server.url("postgres");
    server.kill("INT");
    let options = Options { retry: Retry { retries: 200, ..QUICK }, ..Options::default() };
    let connecting = tokio::spawn(async move { Db::connect_with(&url, &options).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!connecting.is_finished(), "it gave up");
    tokio::task::block_in_place(|| server.restart(None));
    let db = within("a connection", connecting).await.unwrap().unwrap();
    assert_eq!(db.query::<(i32,)>("SELECT 1", &[]).await.unwrap(), [(1,)]);
    db.close();
}

#[tokio::test]
async fn what_cannot_pass_by_itself_is_told_at_once() {
    let database = Database::new().await;
    let relay = Relay::start("127.0.0.1:0", &address(&database.url)).await;
    let url = at(&database.url, "127.0.0.1", relay.port);
    let options = Options { retry: Retry { retries: 8, ..QUICK }, ..Options::default() };
    let unknown = url.replace(&database.name, "nowhere");
    let stranger = as_user(&url, "tw_stranger", "s3cret");
    let untrusted = format!("{url}?sslmode=verify-full");
    for (url, kind) in [
        (unknown, ConnectErrorKind::Database),
        (stranger, ConnectErrorKind::Password),
        (untrusted, ConnectErrorKind::Tls),
    ] {
        let before = relay.accepted();
        let error = Db::connect_with(&url, &options).await.unwrap_err();
        assert_eq!(error.as_connect_error().unwrap().kind(), kind, "{error}");
        assert_eq!(relay.accepted() - before, 1, "{kind:?} was tried again");
    }
    database.drop().await;
}

#[tokio::test]
async fn so_many_attempts_are_made_and_no_more() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let count = tokio::spawn(async move {
        let mut count = 0;
        while let Ok(Ok((client, _))) = tokio::time::timeout(Duration::from_secs(5), listener.accept()).await
        {
            count += 1;
            drop(client);
        }
        count
    });
    let retry = Retry { retries: 4, ..QUICK };
    let url = format!("postgres://ada:s3cret@127.0.0.1:{port}/shop?sslmode=disable");
    let error = Db::connect_with(&url, &Options { retry, ..Options::default() }).await.unwrap_err();
    assert_eq!(error.as_connect_error().unwrap().kind(), ConnectErrorKind::Unreachable, "{error}");
    assert_eq!(count.await.unwrap(), 5);
}

#[tokio::test]
async fn who_waits_for_a_server_that_is_away_is_told_why_in_time() {
    let options = Options { retry: QUICK, wait: Duration::from_millis(300), ..Options::default() };
    // Nothing listens on the discard port.
    let db = Db::connect_lazy("postgres://ada:s3cret@127.0.0.1:9/shop", &options).unwrap();
    let waiting: Vec<_> = (0..5)
        .map(|_| {
            tokio::spawn({
                let db = db.clone();
                async move { port(&db).await }
            })
        })
        .collect();
    for task in waiting {
        let error = within("the end of the wait", task).await.unwrap().unwrap_err();
        assert_eq!(error.as_connect_error().unwrap().kind(), ConnectErrorKind::Unreachable, "{error}");
    }
    db.close();
}
