//! The logic of Tablewright: schema readers, difference, plan, DDL and Rust generation.
//!
//! No database and no async in here. `build.rs` scripts, the procedural macros and the `tablewright` command are doors
//! into this crate. Data flows one way:
//!
//! ```text
//! schema.sql --> sql ---+            +--> diff --> plan --> ddl --> migrations/*.sql
//! structs -----> rust --+--> model --+
//! catalog --------------+            +--> emit --> generated Rust
//! ```
//!
//! The macros need only [`rust`] and the names in [`migrations`]; everything else is behind the feature `engine` (on by
//! default), so that a derive-only build compiles neither the SQL reader nor the planner.

pub mod migrations;
pub mod name;
#[cfg(feature = "query")]
pub mod query;
pub mod rust;
#[cfg(any(feature = "engine", feature = "query"))]
mod similar;

#[cfg(feature = "engine")]
mod build;
#[cfg(feature = "engine")]
pub mod check;
#[cfg(feature = "engine")]
pub mod config;
#[cfg(feature = "engine")]
pub mod ddl;
#[cfg(feature = "engine")]
pub mod diff;
#[cfg(feature = "engine")]
pub mod docs;
#[cfg(feature = "engine")]
pub mod emit;
#[cfg(feature = "engine")]
pub mod files;
#[cfg(feature = "engine")]
pub mod lint;
#[cfg(feature = "engine")]
pub mod load;
#[cfg(feature = "engine")]
pub mod model;
#[cfg(feature = "engine")]
pub mod plan;
#[cfg(feature = "engine")]
pub mod report;
#[cfg(feature = "engine")]
pub mod seed;
#[cfg(feature = "engine")]
pub mod sql;
#[cfg(feature = "engine")]
pub mod zero;

#[cfg(feature = "engine")]
pub use build::build;
