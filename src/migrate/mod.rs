//! Migrations: a folder of files, applied once each, in the order of their names.
//!
//! Comes in: [`Migrations`], embedded by [`embed_migrations!`](crate::embed_migrations) or read from a folder, and a connection.
//! Goes out: a database in which each of them has run, and a row for each in the ledger `tablewright.migrations`.
//!
//! A migration is one transaction, and its ledger row is part of it. Lines `-- @commit` divide it into several, and a statement
//! that cannot run in a transaction (`CREATE INDEX CONCURRENTLY`, `VACUUM`, ...) runs by itself; then the ledger counts the
//! statements that are done, and a run after a failure resumes there. A Rust migration that works in chunks has a transaction for
//! each, which notes its last key. Runs on one database wait for each other.
//!
//! It never edits a file, and never undoes a migration that has run.

mod apply;
mod baseline;
mod blockers;
mod checksum;
mod chunks;
mod db;
mod error;
mod failure;
mod index;
mod kind;
mod ledger;
mod lock;
mod options;
mod outside;
mod repair;
mod report;
mod run;
mod scan;
mod source;
mod split;
mod status;
mod trace;

pub use checksum::checksum;
pub use error::MigrateError;
pub use failure::Failure;
pub use options::Options;
pub use repair::{Remedy, Trouble, Wrong};
pub use report::{Applied, Event, Report};
pub use source::{Migration, Migrations, Up, UpFuture, UpInChunks};
pub use status::{Entry, Problem, State};
