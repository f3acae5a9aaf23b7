//! `lint` and `explain-lint`: findings are a result; what is denied is a failure.

use serde_json::{Value, json};

use super::Project;

const SCHEMA: &str = "CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title varchar(200) NOT NULL\n);\n\
                      CREATE TABLE log (line text NOT NULL);\n";

#[test]
fn findings_are_a_result_and_denied_ones_a_failure() {
    let project = Project::new(SCHEMA);
    let run = project.good(&["lint"]);
    assert!(run.stdout.contains("advice[TW010]: `todo.title`"), "{}", run.stdout);
    assert!(run.stdout.contains("warning[TW002]: table `log`"), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n2 findings\n") && run.stderr.is_empty(), "{}", run.stderr);
    for (deny, denied) in [("TW010", 1), ("tw002", 1), ("warnings", 1), ("all", 2), ("TW001", 0)] {
        let run = project.run(&["lint", "--deny", deny, "--format", "json"]);
        assert_eq!(run.code, i32::from(denied > 0), "{deny}: {}", run.stderr);
        let value: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(value["denied"], json!(denied), "{deny}");
        assert_eq!(
            value["findings"][0],
            json!({
                "code": "TW010", "severity": "advice", "object": "todo.title", "kind": "column",
                "message": "`todo.title` takes 200 characters at most, because its type says so",
                "help": "use `text`, with `CHECK (length(title) <= 200)` where the limit is a rule",
                "file": "schema.sql", "line": 3, "column": 5,
            })
        );
    }
    assert!(project.bad(&["lint", "--deny", "TW999"]).contains("there is no lint `TW999`"));
}

#[test]
fn what_is_meant_is_allowed_in_place_or_everywhere() {
    let project = Project::new(
        "CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title varchar(200) NOT NULL -- @allow TW010: as in the form\n);\n\
         CREATE TABLE log (line text NOT NULL);\n",
    );
    project.write("tablewright.toml", "[lint]\nallow = [\"TW002\"]\n");
    let run = project.good(&["lint", "--deny", "all"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "good: no lint finds anything\n"));
    project.write("tablewright.toml", "[lint]\nallow = [\"TW0\"]\n");
    assert!(project.bad(&["lint"]).contains("error[config]: there is no lint `TW0`"));
    project.write("tablewright.toml", "");
    project.write("schema.sql", "CREATE TABLE todo (\n    id bigint PRIMARY KEY -- @allow TW003\n);\n");
    assert!(project.bad(&["lint"]).contains("`TW003` finds nothing at column `todo.id`"));
    // Only a lint knows what it finds: everything else goes on.
    project.good(&["generate"]);
}

#[test]
fn every_lint_is_explained() {
    let project = Project::empty();
    let all = project.good(&["explain-lint"]).stdout;
    assert!(all.starts_with("TW001  warning  foreign key without an index\n"), "{all}");
    let page = project.good(&["explain-lint", "tw012"]).stdout;
    assert!(page.starts_with("# TW012: serial\n") && page.contains("```sql\n"), "{page}");
    assert!(project.bad(&["explain-lint", "TW999"]).contains("help: `tablewright explain-lint` lists all"));
}
