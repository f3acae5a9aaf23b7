//! Databases: the template of a state of the migrations, and copies of it.

use std::fmt::Write;

use crate::connect::{self, Endpoint};
use crate::migrate::{Migrations, checksum};
use crate::pool::Pool;
use crate::quote::quoted;
use crate::{Db, Error, Options, Result, sql_unchecked};

/// A test needs few connections, and many tests run at once.
const CONNECTIONS: usize = 5;

/// The server, with the template on it.
#[doc(hidden)]
pub struct Templates {
    endpoint: Endpoint,
    admin: Db,
    template: String,
}

impl Templates {
    /// Makes the template where it is not there yet; other tests, also of other processes, wait meanwhile.
    pub(super) async fn of(url: &str, migrations: &Migrations) -> Result<Self> {
        let endpoint = connect::config(url)?;
        let admin = db(endpoint.clone());
        let templates = Self { endpoint, admin, template: format!("tablewright_test_{}", state(migrations)) };
        templates.ensure(&templates.template, async |name| templates.migrate(name, migrations).await).await?;
        Ok(templates)
    }

    /// A new copy of the template.
    pub(super) async fn copy(&self, test: &str) -> Result<(String, Db)> {
        // The end of a test's path says most, and a name has 63 bytes.
        let letters = test.rsplit("::").next().unwrap_or_default().chars().filter(char::is_ascii);
        let short: String = letters.take(36).collect();
        let name = format!("test_{}_{:08x}", short.to_lowercase(), fastrand::u32(..));
        self.clone_template(&name).await?;
        let db = db(self.endpoint.with_database(&name));
        Ok((name, db))
    }

    /// The database that the tests share which are rolled back.
    pub(super) async fn shared(&self) -> Result<Db> {
        let name = format!("{}_shared", self.template);
        self.ensure(&name, async |name| self.clone_template(name).await).await?;
        Ok(db(self.endpoint.with_database(&name)))
    }

    pub(super) async fn drop_database(&self, name: &str) -> Result<()> {
        self.admin
            .sql(sql_unchecked(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted(name))))
            .run()
            .await?;
        Ok(())
    }

    /// Makes a database under another name and renames it when it is whole, so that there is never half of one.
    async fn ensure(&self, name: &str, make: impl AsyncFn(&str) -> Result<()>) -> Result<()> {
        let held = self.admin.connection().await?;
        // Given back with the connection, however this ends.
        let lock = "SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtext($1))";
        held.sql(sql_unchecked(lock).bind(&name)).run().await?;
        let exists = "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)";
        if held.sql(sql_unchecked(exists).bind(&name)).scalar().await? {
            return Ok(());
        }
        let new = format!("{name}_new");
        self.drop_database(&new).await?;
        make(&new).await?;
        let rename = format!("ALTER DATABASE {} RENAME TO {}", quoted(&new), quoted(name));
        held.sql(sql_unchecked(rename)).run().await?;
        Ok(())
    }

    async fn migrate(&self, name: &str, migrations: &Migrations) -> Result<()> {
        let create = format!("CREATE DATABASE {} TEMPLATE template0", quoted(name));
        self.admin.sql(sql_unchecked(create)).run().await?;
        let mut client = self.endpoint.with_database(name).connect().await?;
        migrations.apply(&mut client).await.map_err(Error::from)?;
        drop(client);
        self.until_alone(name).await
    }

    /// A database to which someone is connected can be neither renamed nor copied.
    async fn until_alone(&self, name: &str) -> Result<()> {
        let end = "SELECT pg_catalog.pg_terminate_backend(pid, 10000) FROM pg_catalog.pg_stat_activity WHERE datname = $1";
        self.admin.sql(sql_unchecked(end).bind(&name)).run().await?;
        Ok(())
    }

    async fn clone_template(&self, name: &str) -> Result<()> {
        let create = format!("CREATE DATABASE {} TEMPLATE {}", quoted(name), quoted(&self.template));
        self.admin.sql(sql_unchecked(create)).run().await?;
        Ok(())
    }
}

fn db(endpoint: Endpoint) -> Db {
    Db::with_pool(Pool::new(endpoint, Options { max_connections: CONNECTIONS, ..Options::default() }))
}

/// What tells one state of the migrations from another one.
fn state(migrations: &Migrations) -> String {
    let mut all = String::new();
    for migration in migrations.iter() {
        // Writing to a `String` cannot fail.
        let _ = writeln!(all, "{} {}", migration.name(), migration.checksum());
    }
    checksum(&all).chars().take(16).collect()
}
