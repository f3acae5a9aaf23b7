//! Pairs of schemas that nobody thought of: for each, the plan from the old to the new one is run on a server that holds the
//! old one with rows in it, and must give the catalog of a fresh server with the new one, and lose no row.
//!
//! `PROPTEST_CASES` says how many pairs are tried.

mod make;
mod mutate;
mod print;
mod spec;
mod tape;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner};
use tablewright_codegen::ddl;
use tablewright_tests::{Database, block_on, corpus, prove, run, same};
use tape::Tape;

/// How many pairs are tried unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 64;

fn config() -> Config {
    let told = std::env::var("PROPTEST_CASES").is_ok();
    let config = Config::default();
    Config {
        cases: if told { config.cases } else { CASES },
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..config
    }
}

/// The two texts that choices make.
fn texts(old: Vec<u16>, changes: Vec<u16>) -> (String, String) {
    let old = make::spec(&mut Tape::new(old));
    let new = mutate::mutate(&old, &mut Tape::new(changes));
    (print::print(&old), print::print(&new))
}

#[test]
fn a_plan_gives_the_new_catalog_and_loses_no_row() {
    let choices = (prop::collection::vec(any::<u16>(), 0..160), prop::collection::vec(any::<u16>(), 1..40));
    let mut runner = TestRunner::new(config());
    let result = runner.run(&choices, |(old, changes)| {
        let (old, new) = texts(old, changes);
        match block_on(prove(&old, &new)) {
            Ok(_) => Ok(()),
            Err(what) => Err(TestCaseError::fail(format!("{what}\n--- old\n{old}\n--- new\n{new}"))),
        }
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// A text, and what is printed of what was read from it, make the same database.
#[test]
fn what_is_read_and_printed_again_means_the_same() {
    let mut runner = TestRunner::new(config());
    let result = runner.run(&prop::collection::vec(any::<u16>(), 0..200), |choices| {
        let text = print::print(&make::spec(&mut Tape::new(choices)));
        block_on(printed(&text)).map_err(|what| TestCaseError::fail(format!("{what}\n--- in\n{text}")))
    });
    if let Err(failure) = result {
        panic!("{failure}");
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
