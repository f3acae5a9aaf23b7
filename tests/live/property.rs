//! Pairs of schemas that nobody thought of: for each, the plan from the old to the new one is run on a server that holds the
//! old one with rows in it, and must give the catalog of a fresh server with the new one, and lose no row.
//!
//! `PROPTEST_CASES` says how many pairs are tried.

mod make;
mod mutate;
mod print;
mod spec;
mod survey;
mod tape;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestError, TestRunner};
use tablewright_codegen::ddl;
use tablewright_tests::{Database, block_on, corpus, prove, run, same};

/// How many pairs are tried unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 64;

fn config() -> Config {
    let told = std::env::var("PROPTEST_CASES").is_ok();
    let config = Config::default();
    Config {
        cases: if told { config.cases } else { CASES },
        max_shrink_iters: 400,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..config
    }
}

/// What a schema is made of: a few things, each from its own choices.
fn things() -> impl Strategy<Value = Vec<Vec<u16>>> {
    prop::collection::vec(prop::collection::vec(any::<u16>(), 0..60), 1..10)
}

/// What is changed: a few changes, each from its own choices.
fn changes() -> impl Strategy<Value = Vec<Vec<u16>>> {
    prop::collection::vec(prop::collection::vec(any::<u16>(), 1..16), 1..16)
}

/// The two texts that choices make.
fn texts(things: Vec<Vec<u16>>, changes: Vec<Vec<u16>>) -> (String, String) {
    let old = make::spec(things);
    let new = mutate::mutate(&old, changes);
    (print::print(&old), print::print(&new))
}

#[test]
fn a_plan_gives_the_new_catalog_and_loses_no_row() {
    let mut runner = TestRunner::new(config());
    let result = runner.run(&(things(), changes()), |(things, changes)| {
        let (old, new) = texts(things, changes);
        block_on(prove(&old, &new)).map(drop).map_err(|what| failure(&what, &[("old", &old), ("new", &new)]))
    });
    told(result);
}

/// A text, and what is printed of what was read from it, make the same database.
#[test]
fn what_is_read_and_printed_again_means_the_same() {
    let mut runner = TestRunner::new(config());
    let result = runner.run(&things(), |things| {
        let text = print::print(&make::spec(things));
        block_on(printed(&text)).map_err(|what| failure(&what, &[("text", &text)]))
    });
    told(result);
}

fn failure(what: &str, texts: &[(&str, &str)]) -> TestCaseError {
    let texts: String = texts.iter().map(|(name, text)| format!("\n--- {name}\n{text}")).collect();
    TestCaseError::fail(format!("{what}{texts}"))
}

/// Panics with the two texts alone: the choices that made them say nothing to a reader.
fn told<T: std::fmt::Debug>(result: Result<(), TestError<T>>) {
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(TestError::Abort(why)) => panic!("the test was given up: {why}"),
    }
}

async fn printed(text: &str) -> Result<(), String> {
    let described = corpus::described(&[text]).map_err(|errors| corpus::lines(&errors))?;
    let again = ddl::schema_sql(&described.schema);
    let (first, second) = (Database::new().await, Database::new().await);
    let compare = async {
        first.try_apply(text).await?;
        run(&second, &again).await?;
        same(&first.read().await, &second.read().await)
    };
    let result = compare.await.map_err(|what| format!("{what}\n--- printed\n{again}"));
    first.drop().await;
    second.drop().await;
    result
}
