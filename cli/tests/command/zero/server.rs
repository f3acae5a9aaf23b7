//! The development server: it makes the three databases of Zero, and its settings are changed until the doctor complains.

use serde_json::Value;
use tablewright_tests::block_on;
use tokio_postgres::{Client, NoTls};

use super::super::live::Cleared;
use super::project;

#[test]
fn the_three_databases_are_made_and_told() {
    let project = project();
    let _cleared = Cleared(&project);
    let started = project.good(&["db", "start"]);
    let url = started.stdout.trim().to_owned();
    let lines: Vec<&str> = started.stderr.lines().filter(|line| line.starts_with("ZERO_")).collect();
    assert_eq!(
        lines,
        [
            format!("ZERO_UPSTREAM_DB={url}"),
            format!("ZERO_CVR_DB={url}_cvr"),
            format!("ZERO_CHANGE_DB={url}_change")
        ]
    );
    assert_eq!(
        project.good(&["db", "url", "--zero"]).stdout,
        lines.iter().map(|line| format!("{line}\n")).collect::<String>()
    );
    let json: Value =
        serde_json::from_str(&project.good(&["db", "url", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(
        (json["url"].as_str(), json["zero"]["ZERO_CVR_DB"].as_str()),
        (Some(url.as_str()), Some(format!("{url}_cvr").as_str()))
    );
    for database in [&url, &format!("{url}_cvr"), &format!("{url}_change")] {
        apply(database, &["SELECT 1"]);
    }
    project.good(&["db", "stop"]);
    let unknown = project.run_with(&["db", "url", "--zero"], &[("DATABASE_URL", "postgres://localhost/x")]);
    assert!(
        unknown.code == 1 && unknown.stderr.contains("the databases of Zero are not known"),
        "{}",
        unknown.stderr
    );
}

/// Runs statements on a database of its own connection, each in a transaction of its own.
fn apply(url: &str, statements: &[&str]) {
    block_on(async {
        let (client, connection): (Client, _) =
            tokio_postgres::connect(url, NoTls).await.expect("it takes connections");
        tokio::spawn(connection);
        for statement in statements {
            client.batch_execute(statement).await.expect("the server takes it");
        }
    });
}

#[test]
fn what_a_server_lacks_is_found() {
    let project = project();
    let _cleared = Cleared(&project);
    let url = project.good(&["db", "start"]).stdout.trim().to_owned();
    project.good(&["migrate", "run"]);
    let settings = [
        "ALTER SYSTEM SET wal_level = 'replica'",
        "ALTER SYSTEM SET max_replication_slots = 1",
        "ALTER SYSTEM SET max_wal_senders = 1",
        "ALTER SYSTEM SET max_slot_wal_keep_size = '100MB'",
        "ALTER SYSTEM SET idle_in_transaction_session_timeout = '1min'",
        "ALTER SYSTEM SET max_connections = 20",
    ];
    apply(&url, &settings);
    project.good(&["db", "stop"]);
    project.good(&["db", "start"]);
    let run = project.run(&["zero", "doctor", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let value: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let server = value["checks"].as_array().expect("a list").iter();
    let server =
        server.filter(|found| found["check"].as_str().is_some_and(|check| check.starts_with("server.")));
    let told: Vec<String> = server
        .filter(|found| found["level"] != "ok")
        .map(|found| {
            format!(
                "{} {}",
                found["level"].as_str().unwrap_or_default(),
                found["what"].as_str().unwrap_or_default()
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    error wal_level is replica
    error 1 of 1 replication slots are free
    error 1 of 1 WAL senders are free
    warning max_slot_wal_keep_size is 100 MB
    warning 16 connections are free
    ");
    apply(&url, &["ALTER SYSTEM RESET ALL"]);
    project.good(&["db", "stop"]);
    project.good(&["db", "start"]);
    assert_eq!(project.run(&["zero", "doctor"]).code, 0);
}
