//! Which server the tests use.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use tablewright_devdb::{Options, Server};

use crate::migrate::Migrations;

/// The variables that name a server, the first one that is set counts.
const VARIABLES: [&str; 2] = ["TABLEWRIGHT_TEST_URL", "DATABASE_URL"];

/// The URL of a database on the server of the tests, for databases to be made from.
///
/// # Errors
/// Why there is no server.
pub(super) fn url(migrations: &Migrations) -> Result<String, String> {
    let set = VARIABLES.iter().find_map(|name| std::env::var(name).ok().filter(|url| !url.is_empty()));
    match set {
        Some(url) => Ok(url),
        None => private(migrations),
    }
}

/// A server of this process, which ends with it.
fn private(migrations: &Migrations) -> Result<String, String> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let options = Options::new().extensions(extensions(migrations));
        Server::start(&options).map_err(|error| error.to_string())
    });
    match server {
        Ok(server) => Ok(server.url("postgres")),
        Err(error) => Err(format!(
            "neither TABLEWRIGHT_TEST_URL nor DATABASE_URL names a server, and none could be started: {error}"
        )),
    }
}

/// The extensions that the migrations create: an installation that has them is looked for. One that is missed here is what the
/// server complains about.
fn extensions(migrations: &Migrations) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for migration in migrations.iter() {
        let text = migration.text().to_lowercase();
        for (at, before) in text.match_indices("create extension") {
            let rest = text[at + before.len()..].trim_start();
            let rest =
                rest.strip_prefix("if not exists").unwrap_or(rest).trim_start().trim_start_matches('"');
            let is_name = |letter: char| letter.is_alphanumeric() || "_-".contains(letter);
            found.extend(
                rest.split(|letter| !is_name(letter))
                    .next()
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::Migration;

    #[test]
    fn extensions_are_read_off_the_migrations() {
        const LIST: &[Migration] = &[Migration::sql(
            "20260101000000_a.sql",
            "CREATE EXTENSION vector;\ncreate extension if not exists \"uuid-ossp\" WITH SCHEMA public;",
        )];
        let found = extensions(&Migrations::new(LIST));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["uuid-ossp", "vector"]);
    }
}
