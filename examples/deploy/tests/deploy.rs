//! The program as it is deployed, with roles that have the rights of `roles.sql` and no others.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use example_deploy::ask;
use tablewright::connect;
use tablewright_devdb::{Options, Server};
use tokio_postgres::Client;

const SHOP: &str = env!("CARGO_BIN_EXE_shop");

/// A server with the database `shop` and the roles.
struct Stage {
    _server: Server,
    admin: Client,
    app: String,
    migrate: String,
}

impl Stage {
    async fn new() -> Self {
        let server = Server::start(&Options::new()).expect("a server");
        server.create_database("shop").expect("a database");
        let url = server.url("shop");
        let admin = connect::connect(&url).await.expect("the administrator");
        // Twice: it may be run again.
        for _ in 0..2 {
            admin.batch_execute(include_str!("../roles.sql")).await.expect("the roles");
        }
        admin
            .batch_execute("ALTER ROLE shop_app PASSWORD 'app'; ALTER ROLE shop_migrate PASSWORD 'migrate'")
            .await
            .expect("passwords");
        let (_, place) = url.split_once('@').expect("a URL with a user");
        let of = |user: &str, password: &str| format!("postgres://{user}:{password}@{place}");
        let (app, migrate) = (of("shop_app", "app"), of("shop_migrate", "migrate"));
        Self { _server: server, admin, app, migrate }
    }

    fn run(&self, command: &str) -> (bool, String) {
        let output: Output = Command::new(SHOP)
            .arg(command)
            .env("MIGRATE_URL", &self.migrate)
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .output()
            .expect("the program");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).expect("UTF-8"))
    }
}

/// The program that serves, ended whatever happens.
struct Serving(Child, String);

impl Serving {
    fn start(url: &str) -> Self {
        let mut child = Command::new(SHOP)
            .env("DATABASE_URL", url)
            .env("LISTEN", "127.0.0.1:0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on ").expect("an address").to_owned();
        Self(child, address)
    }

    async fn get(&self, path: &str) -> (String, String) {
        ask(&self.1, path).await.expect("an answer")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deploy_with_the_least_rights() {
    let stage = Stage::new().await;
    // It serves before the migrations have run, and says that the database is there.
    let mut shop = Serving::start(&stage.app);
    let health = shop.get("/health").await;
    assert_eq!((health.0.as_str(), health.1.as_str()), ("HTTP/1.1 200 OK", "{\"database\":\"up\"}\n"));
    assert_eq!(shop.get("/").await.0, "HTTP/1.1 500 Internal Server Error");

    let (good, said) = stage.run("migrate");
    assert!(good && said.starts_with("applied "), "{said}");
    let (good, said) = stage.run("migrate");
    assert!(good && said.starts_with("nothing to apply"), "{said}");
    let (good, said) = stage.run("maintain");
    assert!(good && said == "4 made, 0 let go\n", "{said}");
    assert_eq!(stage.run("maintain").1, "0 made, 0 let go\n");

    assert_eq!(shop.get("/").await.1, "visit 1\n");
    assert_eq!(shop.get("/").await.1, "visit 2\n");
    assert_eq!(shop.get("/nothing").await.0, "HTTP/1.1 404 Not Found");
    let health = Command::new(SHOP).arg("health").env("LISTEN", &shop.1).status().expect("the program");
    assert!(health.success());

    refused(&stage).await;

    // The database is there and lets nobody in.
    let away = "ALTER ROLE shop_app NOLOGIN;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop_app'";
    stage.admin.batch_execute(away).await.expect("gone");
    assert_eq!(shop.get("/health").await.0, "HTTP/1.1 503 Service Unavailable");
    let health = Command::new(SHOP).arg("health").env("LISTEN", &shop.1).output().expect("the program");
    assert_eq!(health.status.code(), Some(1));
    stage.admin.batch_execute("ALTER ROLE shop_app LOGIN").await.expect("back");
    let since = Instant::now();
    while !shop.get("/health").await.0.contains("200") {
        assert!(since.elapsed() < Duration::from_secs(20), "it does not come back");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    let pid = shop.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    assert!(shop.0.wait().expect("an end").success(), "it ends by itself when it is asked to");
}

/// What the roles may not do.
async fn refused(stage: &Stage) {
    let app = connect::connect(&stage.app).await.expect("the program's role");
    for sql in [
        "CREATE TABLE mine (id int)",
        "DROP TABLE visit",
        "TRUNCATE visit",
        "ALTER TABLE visit ADD COLUMN more int",
        "SELECT * FROM tablewright.migrations",
        "CREATE SCHEMA mine",
        "SELECT * FROM pg_authid",
    ] {
        let error = app.batch_execute(sql).await.expect_err(sql);
        assert_eq!(error.code().map(|code| code.code()), Some("42501"), "{sql}: {error:?}");
    }
    let migrate = connect::connect(&stage.migrate).await.expect("the deploy's role");
    for sql in
        ["CREATE ROLE more", "CREATE DATABASE more", "SELECT * FROM pg_authid", "COPY visit TO '/tmp/x'"]
    {
        let error = migrate.batch_execute(sql).await.expect_err(sql);
        assert_eq!(error.code().map(|code| code.code()), Some("42501"), "{sql}: {error:?}");
    }
}

#[test]
fn what_is_not_set_is_told() {
    let run = |command: &str| {
        let output = Command::new(SHOP)
            .arg(command)
            .env_remove("DATABASE_URL")
            .env_remove("MIGRATE_URL")
            .stdin(Stdio::null())
            .output()
            .expect("the program");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    assert_eq!(run("serve"), (Some(1), "error: set DATABASE_URL\n".to_owned()));
    assert_eq!(run("migrate"), (Some(1), "error: set MIGRATE_URL\n".to_owned()));
    let wrong = "error: there is no `deploy`; it is one of serve, migrate, maintain, health\n";
    assert_eq!(run("deploy"), (Some(1), wrong.to_owned()));
}
