//! What a user hears who does not get a connection.

use tablewright::connect::{ConnectErrorKind, connect};
use tablewright_tests::Database;

const PASSWORD: &str = "hunter2-hunter2";

async fn refused(url: &str) -> (ConnectErrorKind, String) {
    let error = connect(url).await.expect_err("no connection");
    assert!(!format!("{error} {error:?}").contains(PASSWORD));
    (error.kind(), error.to_string())
}

/// The same server, with another user, password or database.
fn url(database: &Database, user: &str, name: &str) -> String {
    let (_, host) = database.url.rsplit_once('@').expect("a URL with a user");
    let (host, _) = host.split_once('/').expect("a URL with a database");
    format!("postgres://{user}@{host}/{name}")
}

#[tokio::test]
async fn a_wrong_password() {
    let database = Database::new().await;
    let (kind, said) = refused(&url(&database, &format!("postgres:{PASSWORD}"), "postgres")).await;
    assert_eq!(kind, ConnectErrorKind::Password, "{said}");
    assert!(said.contains("refused user postgres"), "{said}");
    let (kind, said) = refused(&url(&database, "postgres", "postgres")).await;
    assert_eq!(kind, ConnectErrorKind::Password, "{said}");
    assert!(said.contains("wants a password for user postgres"), "{said}");
}

#[tokio::test]
async fn an_unknown_database() {
    let database = Database::new().await;
    let other = database.url.replace(&database.name, "nowhere");
    let (kind, said) = refused(&other).await;
    assert_eq!(kind, ConnectErrorKind::Database, "{said}");
    assert!(said.contains("there is no database nowhere at"), "{said}");
}

#[tokio::test]
async fn a_server_that_is_not_there() {
    let (kind, said) = refused(&format!("postgres://ada:{PASSWORD}@127.0.0.1:1/shop")).await;
    assert_eq!(kind, ConnectErrorKind::Unreachable, "{said}");
    insta::assert_snapshot!(said, @"cannot reach PostgreSQL at 127.0.0.1:1 (database shop): Connection refused. Check host and port in the database URL, and that the server runs; `tablewright db start` starts one for development.");
}

#[tokio::test]
async fn a_server_that_never_answers() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let (kind, said) =
        refused(&format!("postgres://ada:{PASSWORD}@127.0.0.1:{port}/shop?connect_timeout=1")).await;
    assert_eq!(kind, ConnectErrorKind::Timeout, "{said}");
}

#[tokio::test]
async fn a_server_without_encryption() {
    let database = Database::new().await;
    let (kind, said) = refused(&format!("{}?sslmode=require", database.url)).await;
    assert_eq!(kind, ConnectErrorKind::Tls, "{said}");
    assert!(connect(&format!("{}?sslmode=prefer", database.url)).await.is_ok());
}
