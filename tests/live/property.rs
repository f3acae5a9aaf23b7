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
use tablewright_tests::{Database, block_on, prove};
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

/// The generator is of use only if a server takes what it makes.
#[test]
fn what_is_generated_is_sql() {
    let choices = (prop::collection::vec(any::<u16>(), 0..160), prop::collection::vec(any::<u16>(), 1..40));
    let mut runner = TestRunner::new(config());
    let result = runner.run(&choices, |(old, changes)| {
        let (old, new) = texts(old, changes);
        for text in [old, new] {
            let taken = block_on(async {
                let database = Database::new().await;
                let taken = database.try_apply(&text).await;
                database.drop().await;
                taken
            });
            taken.map_err(|refused| TestCaseError::fail(format!("{refused}\n--- in\n{text}")))?;
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}
