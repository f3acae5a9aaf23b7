//! The connection is lost, before or after any request: also between a commit, or a statement outside of a transaction, and the
//! answer.

use std::path::Path;

use tablewright::migrate::Migrations;
use tablewright_tests::Database;

use super::proxy::{Cut, Requests, proxy};
use super::{connect, folder, reset, second_run, state, undisturbed, within};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_lost_at_any_request() {
    let (database, dir) = (Database::new().await, folder());
    let expected = undisturbed(&database.url, dir.path()).await;
    let requests = run(&database.url, dir.path(), Cut::Never, &expected).await;
    assert!(requests.effective.len() > 20, "only {:?}", requests.effective);
    run(&database.url, dir.path(), Cut::Before(1), &expected).await;
    // For the server, losing the answer to one request and never hearing of the next are the same; and where one had no effect,
    // losing its answer is like losing the one before. The end of the last one is that of a run without a cut.
    for at in requests.effective.into_iter().chain([requests.count]) {
        run(&database.url, dir.path(), Cut::After(at), &expected).await;
    }
    database.drop().await;
}

/// One run through the proxy, one without; returns the requests of the first one.
async fn run(direct: &str, dir: &Path, cut: Cut, expected: &str) -> Requests {
    reset(direct).await;
    let (url, proxied) = proxy(direct, cut).await;
    // The connection itself may be what is lost.
    if let Ok(mut client) = connect(&url).await {
        let migrations = Migrations::from_dir(dir).expect("a good folder");
        let first = within("a run that is cut", migrations.apply(&mut client)).await;
        assert!(first.is_ok() || !matches!(cut, Cut::Never), "{first:?}");
    }
    let requests = proxied.await.expect("the proxy does not panic");
    second_run(dir, direct).await;
    assert_eq!(state(direct).await, expected, "after {cut:?}");
    requests
}

/// The backend of the run is ended by somebody else, right before each statement.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_terminated_before_any_statement() {
    let (database, dir) = (Database::new().await, folder());
    let expected = undisturbed(&database.url, dir.path()).await;
    for at in 1.. {
        reset(&database.url).await;
        let mut client = database.connect().await;
        let pid: i32 = client.query_one("SELECT pg_backend_pid()", &[]).await.expect("a process").get(0);
        let (mut seen, other) = (0, &database.client);
        let (send, mut receive) = tokio::sync::mpsc::unbounded_channel::<std::sync::mpsc::Sender<()>>();
        let migrations = Migrations::from_dir(dir.path()).expect("a good folder");
        let run = tokio::spawn(async move {
            let on = |event: &tablewright::migrate::Event| {
                seen += usize::from(matches!(event, tablewright::migrate::Event::Statement { .. }));
                if seen == at && matches!(event, tablewright::migrate::Event::Statement { .. }) {
                    let (done, wait) = std::sync::mpsc::channel();
                    let _ = send.send(done);
                    let _ = wait.recv();
                }
            };
            migrations.apply_with(&mut client, &tablewright::migrate::Options::default(), on).await
        });
        let reached = within("the statement, or the end of the run", receive.recv()).await;
        if let Some(done) = &reached {
            other.execute("SELECT pg_terminate_backend($1, 5000)", &[&pid]).await.expect("it is terminated");
            let _ = done.send(());
        }
        let first = within("the end of a run without its session", run).await.expect("it does not panic");
        assert_eq!(first.is_err(), reached.is_some(), "{first:?}");
        second_run(dir.path(), &database.url).await;
        assert_eq!(state(&database.url).await, expected, "terminated before statement {at}");
        if reached.is_none() {
            assert!(at > 15, "only {at} statements");
            break;
        }
    }
    database.drop().await;
}
