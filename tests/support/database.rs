//! A database per test.

use std::sync::atomic::{AtomicUsize, Ordering};

use tablewright_catalog::Catalog;
use tablewright_codegen::model::Schema;
use tablewright_devdb::Server;
use tokio_postgres::{Client, NoTls};

use crate::server;

/// A database of its own for one test. Dropped with [`Database::drop`], or else with the server.
pub struct Database {
    /// Its name.
    pub name: String,
    /// Its URL, with the password in it.
    pub url: String,
    /// A connection to it.
    pub client: Client,
}

impl Database {
    /// An empty database.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn new() -> Self {
        Self::copy_of("template0").await
    }

    /// A copy of another database of the server, to which nobody may be connected.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn copy_of(template: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // The process id keeps the processes of one run apart where they share a server.
        let name = format!("test_{}_{number}", std::process::id());
        let admin = connect(&server().url("postgres")).await;
        roles(&admin).await;
        execute(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        execute(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = server().url(&name);
        let client = connect(&url).await;
        Self { name, url, client }
    }

    /// An empty database on another server than that of the tests; it is removed with its server.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn on(server: &Server, name: &str) -> Self {
        server.create_database(name).unwrap_or_else(|error| panic!("{error}"));
        let url = server.url(name);
        let client = connect(&url).await;
        make_roles(&client).await;
        Self { name: name.to_owned(), url, client }
    }

    /// Another connection to it.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn connect(&self) -> Client {
        connect(&self.url).await
    }

    /// Runs SQL statements, separated by `;`, as one transaction unless they say otherwise.
    ///
    /// # Panics
    /// When the server refuses one; the message holds the text and what the server says.
    pub async fn apply(&self, sql: &str) {
        if let Err(error) = self.try_apply(sql).await {
            panic!("{error}\n--- in\n{sql}");
        }
    }

    /// Runs SQL statements, and says what the server refuses.
    ///
    /// # Errors
    /// What the server says.
    pub async fn try_apply(&self, sql: &str) -> Result<(), String> {
        self.client.batch_execute(sql).await.map_err(|error| describe(&error))
    }

    /// What the database holds, read from its catalog.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn catalog(&self) -> Schema {
        self.read().await.schema
    }

    /// What the database holds, with what the model does not know of it.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn read(&self) -> Catalog {
        tablewright_catalog::read(&self.client).await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Removes the database.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn drop(self) {
        // A database with a subscription cannot be dropped. What is wrong here shows below.
        let _ = self.client.batch_execute("ROLLBACK").await;
        let _ = self.client.batch_execute(UNSUBSCRIBE).await;
        drop(self.client);
        let admin = connect(&server().url("postgres")).await;
        execute(&admin, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
    }
}

/// What the server says about an error: the message with its hints, or else what the client says.
pub fn describe(error: &tokio_postgres::Error) -> String {
    let Some(said) = error.as_db_error() else { return error.to_string() };
    let more = [said.detail(), said.hint(), said.where_()];
    let more: String = more.into_iter().flatten().map(|line| format!("\n    {line}")).collect();
    format!("{} ({}){more}", said.message(), said.code().code())
}

/// Drops the subscriptions of a database without connecting to anything.
const UNSUBSCRIBE: &str = "
DO $$
DECLARE name text;
BEGIN
    FOR name IN
        SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
    LOOP
        EXECUTE format('ALTER SUBSCRIPTION %I DISABLE', name);
        EXECUTE format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', name);
        EXECUTE format('DROP SUBSCRIPTION %I', name);
    END LOOP;
END $$";

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .unwrap_or_else(|error| panic!("the test server does not take a connection: {}", describe(&error)));
    // The connection ends with the client.
    tokio::spawn(connection);
    client
}

/// The roles that the corpora name. They belong to the whole server, and cannot log in.
const ROLES: &[&str] = &["tw_owner", "tw_reader", "tw_writer", "\"tw_Odd\""];

/// Makes the roles, once for each process; another one may do so at the same time.
async fn roles(admin: &Client) {
    static MADE: tokio::sync::OnceCell<()> = tokio::sync::OnceCell::const_new();
    MADE.get_or_init(|| make_roles(admin)).await;
}

async fn make_roles(admin: &Client) {
    for role in ROLES {
        let text = format!(
            "DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        );
        execute(admin, &text).await;
    }
}

async fn execute(client: &Client, statement: &str) {
    if let Err(error) = client.batch_execute(statement).await {
        panic!("{statement}: {}", describe(&error));
    }
}
