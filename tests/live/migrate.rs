//! Migrations on a real server: what runs once, what resumes, and what a failure leaves behind.

mod apply;
mod chunks;
mod connect;
mod embed;
mod failure;
mod index;
mod lock;

use std::path::Path;

use tablewright::migrate::{Event, MigrateError, Migrations, Options, Report};
use tablewright_tests::Database;

/// A folder of migrations in a temporary place.
struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("a writable folder");
    }

    fn remove(&self, name: &str) {
        std::fs::remove_file(self.path().join(name)).expect("the file");
    }

    fn migrations(&self) -> Migrations {
        Migrations::from_dir(self.path()).expect("a good folder")
    }

    async fn apply(&self, database: &Database) -> Result<Report, MigrateError> {
        self.apply_with(database, &Options::default()).await.0
    }

    async fn apply_with(
        &self,
        database: &Database,
        options: &Options,
    ) -> (Result<Report, MigrateError>, Vec<Event>) {
        let mut events = Vec::new();
        let mut client = database.connect().await;
        let result =
            self.migrations().apply_with(&mut client, options, |event| events.push(event.clone())).await;
        (result, events)
    }

    /// The error of a run, with the folder's path taken out.
    async fn error(&self, database: &Database) -> String {
        let error = self.apply(database).await.expect_err("this run fails");
        error.to_string().replace(&format!("{}/", self.path().display()), "")
    }
}

fn names(report: &Report) -> Vec<&str> {
    report.applied.iter().map(|applied| applied.name.as_str()).collect()
}

async fn one<T: for<'a> tokio_postgres::types::FromSql<'a>>(database: &Database, sql: &str) -> T {
    database.client.query_one(sql, &[]).await.expect(sql).get(0)
}

/// The ledger, a line for each row.
async fn ledger(database: &Database) -> Vec<String> {
    let sql = "SELECT concat_ws(' ', name, statements_done, CASE WHEN finished IS NULL THEN 'open' ELSE 'finished' END, error) \
               FROM tablewright.migrations ORDER BY name";
    let rows = database.client.query(sql, &[]).await.expect("a ledger");
    rows.iter().map(|row| row.get(0)).collect()
}
