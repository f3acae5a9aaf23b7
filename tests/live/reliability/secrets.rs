//! No password, token or value is in what anyone may print or log.

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

use super::*;

/// Writes down every event of the thread, and the fields of its spans, also those of the driver.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// Listens on this thread, and so to all tasks of a runtime that has no other.
    pub(super) fn install(&self) -> DefaultGuard {
        tracing::subscriber::set_default(self.clone())
    }

    /// What there is so far.
    pub(super) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, entry: Entry) {
        self.0.lock().unwrap().push(entry.0);
    }
}

/// One event, or the fields of one span.
struct Entry(String);

impl Visit for Entry {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut entry = Entry(format!("span {} ", span.metadata().target()));
        span.record(&mut entry);
        self.add(entry);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut entry = Entry("span ".to_owned());
        values.record(&mut entry);
        self.add(entry);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut entry = Entry(format!("event {} ", event.metadata().target()));
        event.record(&mut entry);
        self.add(entry);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

const SECRET: &str = "hunter2";

#[tokio::test]
async fn nothing_secret_is_shown() {
    let database = Database::new().await;
    let log = Log::default();
    let _guard = log.install();
    let role = format!("secret_{}", database.name);
    database.apply(&format!("CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'")).await;
    let good = as_user(&database.url, &role, SECRET);
    let wrong = as_user(&database.url, &role, &format!("{SECRET}-not"));
    let mut shown = String::new();
    let retry = Retry { retries: 1, ..QUICK };
    let options = Options { slow: Some(Duration::ZERO), explain_slow: true, retry, ..Options::default() };
    shown.push_str(&format!("{options:?}"));
    for url in [
        wrong.clone(),
        wrong.replace(&database.name, "nowhere"),
        at(&wrong, "127.0.0.1", 9),
        at(&wrong, "nowhere.invalid", 5432),
        format!("{wrong}?sslmode=require"),
        format!("{wrong}?sslmode=maybe"),
        wrong.replace("postgres://", "mysql://"),
    ] {
        let error = Db::connect_with(&url, &options).await.unwrap_err();
        shown.push_str(&format!("{error} {error:?} {error:#?} {:?}\n", std::error::Error::source(&error)));
    }
    let endpoint = tablewright::connect::config(&good).unwrap();
    shown.push_str(&format!("{endpoint} {endpoint:?} {endpoint:#?} {}", endpoint.address()));
    let asked = endpoint.password_from(|| async { Ok::<_, std::io::Error>(SECRET.to_owned()) });
    let db = Db::connect_to(asked, &options).await.unwrap();
    let value = SECRET;
    let query = sql!("SELECT {value}::text::integer");
    let error = db.sql(query).run().await.unwrap_err();
    shown.push_str(&format!("{:?} {:?}", db, db.status()));
    // What a server says of a value is asked for by name: `as_db_error`.
    assert!(error.as_db_error().is_some());
    db.query::<(String,)>("SELECT $1::text || 'x'", &[&value]).await.unwrap();
    let client = db.client().await.unwrap();
    let connection = db.connection().await.unwrap();
    let tx = db.begin().await.unwrap();
    shown.push_str(&format!("{client:?} {connection:?} {tx:?}"));
    drop((client, connection, tx));
    tokio::time::sleep(Duration::from_millis(200)).await;
    db.close();
    assert!(!shown.contains(SECRET), "{shown}");
    let seen = log.all();
    assert!(seen.iter().any(|entry| entry.contains("tablewright::slow")), "the log is not empty: {seen:#?}");
    // The test itself has the secret in a statement, over a connection that is not ours.
    let told: Vec<_> =
        seen.iter().filter(|entry| entry.contains(SECRET) && !entry.contains("CREATE ROLE")).collect();
    assert!(told.is_empty(), "{told:#?}");
    database.apply(&format!("DROP ROLE {role}")).await;
    database.drop().await;
}
