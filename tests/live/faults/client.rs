//! The process that applies migrations is killed.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tablewright::migrate::{Event, Migrations, Options};
use tablewright_tests::{Database, block_on};

use super::{PATIENCE, connect, folder, reset, second_run, state, undisturbed, within};

/// A process of its own that applies the migrations of a folder, and stops for good before this statement.
pub(super) fn deployer(dir: &Path, url: &str, stop_before: Option<usize>) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["faults::client::child", "--exact", "--ignored", "--nocapture"])
        .env("TABLEWRIGHT_FAULT_DIR", dir)
        .env("TABLEWRIGHT_FAULT_URL", url)
        .env("TABLEWRIGHT_FAULT_STOP", stop_before.unwrap_or_default().to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program starts again")
}

#[test]
#[ignore = "it is the other process of the tests around it"]
fn child() {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let (dir, url) = (variable("TABLEWRIGHT_FAULT_DIR"), variable("TABLEWRIGHT_FAULT_URL"));
    if dir.is_empty() {
        return;
    }
    let stop: usize = variable("TABLEWRIGHT_FAULT_STOP").parse().expect("a number");
    let mut seen = 0;
    let on = |event: &Event| {
        if !matches!(event, Event::Statement { .. }) {
            return;
        }
        seen += 1;
        say(&format!("statement {seen}"));
        if seen == stop {
            say("stopped");
            // It is killed here; where its parent has died instead, it ends by itself.
            std::thread::sleep(PATIENCE);
            panic!("still waiting to be killed after {PATIENCE:?}");
        }
    };
    let applied = block_on(async {
        let mut client = connect(&url).await.expect("a connection");
        let migrations = Migrations::from_dir(&dir).expect("a good folder");
        let options = Options::default();
        let run = migrations.apply_with(&mut client, &options, on);
        within("the run of this process", run).await.expect("it runs").applied.len()
    });
    say(&format!("applied {applied}"));
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{what}").and_then(|()| out.flush()).expect("somebody listens");
}

/// Waits for a line, or the end.
fn wait_for(child: &mut Child, line: &str) -> bool {
    let out = child.stdout.as_mut().expect("it is piped");
    BufReader::new(out).lines().map_while(Result::ok).any(|said| said == line)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_is_killed_before_any_statement() {
    let (database, dir) = (Database::new().await, folder());
    let expected = undisturbed(&database.url, dir.path()).await;
    for at in 1.. {
        reset(&database.url).await;
        let mut child = deployer(dir.path(), &database.url, Some(at));
        let stopped = wait_for(&mut child, "stopped");
        // SIGKILL: nothing is closed, said or rolled back by the process itself.
        child.kill().expect("it can be killed");
        child.wait().expect("it has ended");
        second_run(dir.path(), &database.url).await;
        assert_eq!(state(&database.url).await, expected, "killed before statement {at}");
        if !stopped {
            assert!(at > 15, "only {at} statements");
            break;
        }
    }
    database.drop().await;
}

/// The server goes on with a statement whose client is gone, and keeps the run's lock meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_is_killed_while_an_index_is_built() {
    let (database, dir) = (Database::new().await, folder());
    let expected = undisturbed(&database.url, dir.path()).await;
    reset(&database.url).await;
    // The concurrent build waits for this transaction.
    database.apply("BEGIN ISOLATION LEVEL REPEATABLE READ; INSERT INTO item VALUES (0); SELECT 1").await;
    let mut child = deployer(dir.path(), &database.url, None);
    assert!(wait_for(&mut child, "statement 1"));
    let watcher = database.connect().await;
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock' \
                 AND datname = current_database()";
    within("the build of the index, which waits for a transaction", async {
        while watcher.query_one(waits, &[]).await.expect(waits).get::<_, i64>(0) == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
    let (send, mut waiting) = tokio::sync::mpsc::unbounded_channel();
    let (mut client, migrations) =
        (database.connect().await, Migrations::from_dir(dir.path()).expect("a good folder"));
    let second = tokio::spawn(async move {
        let on = |event: &Event| {
            if let Event::Waiting { holder } = event {
                let _ = send.send(holder.clone());
            }
        };
        migrations.apply_with(&mut client, &Options::default(), on).await
    });
    // The other run's statement still runs, so this one waits.
    let holder = within("the second run to wait for the first", waiting.recv()).await;
    assert!(holder.is_some_and(|holder| holder.starts_with("process ")), "it did not wait");
    database.apply("ROLLBACK").await;
    within("the second run", second).await.expect("it does not panic").expect("it completes");
    assert_eq!(state(&database.url).await, expected);
    database.drop().await;
}
