//! Help, completions and what cannot be typed.

use super::Project;

const COMMANDS: &[&[&str]] = &[
    &["init"],
    &["generate"],
    &["diff"],
    &["pull"],
    &["drift"],
    &["migrate"],
    &["migrate", "build"],
    &["migrate", "add"],
    &["migrate", "run"],
    &["migrate", "apply"],
    &["migrate", "status"],
    &["migrate", "check"],
    &["db"],
    &["db", "start"],
    &["db", "stop"],
    &["db", "url"],
    &["db", "reset"],
    &["zero"],
    &["zero", "doctor"],
    &["zero", "schema"],
    &["completions"],
];

#[test]
fn every_command_shows_examples() {
    let project = Project::empty();
    for command in COMMANDS {
        let help = project.good(&[command, &["--help"][..]].concat()).stdout;
        assert!(help.contains("Examples:\n  "), "{command:?} has no examples:\n{help}");
    }
    assert!(project.good(&["--help"]).stdout.contains("Examples:"));
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
        assert!(project.good(&["completions", shell]).stdout.contains("migrate"));
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
