//! Slow statements in the log, and figures for whoever collects them.

use super::secrets::Log;
use super::*;

#[tokio::test]
async fn a_slow_statement_is_logged_by_its_shape_with_its_plan() {
    let database = Database::new().await;
    let log = Log::default();
    let _guard = log.install();
    let options =
        Options { slow: Some(Duration::from_millis(100)), explain_slow: true, ..Options::default() };
    let db = Db::connect_with(&database.url, &options).await.unwrap();
    db.sql(sql!("CREATE TABLE note (id bigint, text text)")).run().await.unwrap();
    for _ in 0..2 {
        let hidden = "hunter2";
        db.sql(sql!(
            "SELECT id, pg_sleep(0.15) FROM (SELECT 1::bigint AS id) AS one WHERE 'hunter3' <> {hidden}::text"
        ))
        .run()
        .await
        .unwrap();
    }
    db.query::<(i32,)>("SELECT 1", &[]).await.unwrap();
    until("the plan", async || log.all().iter().any(|entry| entry.contains(" plan="))).await;
    let seen = log.all();
    let slow: Vec<_> = seen.iter().filter(|entry| entry.starts_with("event tablewright::slow")).collect();
    let shape = "SELECT id, pg_sleep(?) FROM (SELECT ?::bigint AS id) AS one WHERE ? <> $1::text";
    assert_eq!(slow.iter().filter(|event| event.contains(" milliseconds=")).count(), 2, "{slow:#?}");
    let plans: Vec<_> = slow.iter().filter(|event| event.contains(" plan=")).collect();
    assert_eq!(plans.len(), 1, "once in ten minutes: {slow:#?}");
    assert!(plans[0].contains("cost="), "{plans:?}");
    assert!(slow.iter().all(|event| event.contains(shape)), "{slow:#?}");
    assert!(slow.iter().all(|event| !event.contains("hunter")), "{slow:#?}");
    db.close();
    database.drop().await;
}

/// Counts what it is told.
#[derive(Clone, Default)]
struct Figures(Arc<Mutex<std::collections::BTreeMap<String, u64>>>);

impl Figures {
    fn add(&self, name: &str) {
        *self.0.lock().unwrap().entry(name.to_owned()).or_default() += 1;
    }
}

/// One figure of them.
struct Figure(Figures, String);

impl metrics::CounterFn for Figure {
    fn increment(&self, _: u64) {
        self.0.add(&self.1);
    }
    fn absolute(&self, _: u64) {
        self.0.add(&self.1);
    }
}

impl metrics::GaugeFn for Figure {
    fn increment(&self, _: f64) {}
    fn decrement(&self, _: f64) {}
    fn set(&self, _: f64) {
        self.0.add(&self.1);
    }
}

impl metrics::HistogramFn for Figure {
    fn record(&self, _: f64) {
        self.0.add(&self.1);
    }
}

impl metrics::Recorder for Figures {
    fn describe_counter(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn describe_gauge(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn describe_histogram(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn register_counter(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Counter {
        metrics::Counter::from_arc(Arc::new(Figure(self.clone(), key.name().to_owned())))
    }
    fn register_gauge(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Gauge {
        metrics::Gauge::from_arc(Arc::new(Figure(self.clone(), key.name().to_owned())))
    }
    fn register_histogram(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Histogram {
        metrics::Histogram::from_arc(Arc::new(Figure(self.clone(), key.name().to_owned())))
    }
}

#[tokio::test]
async fn figures_go_to_whoever_collects_them() {
    let database = Database::new().await;
    let figures = Figures::default();
    let _guard = metrics::set_default_local_recorder(&figures);
    let options = Options { look_every: Duration::from_millis(100), ..Options::default() };
    let db = Db::connect_with(&database.url, &options).await.unwrap();
    for _ in 0..3 {
        port(&db).await.unwrap();
    }
    db.sql(sql!("SELECT 1 / 0")).run().await.unwrap_err();
    let count = |name: &str| figures.0.lock().unwrap().get(name).copied().unwrap_or(0);
    until("the gauges", async || count("tablewright_server_places") > 0).await;
    assert_eq!((count("tablewright_statement_seconds"), count("tablewright_statement_failed_total")), (4, 1));
    assert!(count("tablewright_acquire_seconds") >= 4 && count("tablewright_pool_open") > 0);
    db.close();
    database.drop().await;
}
