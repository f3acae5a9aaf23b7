//! Spans say which statement ran and how many rows it had, and never with which values.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::*;

/// Writes down every field of every span and event.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push_str(&format!("{field}={value:?}\n"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("tablewright")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.0.lock().unwrap().push_str(&format!("span={}\n", span.metadata().name()));
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn spans_hold_no_values() {
    let (database, db) = database(&Options::default()).await;
    let log = Log::default();
    let secret = "hunter2";
    let work = async {
        let rows: Vec<(i64,)> =
            db.sql(sql!("SELECT id FROM item WHERE id < {4_i64} AND {secret} <> ''")).all().await.unwrap();
        assert_eq!(rows.len(), 3);
        db.sql(sql!("UPDATE item SET cents = 1 WHERE id = {1_i64} AND {secret} <> ''")).run().await.unwrap();
        let mut rows =
            db.sql(sql!("SELECT id FROM item WHERE id < {3_i64}")).stream::<(i64,)>().await.unwrap();
        while rows.next().await.is_some() {}
        db.sql(sql!("SELECT {secret}::text::integer")).run().await.unwrap_err();
        drop(tokio::time::timeout(Duration::from_millis(30), db.sql(sql!("SELECT pg_sleep(9)")).run()).await);
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    work.with_subscriber(log.clone()).await;
    let seen = log.0.lock().unwrap().clone();
    assert!(!seen.contains(secret), "{seen}");
    assert!(
        seen.contains(
            "span=tablewright.statement\nsql=\"SELECT id FROM item WHERE id < $1 AND $2 <> ''\"\nrows=3\n"
        ),
        "{seen}"
    );
    assert!(seen.contains("rows=1\n") && seen.contains("rows=2\n"), "{seen}");
    ends(database, db).await;
}
