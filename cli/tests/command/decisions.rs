//! What only a person can decide ends with 2, names the options, and writes nothing.

use super::Project;

const OLD: &str = "CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title text NOT NULL\n);\nCREATE TABLE note (\n    id bigint PRIMARY KEY\n);\n";

fn project(schema: &str) -> Project {
    let project = Project::new(schema);
    project.write("migrations/20260101000000_init.sql", OLD);
    project
}

/// Builds, which must need a decision.
fn undecided(project: &Project, arguments: &[&str]) -> String {
    let run = project.run(&[&["migrate", "build"], arguments].concat());
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert_eq!(project.files("migrations").len(), 1, "nothing is written");
    run.stderr
}

fn written(project: &Project) -> String {
    let files = project.files("migrations");
    project.read(&format!("migrations/{}", files[1]))
}

#[test]
fn destruction_is_refused_until_it_is_accepted() {
    let project = project(&OLD[..OLD.find("CREATE TABLE note").expect("the second table")]);
    insta::assert_snapshot!(undecided(&project, &[]), @r"
    error[destroys]: table note is dropped with its rows
     |
     = help: if that is meant, accept it: --accept drop-table:note
    ");
    undecided(&project, &["--accept", "drop-table:todo"]);
    project.good(&["migrate", "build", "--accept", "drop-table:note"]);
    assert!(written(&project).contains("DROP TABLE note"), "{}", written(&project));
    assert!(project.files("migrations")[1].ends_with("_drop_note.sql"));
}

#[test]
fn what_looks_like_a_rename_is_asked() {
    let project = project(&OLD.replace("title text", "name text"));
    insta::assert_snapshot!(undecided(&project, &[]), @r"
    error[rename]: column todo.title goes and todo.name comes: is that a rename?
     |
     = help: to keep the data: --rename todo.title=todo.name; to drop it: --accept drop-column:todo.title
    ");
    project.good(&["migrate", "build", "--rename", "todo.title=todo.name"]);
    assert!(written(&project).contains("RENAME COLUMN title TO name"), "{}", written(&project));
    assert!(
        project.files("migrations")[1].ends_with("_rename_todo_name.sql"),
        "{:?}",
        project.files("migrations")
    );
}

#[test]
fn a_rename_by_directive_needs_no_answer() {
    let project = project(&OLD.replace("title text NOT NULL", "name text NOT NULL -- @renamed from=title"));
    project.good(&["migrate", "build"]);
    assert!(written(&project).contains("RENAME COLUMN title TO name"), "{}", written(&project));
    project.good(&["migrate", "check", "--offline"]);
}

#[test]
fn a_rename_of_what_is_not_there_is_an_error() {
    let project = project(&OLD.replace("title text", "name text"));
    insta::assert_snapshot!(project.bad(&["migrate", "build", "--rename", "todo.titel=todo.name"]), @r"
    error: `--rename todo.titel=todo.name`: there is no `todo.titel` before the change
      = help: did you mean `todo.title`?
    ");
    insta::assert_snapshot!(project.bad(&["migrate", "build", "--rename", "todo.title"]), @r"
    error: `--rename todo.title` names only one object
      = help: write it as `--rename todo.title=todo.name`: the old name, then the new one
    ");
    insta::assert_snapshot!(project.bad(&["migrate", "build", "--rename", "todo.title=note"]), @"error: `--rename todo.title=note`: todo.title is a column, but note is a table");
}
