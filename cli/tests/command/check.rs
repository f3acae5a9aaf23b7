//! `migrate check` as a gate: locks, and migrations of two branches.

use super::Project;

const FIRST: &str =
    "CREATE TABLE todo (id bigint PRIMARY KEY, title text);\nCREATE TABLE note (id bigint PRIMARY KEY);\n";

/// Four migrations, and the schema that they make.
fn project() -> Project {
    let project = Project::new(
        "CREATE TABLE todo (id bigint PRIMARY KEY, title text, priority int);\nCREATE INDEX todo_priority ON todo (priority);\n\
         CREATE TABLE note (id bigint PRIMARY KEY, at date);\n",
    );
    for (name, text) in [
        ("20260101000000_first.sql", FIRST),
        ("20260102000000_add_priority.sql", "ALTER TABLE todo ADD COLUMN priority int;\n"),
        ("20260103000000_index.sql", "CREATE INDEX todo_priority ON todo (priority);\n"),
        ("20260104000000_note_at.sql", "ALTER TABLE note ADD COLUMN at date;\n"),
    ] {
        project.write(&format!("migrations/{name}"), text);
    }
    project
}

const CHECK: &[&str] = &["migrate", "check", "--offline"];

fn bad(project: &Project, arguments: &[&str]) -> String {
    let run = project.run(&[CHECK, arguments].concat());
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{arguments:?}: {}", run.stderr);
    run.stderr
}

fn good(project: &Project, arguments: &[&str]) -> String {
    project.good(&[CHECK, arguments].concat()).stderr
}

#[test]
fn a_lock_that_is_stronger_than_allowed() {
    let project = project();
    insta::assert_snapshot!(bad(&project, &["--max-lock", "share"]), @r"
    warning: migrations/20260102000000_add_priority.sql:1:1: takes ACCESS EXCLUSIVE on todo, and `--max-lock` allows SHARE (`--accept lock:20260102000000_add_priority.sql` lets it through)
      ALTER TABLE todo ADD COLUMN priority int
    warning: migrations/20260104000000_note_at.sql:1:1: takes ACCESS EXCLUSIVE on note, and `--max-lock` allows SHARE (`--accept lock:20260104000000_note_at.sql` lets it through)
      ALTER TABLE note ADD COLUMN at date
    error: the migrations are not good to go, for the reasons above
    ");
    // The name of the file, or what it is called.
    let accepted = [
        "--max-lock",
        "share",
        "--accept",
        "lock:add_priority",
        "--accept",
        "lock:20260104000000_note_at.sql",
    ];
    assert_eq!(
        good(&project, &accepted),
        "good: the migrations make the schema; no statement takes more than SHARE\n"
    );
    assert_eq!(good(&project, &["--max-lock", "access-exclusive"]), "good: the migrations make the schema\n");
    // What the first one makes is nobody's yet.
    assert_eq!(bad(&project, &["--max-lock", "none"]).matches("and `--max-lock` allows no lock").count(), 3);
}

#[test]
fn answers_about_locks_that_fit_nothing() {
    let project = project();
    let typo = bad(&project, &["--max-lock", "share", "--accept", "lock:note_att"]);
    assert_eq!(typo, "error: there is no migration `note_att`\n  = help: did you mean `note_at`?\n");
    let other = bad(&project, &["--max-lock", "share", "--accept", "note_at"]);
    assert!(other.contains("write it as `--accept lock:"), "{other}");
    assert!(bad(&project, &["--accept", "lock:note_at"]).contains("--max-lock"));
    assert!(bad(&project, &["--max-lock", "exclusive"]).contains("access-exclusive"));
}

#[test]
fn only_what_comes_after_a_migration() {
    let project = project();
    let said = bad(&project, &["--max-lock", "none", "--since", "20260103000000_index.sql"]);
    assert!(said.contains("note_at") && !said.contains("add_priority"), "{said}");
    let last = ["--max-lock", "none", "--since", "migrations/20260104000000_note_at.sql"];
    assert_eq!(
        good(&project, &last),
        "good: the migrations make the schema; no statement takes a lock on what is there\n"
    );
    assert!(bad(&project, &["--since", "indx"]).contains("did you mean `index`?"));
}

#[test]
fn a_migration_of_another_branch() {
    let project = project();
    insta::assert_snapshot!(good(&project, &["--branch", "note_at", "--since", "first"]), @r"
    20260102000000_add_priority.sql and 20260104000000_note_at.sql commute
    20260103000000_index.sql and 20260104000000_note_at.sql commute
    good: the migrations make the schema
    ");
    insta::assert_snapshot!(bad(&project, &["--branch", "index", "--since", "first"]), @r"
    20260103000000_index.sql and 20260104000000_note_at.sql commute
    warning: 20260102000000_add_priority.sql and 20260103000000_index.sql do not commute: both touch column todo.priority; let one come after the other everywhere (`tablewright migrate rebase`)
    error: the migrations are not good to go, for the reasons above
    ");
    assert!(bad(&project, &["--branch", "note_att"]).contains("did you mean `note_at`?"));
    let json = project.run(&[CHECK, &["--branch", "index", "--since", "first", "--format", "json"]].concat());
    assert_eq!(json.code, 1);
    assert!(
        json.stdout.contains("\"overlap\": [\n        \"column todo.priority\"\n      ]"),
        "{}",
        json.stdout
    );
}
