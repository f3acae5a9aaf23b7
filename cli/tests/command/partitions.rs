//! `partitions`: what it shows and makes, and that what it makes is no drift.

use tablewright_tests::{Database, block_on};

use super::{Project, Run};

const EVENT: &str = "
-- @partition every=month ahead=2 keep=1
CREATE TABLE event (
    id bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE TABLE event_2019_01 PARTITION OF event FOR VALUES FROM ('2019-01-01 00:00+00') TO ('2019-02-01 00:00+00');
";

fn run(project: &Project, url: &str, arguments: &[&str]) -> Run {
    project.run_with(arguments, &[("DATABASE_URL", url)])
}

/// The text with every digit as `0`: what is there depends on the day.
fn zeros(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
}

#[test]
fn partitions_are_shown_made_and_no_drift() {
    let url = block_on(async { Database::new().await.url.clone() });
    let project = Project::new(EVENT);
    assert_eq!(run(&project, &url, &["migrate", "run"]).code, 0);
    let before = run(&project, &url, &["partitions"]);
    insta::assert_snapshot!("before", zeros(&before.stdout));
    let dry = run(&project, &url, &["partitions", "maintain", "--dry-run"]);
    insta::assert_snapshot!("dry", zeros(&dry.stderr));
    let made = run(&project, &url, &["partitions", "maintain"]);
    insta::assert_snapshot!("made", zeros(&made.stderr));
    assert_eq!(run(&project, &url, &["partitions", "maintain"]).stderr, "event has its partitions\n");
    insta::assert_snapshot!("after", zeros(&run(&project, &url, &["partitions"]).stdout));
    let json = run(&project, &url, &["partitions", "--format", "json"]).stdout;
    assert!(json.contains("\"detached\": [\n      \"public.event_2019_01\"\n    ]"), "{json}");

    // What maintenance makes and lets go is for nobody to undo.
    let drift = run(&project, &url, &["drift"]);
    assert_eq!((drift.code, drift.stdout.as_str()), (0, ""), "{}", drift.stderr);
    for (from, to) in [(url.as_str(), "schema"), ("schema", url.as_str()), ("migrations", url.as_str())] {
        let diff = run(&project, &url, &["diff", "--from", from, "--to", to]);
        assert!(!diff.stdout.contains("event_2"), "{from} to {to}: {}", diff.stdout);
    }
    // The schema need not name the old ones for ever.
    let shorter = EVENT.lines().filter(|line| !line.contains("2019")).collect::<Vec<_>>().join("\n");
    project.write("schema.sql", shorter);
    let built = run(&project, &url, &["migrate", "build"]);
    assert!(built.stderr.contains("nothing to write"), "{}", built.stderr);
    let dropped = run(&project, &url, &["partitions", "maintain", "--drop"]);
    assert_eq!((dropped.code, dropped.stderr.as_str()), (0, "dropped public.event_2019_01\n"));
    assert_eq!(run(&project, &url, &["drift"]).code, 0);
}

#[test]
fn what_is_wrong_is_told() {
    let url = block_on(async { Database::new().await.url.clone() });
    let none =
        run(&Project::new("CREATE TABLE a (at date) PARTITION BY RANGE (at);\n"), &url, &["partitions"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(none.stderr, @r"
    error: no table says how its partitions are made
      = help: write `-- @partition every=month ahead=3 keep=24` above a table that is `PARTITION BY RANGE` of a date or timestamp column
    ");
    let project = Project::new(EVENT);
    let missing = run(&project, &url, &["partitions"]);
    assert!(
        missing.code == 1 && missing.stderr.contains("there is no table event; have its migrations run?"),
        "{}",
        missing.stderr
    );
    let unknown = run(&project, &url, &["partitions", "maintain", "--table", "evnt"]);
    assert!(
        unknown.code == 1 && unknown.stderr.contains("nothing says how `evnt` is partitioned"),
        "{}",
        unknown.stderr
    );
}
