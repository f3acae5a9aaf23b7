//! A real zero-cache follows a database that migrates under it: what is public arrives, and no private byte does.
//!
//! It takes minutes, and is run on request:
//!
//! ```sh
//! cargo test -p tablewright-tests --test live -- zero::cache --ignored --nocapture
//! ```

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tablewright_codegen::config::Config;
use tablewright_codegen::load;
use tablewright_codegen::model::Schema;
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::report::{Source, render};
use tablewright_devdb::Server;
use tablewright_tests::Database;
use tokio_postgres::Client;

use super::process::{Urls, ZeroCache};

/// It stands in every private value.
const SECRET: &str = "s3cr3t-Xq7";

/// The schema before anything changes.
const SCHEMA: &str = "CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE account (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL -- @private
);
CREATE TABLE todo (
    id bigint PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    title text NOT NULL,
    mood mood NOT NULL DEFAULT 'ok',
    price real
);
-- @private
CREATE TABLE note (id bigint PRIMARY KEY, body text NOT NULL);
-- @private
CREATE TABLE session (id bigint PRIMARY KEY, token text NOT NULL);
";

/// A project whose database is migrated as its schema is edited.
struct Site {
    folder: tempfile::TempDir,
    text: String,
    schema: Schema,
    client: Client,
}

impl Site {
    async fn new(client: Client) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let number = "SELECT current_setting('server_version_num')::int / 10000";
        let target: i32 = client.query_one(number, &[]).await.expect("a server has a version").get(0);
        let config = format!("[zero]\npublication = \"zero_app\"\n[database]\ntarget = {target}\n");
        std::fs::write(folder.path().join("tablewright.toml"), config).expect("a writable folder");
        Self { folder, text: String::new(), schema: Schema::default(), client }
    }

    /// Edits the schema, and applies what leads there, a transaction after the other.
    async fn migrate(&mut self, text: String) {
        std::fs::write(self.folder.path().join("schema.sql"), &text).expect("a writable folder");
        let config =
            Config::load(self.folder.path()).unwrap_or_else(|errors| panic!("{}", render(&errors, false)));
        let described =
            load::described(&config).unwrap_or_else(|errors| panic!("{}", render(&errors, false)));
        let options = Options {
            target: config.database.target,
            zero: Some("zero_app".to_owned()),
            renames: plan::renames(&described.notes),
            ..Options::default()
        };
        let plan = plan::plan(&self.schema, &described.schema, &options)
            .unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
            .to_sql();
        eprintln!("--- migration\n{plan}");
        if !self.schema.tables.is_empty() {
            let before = tablewright_codegen::ddl::schema_sql(&self.schema);
            let found = tablewright_codegen::migrations::unnoticed(
                &Source::new("before.sql", before),
                &Source::new("migration.sql", plan.clone()),
                "zero_app",
            );
            let found = found.unwrap_or_else(|errors| panic!("{}", render(&errors, false)));
            assert!(found.is_empty(), "our own migration goes past Zero: {found:?}");
        }
        for transaction in plan.split("-- @commit") {
            self.run(&format!("BEGIN;{transaction};COMMIT")).await;
        }
        self.text = text;
        self.schema = described.schema;
    }

    async fn edit(&mut self, from: &str, to: &str) {
        assert!(self.text.contains(from), "{from} is not in the schema");
        self.migrate(self.text.replace(from, to)).await;
    }

    async fn run(&self, sql: &str) {
        if let Err(error) = self.client.batch_execute(sql).await {
            panic!("{sql}: {}", tablewright_tests::describe(&error));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "starts a zero-cache from npm, which takes minutes"]
async fn public_rows_arrive_and_no_private_byte_does() {
    let server = Server::start(&tablewright_devdb::Options::new().extension("vector"))
        .unwrap_or_else(|error| panic!("{error}"));
    let [upstream, cvr, change] = [
        Database::on(&server, "up").await,
        Database::on(&server, "cvr").await,
        Database::on(&server, "change").await,
    ];
    let mut site = Site::new(upstream.connect().await).await;
    site.migrate(SCHEMA.to_owned()).await;
    site.run(&format!(
        "INSERT INTO account VALUES (1, 'Ada', '{SECRET}@x'); INSERT INTO todo VALUES (1, 1, 'first', 'ok', 0.1);
         INSERT INTO note VALUES (1, 'a note'); INSERT INTO session VALUES (1, '{SECRET}')"
    ))
    .await;
    let urls = Urls { upstream: upstream.url.clone(), cvr: cvr.url.clone(), change: change.url.clone() };
    let mut zero = ZeroCache::start(&urls, "zero_app");

    let held = zero.until("the first copy", |held| held["todo"] != Value::Null);
    assert_eq!(tables(&held), ["account", "todo"]);
    assert_eq!(held["account"], json!([{"id": 1, "name": "Ada"}]));

    site.run(&format!(
        "INSERT INTO account VALUES (2, 'Grace', '{SECRET}'); UPDATE account SET email = '{SECRET}2'"
    ))
    .await;
    site.run(&format!("INSERT INTO session VALUES (2, '{SECRET}')")).await;
    zero.until("an insert", |held| held["account"][1]["name"] == "Grace");

    let tag = format!(
        "{SCHEMA}CREATE TABLE tag (id bigint PRIMARY KEY, label text NOT NULL, hidden text /* later */);\n"
    );
    let tag = tag.replace("hidden text /* later */", "hidden text -- @private\n");
    site.migrate(tag).await;
    site.run(&format!("INSERT INTO tag VALUES (1, 'blue', '{SECRET}')")).await;
    let held = zero.until("a table that is added", |held| held["tag"][0] != Value::Null);
    assert_eq!(held["tag"], json!([{"id": 1, "label": "blue"}]));

    site.edit("email text NOT NULL -- @private\n", "email text NOT NULL, -- @private\n    bio text NOT NULL DEFAULT lower('NONE'),\n    token text -- @private\n").await;
    site.run(&format!("UPDATE account SET bio = 'writes', token = '{SECRET}' WHERE id = 2")).await;
    let held = zero.until("a column that is added", |held| {
        held["account"][1]["bio"] == "writes" && held["account"][0]["bio"] == "none"
    });
    assert_eq!(held["account"][0], json!({"id": 1, "name": "Ada", "bio": "none"}));

    site.edit("-- @private\nCREATE TABLE note", "CREATE TABLE note").await;
    zero.until("a table that is published", |held| held["note"] == json!([{"id": 1, "body": "a note"}]));

    site.edit("price real", "price double precision").await;
    zero.until("a type that changes values", |held| {
        held["todo"][0]["price"] == json!(0.100_000_001_490_116_12_f64)
    });

    let renamed = "\n    'fine', -- @renamed from=ok\n    'sad'\n";
    site.migrate(site.text.replace("'ok', 'sad'", renamed).replace("DEFAULT 'ok'", "DEFAULT 'fine'")).await;
    zero.until("an enum value that is renamed", |held| held["todo"][0]["mood"] == "fine");

    site.edit("CREATE TABLE note", "-- @private\nCREATE TABLE note").await;
    site.run(&format!(
        "INSERT INTO note VALUES (2, '{SECRET}'); UPDATE note SET body = '{SECRET}' WHERE id = 1"
    ))
    .await;
    site.run("INSERT INTO todo VALUES (2, 2, 'last', 'sad', 1)").await;
    let held = zero.until("a table that is unpublished", |held| {
        held["note"] == Value::Null && held["todo"][1]["title"] == "last"
    });
    assert_eq!(tables(&held), ["account", "tag", "todo"]);

    assert!(!held.to_string().contains(SECRET));
    assert_eq!(zero.keeps(SECRET), Vec::<std::path::PathBuf>::new(), "on disk");
    // The search finds what is there.
    assert!(!zero.keeps("Grace").is_empty());
    for database in [&cvr, &change] {
        let texts = texts(&database.connect().await).await;
        assert!(!texts.values().any(|text| text.contains(SECRET)), "{} has it", database.name);
    }
    assert!(
        texts(&change.connect().await).await.values().any(|text| text.contains("Grace")),
        "the log of changes was read"
    );
}

fn tables(held: &Value) -> Vec<&str> {
    held.as_object().expect("tables").keys().map(String::as_str).collect()
}

/// Every row of every table of a database, as text.
async fn texts(client: &Client) -> BTreeMap<String, String> {
    let tables = client
        .query("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)", &[])
        .await
        .expect("the catalog is readable");
    let mut texts = BTreeMap::new();
    for table in tables {
        let table: String = table.get(0);
        let rows = client.query(&format!("SELECT t::text FROM {table} t"), &[]).await.expect("rows");
        texts.insert(table, rows.iter().map(|row| row.get::<_, String>(0)).collect());
    }
    texts
}
