//! One test, from its database to its verdict.

use std::future::Future;
use std::ops::AsyncFnOnce;
use std::panic::{AssertUnwindSafe, resume_unwind};

use futures_util::FutureExt;

use super::database::Templates;
use super::server;
use crate::migrate::Migrations;
use crate::{Db, Result, Transaction};

/// A test. [`#[tablewright::test]`](macro@crate::test) writes this.
pub struct Case<'m> {
    /// Its path.
    pub name: &'static str,
    /// What its database is made by.
    pub migrations: &'m Migrations,
}

/// What a test says about itself when it ends.
pub trait Outcome {
    /// Whether it failed without a panic.
    fn failed(&self) -> bool;
}

impl Outcome for () {
    fn failed(&self) -> bool {
        false
    }
}

impl<T, E> Outcome for Result<T, E> {
    fn failed(&self) -> bool {
        self.is_err()
    }
}

/// What a test is given.
#[diagnostic::on_unimplemented(
    message = "a test cannot be given a `{Self}`",
    note = "`#[tablewright::test]` takes `async fn name(db: Db)`, with a database of its own, or `async fn name(tx: Transaction<'_>)`, \
            which is rolled back"
)]
pub trait Fixture: Sized {
    #[doc(hidden)]
    fn around<O: Outcome>(
        case: &Case<'_>,
        templates: &Templates,
        work: impl AsyncFnOnce(Self) -> O,
    ) -> impl Future<Output = Result<O>>;
}

/// Runs a test.
///
/// # Panics
/// When the test does, and when it cannot have its database; the message says why.
pub fn run<F: Fixture, O: Outcome>(case: &Case<'_>, work: impl AsyncFnOnce(F) -> O) -> O {
    let url = server::url(case.migrations).unwrap_or_else(|why| panic!("{why}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.unwrap_or_else(|error| panic!("no Tokio runtime for the test: {error}"));
    let result = runtime.block_on(async {
        let templates = Templates::of(&url, case.migrations).await?;
        F::around(case, &templates, work).await
    });
    result.unwrap_or_else(|error| panic!("the database for the test could not be made or removed: {error}"))
}

impl Fixture for Db {
    async fn around<O: Outcome>(
        case: &Case<'_>,
        templates: &Templates,
        work: impl AsyncFnOnce(Self) -> O,
    ) -> Result<O> {
        let (name, db) = templates.copy(case.name).await?;
        let ended = AssertUnwindSafe(work(db.clone())).catch_unwind().await;
        db.close();
        match ended {
            Ok(outcome) if !outcome.failed() => {
                templates.drop_database(&name).await?;
                Ok(outcome)
            }
            Ok(outcome) => {
                kept(case, &name);
                Ok(outcome)
            }
            Err(panic) => {
                kept(case, &name);
                resume_unwind(panic)
            }
        }
    }
}

fn kept(case: &Case<'_>, name: &str) {
    eprintln!("{}: the database {name} is kept", case.name);
}

impl Fixture for Transaction<'static> {
    async fn around<O: Outcome>(
        _: &Case<'_>,
        templates: &Templates,
        work: impl AsyncFnOnce(Self) -> O,
    ) -> Result<O> {
        let db = templates.shared().await?;
        let transaction = db.begin().await?;
        // Rolled back where it is dropped: at the end of the test, or when that panics.
        let outcome = work(transaction).await;
        db.close();
        Ok(outcome)
    }
}
