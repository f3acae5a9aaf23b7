//! Help, completions and what cannot be typed.

use std::collections::BTreeSet;
use std::path::Path;

use super::Project;

/// For each command the test that shows how it fails: a file of this folder and a test in it. A new command gets a line here.
const FAILURES: &[(&str, &str, &str)] = &[
    ("init", "help.rs", "simple_failures"),
    ("generate", "bad_input.rs", "a_syntax_error"),
    ("diff", "sources.rs", "two_files_need_no_project"),
    ("lint", "lint.rs", "findings_are_a_result_and_denied_ones_a_failure"),
    ("explain", "explain.rs", "what_cannot_be_explained"),
    ("explain-lint", "lint.rs", "every_lint_is_explained"),
    ("pull", "pull.rs", "a_file_is_overwritten_only_when_told_so"),
    ("docs", "docs.rs", "a_schema_without_tables_and_one_with_mistakes"),
    ("partitions", "partitions.rs", "what_is_wrong_is_told"),
    ("partitions maintain", "partitions.rs", "what_is_wrong_is_told"),
    ("drift", "pull.rs", "drift_is_what_no_migration_did"),
    ("man", "environment.rs", "a_manual_page_for_each_command"),
    ("migrate", "help.rs", "simple_failures"),
    ("migrate build", "bad_input.rs", "a_syntax_error"),
    ("migrate add", "help.rs", "simple_failures"),
    ("migrate run", "bad_input.rs", "no_database_at_all"),
    ("migrate apply", "bad_input.rs", "no_database_at_all"),
    ("migrate status", "live.rs", "a_wrong_password_and_an_unknown_database"),
    ("migrate check", "live.rs", "run_status_check_and_a_changed_file"),
    ("migrate repair", "deploy.rs", "an_edited_file_is_taken_over_when_somebody_says_so"),
    ("migrate baseline", "deploy.rs", "a_database_that_exists_is_adopted"),
    ("migrate rebase", "deploy.rs", "without_a_database_the_names_are_needed"),
    ("query", "query.rs", "a_mistake_is_pointed_at"),
    ("seed", "seed.rs", "what_cannot_be_filled_is_said"),
    ("psql", "environment.rs", "psql_opens_on_the_database"),
    ("db", "help.rs", "simple_failures"),
    ("db start", "help.rs", "simple_failures"),
    ("db stop", "help.rs", "simple_failures"),
    ("db url", "live.rs", "the_development_server_serves_until_it_is_stopped"),
    ("db reset", "live.rs", "the_development_server_serves_until_it_is_stopped"),
    ("zero", "help.rs", "simple_failures"),
    ("zero doctor", "zero/doctor.rs", "the_publication_is_looked_at"),
    ("zero schema", "zero/schema.rs", "without_a_publication_there_is_nothing_to_write"),
    ("completions", "help.rs", "simple_failures"),
];

/// The commands below one, each as its words.
fn commands(project: &Project, words: &[String]) -> Vec<Vec<String>> {
    let arguments: Vec<&str> = words.iter().map(String::as_str).chain(["--help"]).collect();
    let help = project.good(&arguments).stdout;
    let listed = help.split_once("\nCommands:\n").map_or("", |(_, rest)| rest);
    let lines = listed.lines().take_while(|line| !line.is_empty());
    // A description that goes on in a second line is further to the right.
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let mut all = Vec::new();
    for name in names {
        let inner = [words, &[name.to_owned()]].concat();
        all.push(inner.clone());
        all.extend(commands(project, &inner));
    }
    all
}

#[test]
fn every_command_shows_examples_and_has_a_test_of_its_failure() {
    let project = Project::empty();
    let all = commands(&project, &[]);
    assert!(all.len() > 20, "{all:?}");
    for words in &all {
        let command = words.join(" ");
        let arguments: Vec<&str> = words.iter().map(String::as_str).chain(["--help"]).collect();
        let help = project.good(&arguments).stdout;
        assert!(help.contains("Examples:\n  "), "`{command}` has no examples:\n{help}");
        let test = FAILURES.iter().find(|(name, ..)| *name == command);
        let (_, file, test) =
            test.unwrap_or_else(|| panic!("no test of how `{command}` fails is listed here"));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command").join(file);
        let text = std::fs::read_to_string(path).expect(file);
        assert!(text.contains(&format!("fn {test}()")), "{file} has no test `{test}`");
    }
    let known: BTreeSet<String> = all.iter().map(|words| words.join(" ")).collect();
    for (command, ..) in FAILURES {
        assert!(known.contains(*command), "there is no command `{command}`");
    }
    assert!(project.good(&["--help"]).stdout.contains("Examples:"));
}

#[test]
fn simple_failures() {
    let project = Project::new("");
    project.write("file", "");
    project.write("bad.toml", "[nothing]\n");
    for (arguments, said) in [
        (&["init", "--config", "file/tablewright.toml"][..], "file/tablewright.toml"),
        (&["completions", "tcsh"], "possible values: bash"),
        (&["migrate"], "Usage:"),
        (&["migrate", "nothing"], "unrecognized subcommand"),
        (&["migrate", "add"], "<NAME>"),
        (&["db", "nothing"], "unrecognized subcommand"),
        (&["db", "start", "--config", "bad.toml"], "`nothing` is nothing that can be configured"),
        (&["db", "stop", "--config", "bad.toml"], "`nothing` is nothing that can be configured"),
        (&["db", "url", "--format", "csv"], "only `query` writes CSV"),
    ] {
        let error = project.bad(arguments);
        assert!(error.contains(said), "{arguments:?}: {error}");
    }
}

#[test]
fn a_password_in_the_environment_is_not_in_the_help() {
    let url = "postgres://ada:s3cret@localhost/shop";
    let run = Project::empty().run_with(&["migrate", "apply", "--help"], &[("DATABASE_URL", url)]);
    assert!(!run.stdout.contains("s3cret"));
}

#[test]
fn completions_name_the_commands() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = project.good(&["completions", shell]).stdout;
        for (command, ..) in FAILURES {
            let word = command.rsplit(' ').next().unwrap_or(command);
            assert!(text.contains(word), "{shell}: {command}");
        }
    }
}

#[test]
fn what_cannot_be_typed_ends_with_an_error() {
    let project = Project::empty();
    for arguments in [
        &["migrat"][..],
        &["diff", "--from", "a.sql"],
        &["diff", "--from", "a", "--to", "b", "--target", "9"],
    ] {
        let run = project.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    assert!(project.run(&["migrat"]).stderr.contains("'migrate'"));
}

#[cfg(unix)]
#[test]
fn nobody_reading_is_no_panic() {
    let project = Project::empty();
    let binary = env!("CARGO_BIN_EXE_tablewright");
    let script = format!("set -o pipefail; '{binary}' completions bash | true");
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(project.path())
        .output()
        .expect("bash");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
