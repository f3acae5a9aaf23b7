//! Pairs of schemas that nobody thought of: for each, the plan from the old to the new one is run on a server that holds the
//! old one with rows in it, and must give the catalog of a fresh server with the new one, and lose no row.
//!
//! `PROPTEST_CASES` says how many pairs are tried, and makes them others than last time.

mod kind;
mod make;
mod mutate;
mod parts;
mod print;
mod prove;
mod spec;
mod survey;
mod tape;

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner,
};
use prove::Bench;
use tokio::runtime::{Builder, Runtime};

/// How many pairs are tried unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 300;

/// How many pairs are on the server at once.
const AT_ONCE: u32 = 3;

fn config() -> Config {
    let told = std::env::var("PROPTEST_CASES").is_ok();
    let config = Config::default();
    Config {
        cases: (if told { config.cases } else { CASES }).div_ceil(AT_ONCE),
        max_shrink_iters: 400,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..config
    }
}

/// What a schema is made of: a few things, each from its own choices.
fn things() -> impl Strategy<Value = Vec<Vec<u16>>> {
    prop::collection::vec(prop::collection::vec(any::<u16>(), 0..40), 1..10)
}

/// What is changed: a few changes, each from its own choices.
fn changes() -> impl Strategy<Value = Vec<Vec<u16>>> {
    prop::collection::vec(prop::collection::vec(any::<u16>(), 1..24), 1..7)
}

/// The two texts that choices make.
fn texts(things: Vec<Vec<u16>>, changes: Vec<Vec<u16>>) -> (String, String) {
    let old = make::spec(things);
    let new = mutate::mutate(&old, changes);
    (print::print(&old), print::print(&new))
}

#[test]
fn a_plan_gives_the_new_catalog_and_loses_no_row() {
    at_once(|bench, runtime, rng| {
        let mut runner = TestRunner::new_with_rng(config(), rng);
        let bench = RefCell::new(bench);
        runner.run(&(things(), changes()), |(things, changes)| {
            let (old, new) = texts(things, changes);
            let result = runtime.block_on(bench.borrow_mut().prove(&old, &new));
            result.map_err(|what| failure(&what, &[("old", &old), ("new", &new)]))
        })
    });
}

/// A text, and what is printed of what was read from it, make the same database.
#[test]
fn what_is_read_and_printed_again_means_the_same() {
    at_once(|bench, runtime, rng| {
        let config = Config { cases: config().cases.div_ceil(4), ..config() };
        let mut runner = TestRunner::new_with_rng(config, rng);
        let bench = RefCell::new(bench);
        runner.run(&things(), |things| {
            let text = print::print(&make::spec(things));
            let result = runtime.block_on(bench.borrow_mut().printed(&text));
            result.map_err(|what| failure(&what, &[("text", &text)]))
        })
    });
}

/// Does the same on a few threads, each with databases of its own; panics with the first failure.
fn at_once<T: std::fmt::Debug>(
    act: impl Fn(&mut Bench, &Runtime, TestRng) -> Result<(), TestError<T>> + Sync,
) {
    let act = &act;
    std::thread::scope(|scope| {
        for thread in 0..AT_ONCE {
            scope.spawn(move || {
                let (mut bench, runtime) = bench();
                let result = act(&mut bench, &runtime, rng(thread));
                runtime.block_on(bench.drop());
                told(result);
            });
        }
    });
}

/// The same pairs in every run, others with each that says how many: a gate does not fail for what nobody has changed.
fn rng(thread: u32) -> TestRng {
    let told = std::env::var("PROPTEST_CASES").is_ok();
    let number = u8::try_from(thread).unwrap_or(0);
    match told {
        true => TestRunner::default().new_rng(),
        false => TestRng::from_seed(RngAlgorithm::ChaCha, &[number; 32]),
    }
}

fn bench() -> (Bench, Runtime) {
    let runtime =
        Builder::new_current_thread().enable_all().build().expect("a runtime needs nothing but the system");
    let bench = runtime.block_on(Bench::new());
    (bench, runtime)
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
