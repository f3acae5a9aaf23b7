//! Settings from the environment and from files; passwords are shown nowhere.

use super::{Project, seeded};

#[test]
fn settings_come_from_files_and_the_environment_wins() {
    let project = Project::new("");
    project.write(".env", "# the database\nexport DATABASE_URL='postgres://ada:s3cret@one.invalid/shop'\n");
    project.write("other.env", "DATABASE_URL=postgres://two.invalid/shop\n");
    project.write("last.env", "DATABASE_URL=\"postgres://three.invalid/shop\"\n");
    let url = |arguments: &[&str]| project.good(&[&["db", "url"], arguments].concat()).stdout;
    assert_eq!(url(&[]), "postgres://ada:s3cret@one.invalid/shop\n");
    assert_eq!(url(&["--env-file", "other.env"]), "postgres://two.invalid/shop\n");
    assert_eq!(
        url(&["--env-file", "other.env", "--env-file", "last.env"]),
        "postgres://three.invalid/shop\n"
    );
    let real = project.run_with(&["db", "url"], &[("DATABASE_URL", "postgres://real.invalid/shop")]);
    assert_eq!(real.stdout, "postgres://real.invalid/shop\n");
    let status = project.bad(&["migrate", "status"]);
    assert!(status.contains("one.invalid") && !status.contains("s3cret"), "{status}");
    // In a folder below, the file beside the configuration counts.
    project.write("src/a.rs", "");
    let inside = std::process::Command::new(env!("CARGO_BIN_EXE_tablewright"))
        .args(["db", "url"])
        .current_dir(project.path().join("src"))
        .env_remove("DATABASE_URL")
        .output()
        .expect("the command starts");
    assert!(String::from_utf8_lossy(&inside.stdout).contains("one.invalid"));
}

#[test]
fn a_file_that_is_missing_or_broken() {
    let project = Project::new("");
    project.write("bad.env", "A=1\nPASSWORD=s3cret and more\nB=2\n");
    let broken = project.bad(&["db", "url", "--env-file", "bad.env"]);
    insta::assert_snapshot!(format!("{broken}{}", project.bad(&["db", "url", "--env-file", "no.env"])), @r"
    error: bad.env:2 is not `NAME=value`
      = help: write one setting a line, with the value in single quotes where it has spaces, `#` or `$`: NAME='a value'
    error: there is no `no.env`
      = help: correct the path after `--env-file`
    ");
    project.write(".env", "PASSWORD=s3cret and more\n");
    assert!(!project.bad(&["migrate", "status"]).contains("s3cret"));
    project.good(&["completions", "bash"]);
}

#[test]
fn what_was_typed_is_shown_without_its_password() {
    let project = Project::new("");
    for arguments in [
        &["diff", "--from", "mysql://ada:s3cret@h/db", "--to", "schema"][..],
        &["migrate", "apply", "postgres://ada:s3cret@h/db"],
        &["postgres://ada:s3cret@h/db"],
        &["query", "SELECT 1", "--url", "mysql://ada:s3cret@h/db"],
    ] {
        let said = project.bad(arguments);
        assert!(!said.contains("s3cret"), "{said}");
    }
}

#[test]
fn the_parts_of_a_url() {
    let project = Project::new("");
    let url = "postgres://ada:p%40ss@db.example.org:6432/shop?sslmode=require";
    let run = project.run_with(&["db", "url", "--format", "json"], &[("DATABASE_URL", url)]);
    insta::assert_snapshot!(run.stdout, @r#"
    {
      "database": "shop",
      "host": "db.example.org",
      "options": {
        "sslmode": "require"
      },
      "password": "p@ss",
      "port": 6432,
      "url": "postgres://ada:p%40ss@db.example.org:6432/shop?sslmode=require",
      "user": "ada"
    }
    "#);
}

#[cfg(unix)]
#[test]
fn psql_opens_on_the_database() {
    let (project, url) =
        (Project::empty(), seeded("CREATE TABLE here (id int); INSERT INTO here VALUES (42)"));
    let arguments = ["psql", "--", "-X", "-A", "-t", "-c", "SELECT id FROM here"];
    let run = project.run_with(&arguments, &[("DATABASE_URL", &url), ("PGHOST", "nowhere.invalid")]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "42\n"), "{}", run.stderr);
    let failed = project.run_with(&["psql", "--", "-X", "-c", "SELECT nope"], &[("DATABASE_URL", &url)]);
    assert_ne!(failed.code, 0);
    let nowhere = project.run_with(
        &["psql"],
        &[("DATABASE_URL", &url), ("PATH", "/nowhere"), ("TABLEWRIGHT_CACHE", "/nowhere/a")],
    );
    // A PostgreSQL in one of the usual folders serves as well.
    assert!(nowhere.code == 0 || nowhere.stderr.contains("there is no `psql`"), "{}", nowhere.stderr);
}

#[test]
fn a_manual_page_for_each_command() {
    let project = Project::empty();
    assert!(project.good(&["man"]).stdout.starts_with(".ie"));
    let run = project.good(&["man", "--out", "man1"]);
    let pages = project.files("man1");
    assert_eq!(run.stderr, format!("wrote {} pages to man1\n", pages.len()));
    assert!(pages.contains(&"tablewright-migrate-apply.1".to_owned()), "{pages:?}");
    let page = project.read("man1/tablewright-query.1");
    assert!(page.contains("tablewright query") && page.contains("Examples"), "{page}");
    project.write("file", "");
    assert!(project.bad(&["man", "--out", "file"]).contains("cannot make the folder"));
}
