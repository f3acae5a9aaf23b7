//! Passwords that the URL does not have.

use std::sync::atomic::{AtomicUsize, Ordering};

use tablewright::connect::{self, ConnectErrorKind};

use super::*;

/// The URL without its password, and the password.
fn taken_apart(url: &str) -> (String, String) {
    let (start, rest) = url.rsplit_once('@').expect("a URL with a user");
    let (start, password) = start.rsplit_once(':').expect("a URL with a password");
    (format!("{start}@{rest}"), password.to_owned())
}

#[tokio::test]
async fn it_comes_from_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let database = Database::new().await;
    let (url, password) = taken_apart(&database.url);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pass");
    std::fs::write(&file, format!("*:*:elsewhere:*:no\n*:*:{}:*:{password}\n", database.name)).unwrap();
    let url = format!("{url}?passfile={}", file.display());
    let set = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o640);
    let error = connect::connect(&url).await.unwrap_err();
    assert_eq!(error.kind(), ConnectErrorKind::Password, "{error}");
    set(0o600);
    connect::connect(&url).await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn it_comes_from_the_environment_of_a_process() {
    let database = Database::new().await;
    let (url, password) = taken_apart(&database.url);
    let run = async |name: &str, value: &str| {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_worker"));
        command.arg("0.1").env("WORKER_URL", &url).env(name, value);
        command.output().await.unwrap()
    };
    let worked = run("PGPASSWORD", &password).await;
    assert!(worked.status.success(), "{}", String::from_utf8_lossy(&worked.stderr));
    let refused = run("PGPASSWORD", "not-this-one").await;
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && !said.contains("not-this-one"), "{said}");
    database.drop().await;
}

#[tokio::test]
async fn it_is_asked_for_at_every_connection() {
    let database = Database::new().await;
    let role = format!("token_{}", database.name);
    database.apply(&format!("CREATE ROLE {role} LOGIN PASSWORD 'token-1'")).await;
    let (url, _) = taken_apart(&as_user(&database.url, &role, "none"));
    let asked = Arc::new(AtomicUsize::new(0));
    let current = Arc::new(Mutex::new("token-1"));
    let (count, token) = (Arc::clone(&asked), Arc::clone(&current));
    let endpoint = connect::config(&url).unwrap().password_from(move || {
        count.fetch_add(1, Ordering::Relaxed);
        let token = *token.lock().unwrap();
        async move {
            tokio::task::yield_now().await;
            if token.is_empty() { Err("the token service is away") } else { Ok(token.to_owned()) }
        }
    });
    let options = Options { max_connections: 1, ..Options::default() };
    let db = Db::connect_to(endpoint.clone(), &options).await.unwrap();
    port(&db).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    // The old one is no good any more, and the next connection knows.
    database.apply(&format!("ALTER ROLE {role} PASSWORD 'token-2'")).await;
    *current.lock().unwrap() = "token-2";
    db.client()
        .await
        .unwrap()
        .batch_execute("SELECT pg_terminate_backend(pg_backend_pid())")
        .await
        .unwrap_err();
    within("another connection", port(&db)).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    *current.lock().unwrap() = "";
    let error = Db::connect_to(endpoint, &options).await.unwrap_err();
    assert!(error.to_string().contains("the token service is away"), "{error}");
    assert_eq!(error.as_connect_error().unwrap().kind(), ConnectErrorKind::Password);
    db.close();
    database.apply(&format!("DROP ROLE {role}")).await;
    database.drop().await;
}
