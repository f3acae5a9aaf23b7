//! What reading, checking, generating, comparing, planning and replaying cost for tables of 16 columns, with 5 indexes beside
//! the primary key and 2 foreign keys each. Where the cost grows with the number of tables and no faster, the second
//! table holds figures near 1.
//!
//! ```text
//! cargo bench -p tablewright-benches --bench engine
//! cargo bench -p tablewright-benches --bench engine -- 200 2000
//! ```

use std::path::Path;
use std::time::Instant;

use tablewright_benches::{peak_memory_mb, print_table, schema, write_migrations};
use tablewright_codegen::load::Described;
use tablewright_codegen::model::{Audience, Schema};
use tablewright_codegen::report::{Errors, Source, render};
use tablewright_codegen::{check, emit, lint, migrations, plan, sql};

/// Each figure is the median of at most this many runs.
const RUNS: usize = 5;

/// No further run of what took this many seconds so far.
const ENOUGH: f64 = 10.0;

const HEAD: [&str; 8] = [
    "tables",
    "read",
    "check",
    "lint",
    "generate",
    "read both + plan a change",
    "plan from nothing",
    "replay",
];

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    let mut seconds = vec![HEAD.map(String::from).to_vec()];
    let mut growth = seconds.clone();
    let mut first = None;
    for tables in sizes {
        let figures = measure(tables);
        seconds.push(row(tables, figures.iter().map(|figure| format!("{figure:.3} s"))));
        let (base, of) = first.get_or_insert_with(|| (tables, figures.clone()));
        let times = tables as f64 / *base as f64;
        let ratios = figures.iter().zip(of.iter()).map(|(figure, of)| figure / of / times);
        growth.push(row(tables, ratios.map(|ratio| format!("{ratio:.2}"))));
        let memory = peak_memory_mb().map_or("unknown".to_owned(), |mb| format!("{mb} MB"));
        println!("peak memory after {tables} tables: {memory}");
    }
    println!();
    print_table(&seconds);
    println!("\nthe same for each table, as a multiple of the first line's");
    print_table(&growth);
}

/// The figures of one line.
fn measure(tables: usize) -> Vec<f64> {
    let text = schema(tables);
    let described = read(&text);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("replay-{tables}"));
    write_migrations(&folder, tables);
    vec![
        median(|| drop(read(&text))),
        median(|| done(check::check(&described, 16))),
        median(|| drop(done(lint::lint(&described, 16, &[])))),
        median(|| drop(emit::file(&described, &emit::Options::default()))),
        median(|| drop(plan_a_change(&text))),
        median(|| drop(plan_text(&Schema::default(), &described.schema))),
        median(|| drop(done(migrations::replay(&folder)))),
    ]
}

fn row(tables: usize, cells: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(tables.to_string()).chain(cells).collect()
}

fn done<T>(result: Result<T, Errors>) -> T {
    result.unwrap_or_else(|errors| panic!("{}", render(&errors, false)))
}

fn read(text: &str) -> Described {
    let mut reader = sql::Reader::new();
    reader.read(&Source::new("schema.sql", text), Audience::Public);
    done(reader.finish())
}

/// What `diff` of two files does: a column of every table gets another type, and every tenth has one more.
fn plan_a_change(text: &str) -> String {
    let mut changed = text.replace("0 (\n    id bigint", "0 (\n    extra text,\n    id bigint");
    changed = changed.replace("    due date,", "    due timestamptz,");
    plan_text(&read(text).schema, &read(&changed).schema)
}

fn plan_text(old: &Schema, new: &Schema) -> String {
    done(plan::plan(old, new, &plan::Options::default())).to_sql()
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = Vec::new();
    while times.len() < RUNS && times.iter().sum::<f64>() < ENOUGH {
        let start = Instant::now();
        work();
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
