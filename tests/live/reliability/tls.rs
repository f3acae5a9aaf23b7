//! `sslmode` against a PostgreSQL with a certificate for `localhost`.

use tablewright::connect::{self, ConnectErrorKind};

use super::*;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/connect/testdata");

/// A server that encrypts.
async fn encrypting() -> Private {
    let server = Private::start().await;
    for name in ["server.pem", "server.key"] {
        server.write(name, &std::fs::read_to_string(format!("{DATA}/{name}")).unwrap());
    }
    server.sql("ALTER SYSTEM SET ssl_cert_file = 'server.pem'").await;
    server.sql("ALTER SYSTEM SET ssl_key_file = 'server.key'").await;
    server.sql("ALTER SYSTEM SET ssl = on").await;
    server.sql("SELECT pg_reload_conf()").await;
    let on = async || {
        let url = format!("{}?sslmode=require", server.url("postgres"));
        connect::connect(&url).await.is_ok()
    };
    until("it encrypts", on).await;
    server
}

/// Whether the connection that a URL leads to is encrypted, or why there is none.
async fn encrypted(url: &str) -> Result<bool, ConnectErrorKind> {
    let client = connect::connect(url).await.map_err(|error| error.kind())?;
    let text = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    Ok(client.query_one(text, &[]).await.unwrap().get(0))
}

#[tokio::test]
async fn each_mode_means_what_it_means_to_libpq() {
    let server = encrypting().await;
    let url = server.url("postgres");
    let port = address(&url).rsplit_once(':').unwrap().1.parse().unwrap();
    let (by_name, by_address) = (at(&url, "localhost", port), at(&url, "127.0.0.1", port));
    let ca = format!("sslrootcert={DATA}/ca.pem");
    let other = format!("sslrootcert={DATA}/other-ca.pem");
    let untrusted = Err(ConnectErrorKind::Tls);
    for (url, parameters, expected) in [
        (&by_name, "sslmode=disable".to_owned(), Ok(false)),
        (&by_name, "sslmode=allow".to_owned(), Ok(false)),
        (&by_name, "sslmode=prefer".to_owned(), Ok(true)),
        (&by_name, String::new(), Ok(true)),
        (&by_name, "sslmode=require".to_owned(), Ok(true)),
        (&by_name, format!("sslmode=require&{ca}"), Ok(true)),
        (&by_name, format!("sslmode=require&{other}"), untrusted),
        (&by_name, format!("sslmode=verify-ca&{ca}"), Ok(true)),
        (&by_name, format!("sslmode=verify-ca&{other}"), untrusted),
        (&by_address, format!("sslmode=verify-ca&{ca}"), Ok(true)),
        (&by_name, format!("sslmode=verify-full&{ca}"), Ok(true)),
        (&by_address, format!("sslmode=verify-full&{ca}"), untrusted),
        (&by_name, "sslmode=verify-full&sslrootcert=system".to_owned(), untrusted),
    ] {
        assert_eq!(encrypted(&format!("{url}?{parameters}")).await, expected, "{parameters}");
    }
}

#[tokio::test]
async fn what_the_server_insists_on_is_found_by_allow_and_prefer() {
    let server = encrypting().await;
    let url = server.url("postgres");
    let rules = std::fs::read_to_string(server.data().join("pg_hba.conf")).unwrap();
    let only = async |kind: &str| {
        server.write("pg_hba.conf", &rules.replace("\nhost ", &format!("\n{kind} ")));
        // It takes a moment until new connections meet the new rules.
        server.sql("SELECT pg_reload_conf()").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    };
    let mode = async |mode: &str| encrypted(&format!("{url}?sslmode={mode}")).await;
    only("hostssl").await;
    assert_eq!(mode("allow").await, Ok(true));
    assert_eq!(mode("prefer").await, Ok(true));
    assert_eq!(mode("disable").await, Err(ConnectErrorKind::Password));
}

#[tokio::test]
async fn statements_are_cancelled_over_an_encrypted_connection() {
    let server = encrypting().await;
    let url = format!("{}?sslmode=require", server.url("postgres"));
    let db = Db::connect_with(&url, &Options { max_connections: 1, ..Options::default() }).await.unwrap();
    let slow = db.sql(sql!("SELECT pg_sleep(60)"));
    assert!(tokio::time::timeout(Duration::from_millis(100), slow.run()).await.is_err());
    within("the connection", port(&db)).await.unwrap();
    assert_eq!(db.status().opened, 1, "it was not thrown away");
    db.close();
}
