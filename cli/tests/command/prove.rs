//! `migrate build --prove` on a throwaway server.

use super::Project;

const OLD: &str = "CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL UNIQUE, mood mood NOT NULL);
CREATE TABLE todo (id serial PRIMARY KEY, owner bigint NOT NULL REFERENCES person, title text CHECK (length(title) > 3), n int);
";

#[test]
fn an_honest_folder_is_proved_and_the_migration_written() {
    let project = Project::new(OLD);
    project.write("tablewright.toml", "");
    let built = project.run(&["migrate", "build", "--prove"]);
    assert_eq!(built.code, 0, "{built:?}");
    // A type that takes a rewrite, which the header says; a new value; a view over both.
    let new = OLD
        .replace("n int", "n bigint, done boolean NOT NULL DEFAULT false")
        .replace("'happy'", "'happy', 'calm'");
    project.write(
        "schema.sql",
        format!("{new}CREATE VIEW busy AS SELECT owner, count(*) AS todos FROM todo GROUP BY owner;\n"),
    );
    let built = project.run(&["migrate", "build", "--prove"]);
    assert_eq!(built.code, 0, "{built:?}");
    assert!(built.stderr.contains("proved"), "{built:?}");
    assert_eq!(project.files("migrations").len(), 2, "{built:?}");
    assert!(!built.stderr.contains("got none"), "every table has rows: {built:?}");
}

#[test]
fn a_migration_that_lies_is_found() {
    let project = Project::new(OLD);
    project.write("tablewright.toml", "");
    project.write("migrations/20260101000000_start.sql", OLD);
    project.write(
        "migrations/20260102000000_lie.sql",
        "-- Nothing to see here.\n\nALTER TABLE todo ALTER COLUMN n TYPE bigint;\nDELETE FROM todo WHERE id IN (SELECT min(id) FROM todo);\n",
    );
    let new = OLD.replace("n int", "n bigint");
    project.write("schema.sql", format!("{new}CREATE INDEX todo_n ON todo (n);\n"));
    let built = project.run(&["migrate", "build", "--prove"]);
    assert_eq!(built.code, 1, "{built:?}");
    for word in ["20260102000000_lie.sql", "writes every row of todo again", "had 3 rows and has 2"] {
        assert!(built.stderr.contains(word), "{word}: {built:?}");
    }
    assert_eq!(project.files("migrations").len(), 2, "nothing was written: {built:?}");
}
