//! `tablewright zero`, and what `db start` does for it.

mod doctor;
mod schema;
mod server;

use super::Project;

/// Two public tables, of which one has a private column, and a private one.
const SCHEMA: &str = "CREATE TABLE account (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL -- @private
);
CREATE TABLE todo (
    id bigint PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    title text NOT NULL
);
CREATE INDEX ON todo (account_id);
-- @private
CREATE TABLE session (id bigint PRIMARY KEY, token text NOT NULL);
";

const CONFIG: &str = "[zero]\npublication = \"zero_app\"\n";

fn project() -> Project {
    let project = Project::new(SCHEMA);
    project.write("tablewright.toml", CONFIG);
    project
}
