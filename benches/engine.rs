//! What reading, generating, comparing and planning cost for tables of 16 columns, with 5 indexes beside the primary key and 2 foreign keys each.
//!
//! ```text
//! cargo bench -p tablewright-benches --bench engine
//! ```

use std::time::Instant;

use tablewright_benches::{peak_memory_mb, print_table, schema};
use tablewright_codegen::load::Described;
use tablewright_codegen::model::{Audience, Schema};
use tablewright_codegen::report::{Source, render};
use tablewright_codegen::{emit, plan, sql};

/// Each figure is the median of this many runs.
const RUNS: usize = 5;

fn main() {
    let mut rows = vec![
        ["tables", "read", "read + generate", "read both + plan a change", "read + plan from nothing"]
            .map(String::from)
            .to_vec(),
    ];
    // Ten thousand tables take their time: a few runs are enough there.
    for tables in [100, 1_000, 10_000] {
        let text = schema(tables);
        rows.push(vec![
            tables.to_string(),
            seconds(|| drop(read(&text))),
            seconds(|| drop(emit::file(&read(&text), &emit::Options::default()))),
            seconds(|| drop(plan_a_change(&text))),
            seconds(|| drop(plan_from_nothing(&text))),
        ]);
        if tables == 1_000 {
            let memory = peak_memory_mb().map_or("unknown".to_owned(), |mb| format!("{mb} MB"));
            println!("peak memory after 1,000 tables: {memory}");
        }
    }
    print_table(&rows);
}

fn read(text: &str) -> Described {
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("schema.sql", text), Audience::Public);
    reader.finish().unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
}

/// What `diff` of two files does: a column of every table gets another type, and every tenth has one more.
fn plan_a_change(text: &str) -> String {
    let mut changed = text.replace("0 (\n    id bigint", "0 (\n    extra text,\n    id bigint");
    changed = changed.replace("    due date,", "    due timestamptz,");
    let (old, new) = (read(text).schema, read(&changed).schema);
    let plan = plan::plan(&old, &new, &plan::Options::default());
    plan.unwrap_or_else(|errors| panic!("{}", render(&errors, false))).to_sql()
}

fn plan_from_nothing(text: &str) -> String {
    plan::plan(&Schema::default(), &read(text).schema, &plan::Options::default())
        .unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
        .to_sql()
}

fn seconds(mut work: impl FnMut()) -> String {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    format!("{:.3} s", times[RUNS / 2])
}
