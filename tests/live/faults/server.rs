//! The server dies, before any statement.

use tablewright::migrate::{Event, Migrations, Options};

use super::private::Private;
use super::{connect, folder_of, reset, second_run, state, undisturbed, within};

/// A statement for each kind of boundary, as a server takes a while to come back: inside a transaction, outside of one, at the
/// begin of the next one, between two that share one.
const BRIEF: &str = "ALTER TABLE item ADD done boolean NOT NULL DEFAULT false;
-- @commit
CREATE INDEX CONCURRENTLY item_kind ON item (kind);
INSERT INTO log SELECT id FROM item;
CREATE TABLE last (id int);
ALTER TABLE event DETACH PARTITION event_old CONCURRENTLY;
INSERT INTO log VALUES (0);
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_before_any_statement() {
    let server = Private::start().await;
    let dir = folder_of(&[("20260102000000_brief.sql", BRIEF)]);
    let url = server.url("postgres");
    let expected = undisturbed(&url, dir.path()).await;
    for at in 1.. {
        reset(&url).await;
        let mut client = connect(&url).await.expect("a connection");
        let (mut seen, mut killed) = (0, false);
        // One of them is killed in the hard way, which takes longer to come back from.
        let signal = if at == 3 { "KILL" } else { "QUIT" };
        let on = |event: &Event| {
            seen += usize::from(matches!(event, Event::Statement { .. }));
            if seen == at && !killed {
                killed = true;
                server.kill(signal);
            }
        };
        let migrations = Migrations::from_dir(dir.path()).expect("a good folder");
        let options = Options::default();
        let run = migrations.apply_with(&mut client, &options, on);
        let first = within("a run whose server is killed", run).await;
        assert_eq!(first.is_err(), killed, "{first:?}");
        if !killed {
            assert_eq!(at, 7, "one for each statement, and one more");
            break;
        }
        let said = first.expect_err("the server is gone").to_string();
        assert!(!said.contains("the database is as before"), "nobody knows that: {said}");
        server.restart(None);
        second_run(dir.path(), &url).await;
        assert_eq!(state(&url).await, expected, "killed before statement {at}");
    }
}
