//! From `init` to the third migration, without a database.

use serde_json::{Value, json};

use super::Project;

const TODO: &str = "CREATE TABLE todo (\n    id bigint PRIMARY KEY,\n    title text NOT NULL\n);\n";

#[test]
fn a_project_from_init_to_its_second_migration() {
    let project = Project::empty();
    let init = project.good(&["init"]);
    assert!(init.stdout.contains("tablewright_codegen::build();"), "{}", init.stdout);
    assert_eq!(project.files("."), ["schema.sql", "tablewright.toml"]);

    let generated = project.good(&["generate", "--out", "src/schema.rs"]);
    assert_eq!((generated.stdout.as_str(), generated.stderr.as_str()), ("", "wrote src/schema.rs\n"));
    assert!(project.read("src/schema.rs").contains("pub struct Todo"));
    assert_eq!(project.good(&["generate", "--out", "src/schema.rs"]).stderr, "src/schema.rs is up to date\n");
    assert_eq!(project.good(&["generate"]).stdout, project.read("src/schema.rs"));

    let built = project.good(&["migrate", "build"]);
    let files = project.files("migrations");
    assert!(matches!(&files[..], [file] if file.ends_with("_init.sql")), "{files:?}");
    assert_eq!(built.stdout, format!("migrations/{}\n", files[0]));
    assert!(project.read(&format!("migrations/{}", files[0])).contains("CREATE TABLE todo"));

    let again = project.good(&["migrate", "build"]);
    assert_eq!((again.stdout.as_str(), project.files("migrations").len()), ("", 1));
    assert_eq!(again.stderr, "the migrations make the schema already: nothing to write\n");
    project.good(&["migrate", "check", "--offline"]);

    let schema = project.read("schema.sql");
    project.write("schema.sql", schema.replace("done boolean", "priority int,\n    done boolean"));
    let check = project.run(&["migrate", "check", "--offline"]);
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("ADD COLUMN priority"), "{}", check.stdout);
    assert!(check.stderr.contains("the schema has changes that no migration makes"), "{}", check.stderr);

    let dry = project.good(&["migrate", "build", "--dry-run"]);
    assert!(dry.stdout.contains("ADD COLUMN priority") && project.files("migrations").len() == 1);
    project.good(&["migrate", "build"]);
    let files = project.files("migrations");
    assert!(files.len() == 2 && files[1].ends_with("_add_todo_priority.sql"), "{files:?}");
    project.good(&["migrate", "check", "--offline"]);
    assert_eq!(project.good(&["diff", "--from", "migrations", "--to", "schema"]).stdout, "");
}

#[test]
fn init_overwrites_nothing() {
    let project = Project::new("-- mine\n");
    let run = project.good(&["init"]);
    assert!(run.stderr.contains("schema.sql exists and is left as it is"), "{}", run.stderr);
    assert_eq!(project.read("schema.sql"), "-- mine\n");
    assert!(project.good(&["init", "--format", "json"]).stdout.contains("\"written\": []"));
}

#[test]
fn what_init_writes_is_what_the_defaults_are() {
    let project = Project::empty();
    project.good(&["init"]);
    let generated = project.good(&["generate"]).stdout;
    std::fs::remove_file(project.path().join("tablewright.toml")).expect("removed");
    assert_eq!(project.good(&["generate"]).stdout, generated);
}

#[test]
fn custom_migrations_come_after_the_last_and_count_for_the_schema() {
    let project = Project::new(TODO);
    project.write("migrations/20990101000000_todo.sql", TODO);
    let sql = project.good(&["migrate", "add", "Fill \"titles\"!"]).stdout;
    assert_eq!(sql, "migrations/20990101000001_fill_titles.sql\n");
    let rust = project.good(&["migrate", "add", "count", "--rust"]).stdout;
    assert_eq!(rust, "migrations/20990101000002_count.rs\n");
    assert!(
        project
            .read("migrations/20990101000002_count.rs")
            .contains("pub async fn up(tx: &mut Transaction<'_>)")
    );
    let chunks = project.good(&["migrate", "add", "fill", "--rust", "--in-chunks"]).stdout;
    assert_eq!(chunks, "migrations/20990101000003_fill.rs\n");
    assert!(project.read(chunks.trim()).contains("pub async fn up_in_chunks(db: &Executor<'_>)"));
    let sql = project.run(&["migrate", "add", "fill", "--in-chunks"]);
    assert!(sql.code != 0 && sql.stderr.contains("--rust"), "{}", sql.stderr);
    let json = project.good(&["migrate", "build", "--format", "json"]).stdout;
    let nothing = json!({ "file": null, "sql": null, "summary": null, "statements": [] });
    assert_eq!(serde_json::from_str::<Value>(&json).expect("JSON"), nothing);

    project.write(
        "migrations/20990101000002_count.rs",
        "// @effect ALTER TABLE todo ADD COLUMN words int\npub async fn up() {}\n",
    );
    project.write("schema.sql", TODO.replace("NOT NULL\n", "NOT NULL,\n    words int\n"));
    project.good(&["migrate", "check", "--offline"]);
}

#[test]
fn a_folder_inside_the_project_will_do() {
    let project = Project::new(TODO);
    project.write("src/deep/x", "");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tablewright"))
        .args(["migrate", "build"])
        .current_dir(project.path().join("src/deep"))
        .output()
        .expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(project.files("migrations").len(), 1);
}

#[test]
fn json_says_what_each_statement_costs() {
    let project = Project::new("CREATE TABLE todo (id bigint PRIMARY KEY, title text NOT NULL);\n");
    project
        .write("migrations/20260101000000_todo.sql", "CREATE TABLE todo (id int PRIMARY KEY, old text);\n");
    let accept = ["--accept", "drop-column:todo.old"];
    let build = ["migrate", "build", "--dry-run", "--format", "json", "--rename", "todo.old=todo.title"];
    let value = |arguments: &[&str]| -> Value {
        serde_json::from_str(&project.good(arguments).stdout).expect("JSON")
    };
    let built = value(&[&build[..], &accept[..]].concat());
    let diffed = value(&["diff", "--from", "migrations", "--to", "schema", "--format", "json"]);
    assert_eq!(built["file"], Value::Null);
    assert!(diffed.get("file").is_none() && diffed["summary"].is_string() && diffed["sql"].is_string());
    assert_eq!(
        built["statements"][1],
        json!({
            "sql": "ALTER TABLE todo ALTER COLUMN id TYPE bigint",
            "transaction": 1,
            "in_transaction": true,
            "lock": "ACCESS EXCLUSIVE",
            "tables": ["todo"],
            "rewrites": [{ "table": "todo", "because": "id changes from integer to bigint" }],
            "scans": [],
            "builds": [],
            "loses": [],
            "loosens": [],
            "breaks": ["todo.id becomes bigint, which code that expects integer fails on"],
            "fails": [],
            "notes": [],
        })
    );
    let lost = diffed["statements"].as_array().expect("a list").iter().flat_map(|s| s["loses"].as_array());
    let lost: Vec<&Value> = lost.flatten().map(|lost| &lost["code"]).collect();
    assert_eq!(lost, ["drop-column:todo.old"]);
}

#[test]
fn a_breaking_change_is_split_in_two() {
    let project = Project::new(&TODO.replace("title text", "-- @renamed from=title\n    name text"));
    project.write("migrations/20260101000000_todo.sql", TODO);
    let json =
        project.good(&["migrate", "build", "--expand-contract", "--dry-run", "--format", "json"]).stdout;
    let value: Value = serde_json::from_str(&json).expect("JSON");
    let last = value["statements"].as_array().and_then(|list| list.last()).expect("a backfill");
    assert_eq!(last["sql"], json!("UPDATE todo SET name = title WHERE name IS NULL AND title IS NOT NULL"));
    assert!(value["contract"]["statements"].to_string().contains("DROP COLUMN title"), "{json}");
    assert_eq!((&value["file"], &value["not_split"]), (&Value::Null, &json!([])));

    let run = project.good(&["migrate", "build", "--expand-contract"]);
    let files = project.files("migrations");
    assert!(files[1].ends_with("_rename_todo_name_expand.sql"), "{files:?}");
    assert!(files[2].ends_with("_rename_todo_name_contract.sql"), "{files:?}");
    assert_eq!(run.stdout, format!("migrations/{}\nmigrations/{}\n", files[1], files[2]));
    let contract = project.read(&format!("migrations/{}", files[2]));
    assert!(
        contract.starts_with("-- Contract: apply it when no running code\n--   uses column todo.title"),
        "{contract}"
    );
    // Both are read again, and nothing is left to do.
    project.good(&["migrate", "check", "--offline"]);

    project.write("schema.sql", "CREATE TABLE todo (\n    id int PRIMARY KEY,\n    name text NOT NULL\n);\n");
    let whole = project.run(&["migrate", "build", "--expand-contract", "--accept", "narrow-type:todo.id"]);
    assert_eq!(whole.code, 1, "{}", whole.stderr);
    assert!(
        whole.stderr.contains("nothing of this change can be split:\n  todo.id becomes integer"),
        "{}",
        whole.stderr
    );
    assert_eq!(project.files("migrations").len(), 3);
}
