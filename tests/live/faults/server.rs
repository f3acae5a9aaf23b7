//! The server dies, before any statement.

use tablewright::migrate::{Event, Migrations, Options};

use super::private::Private;
use super::{connect, folder, reset, second_run, state, undisturbed};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_before_any_statement() {
    let server = Private::start().await;
    let dir = folder();
    let url = server.url("postgres");
    let expected = undisturbed(&url, dir.path()).await;
    for at in 1.. {
        reset(&url).await;
        let mut client = connect(&url).await.expect("a connection");
        let (mut seen, mut killed) = (0, false);
        // One of them is killed in the hard way, which takes longer to come back from.
        let signal = if at == 6 { "KILL" } else { "QUIT" };
        let on = |event: &Event| {
            seen += usize::from(matches!(event, Event::Statement { .. }));
            if seen == at && !killed {
                killed = true;
                server.kill(signal);
            }
        };
        let migrations = Migrations::from_dir(dir.path()).expect("a good folder");
        let first = migrations.apply_with(&mut client, &Options::default(), on).await;
        assert_eq!(first.is_err(), killed, "{first:?}");
        if !killed {
            assert!(at > 15, "only {at} statements");
            break;
        }
        let said = first.expect_err("the server is gone").to_string();
        assert!(!said.contains("the database is as before"), "nobody knows that: {said}");
        server.restart(None);
        second_run(dir.path(), &url).await;
        assert_eq!(state(&url).await, expected, "killed before statement {at}");
    }
}
