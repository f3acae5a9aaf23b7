//! Migrations from a [`Db`].

use super::{Event, MigrateError, Migrations, Options, Report};
use crate::{Db, Error};

impl Db {
    /// Applies every migration that has not run, in order; several programs that start at once wait for each other.
    ///
    /// It runs on a connection of its own, which is closed afterwards.
    ///
    /// ```no_run
    /// use tablewright::Db;
    /// use tablewright::migrate::{Migration, Migrations};
    ///
    /// // What `embed_migrations!("migrations")` makes of a folder.
    /// const LIST: &[Migration] =
    ///     &[Migration::sql("20261122143000_todo.sql", "CREATE TABLE todo (id bigint PRIMARY KEY);")];
    /// static MIGRATIONS: Migrations = Migrations::new(LIST);
    ///
    /// # async fn example() -> tablewright::Result<()> {
    /// let db = Db::connect("postgres://ada@localhost/shop").await?;
    /// println!("{}", db.migrate(&MIGRATIONS).await?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// See [`MigrateError`]: which file, statement, line and column, and what the server said. What failed was rolled back as far
    /// as PostgreSQL can.
    pub async fn migrate(&self, migrations: &Migrations) -> Result<Report, MigrateError> {
        self.migrate_with(migrations, &Options::default(), |_| {}).await
    }

    /// As [`migrate`](Self::migrate), with other time limits, and telling what happens while it happens.
    ///
    /// # Errors
    /// As there.
    pub async fn migrate_with(
        &self,
        migrations: &Migrations,
        options: &Options,
        on: impl FnMut(&Event) + Send,
    ) -> Result<Report, MigrateError> {
        // What migrations set in a session is nobody else's.
        let mut client =
            self.pool().connect().await.map_err(|error| MigrateError::Connection(Box::new(error)))?;
        migrations.apply_with(&mut client, options, on).await
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Connection(error) => *error,
            other => Self::other(other),
        }
    }
}
