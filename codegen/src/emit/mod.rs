//! The model as a Rust file: enums and structs that carry `#[derive(PgEnum)]` and `#[derive(Table)]`.
//!
//! A described schema comes in; the text of one file goes out that reads as if written by hand and says everything about
//! tables and enums that the schema says, so that reading it back (`rust::lower`) gives the same ones. What follows from
//! a default is left out. Nothing in here can fail: what has no place in Rust is kept out by `check`.

mod column;
mod compact;
mod composite;
mod constraint;
mod enumeration;
mod file;
mod ident;
mod imports;
mod index;
mod names;
mod relations;
mod singular;
mod table;
mod text;
mod types;

use std::path::PathBuf;

pub(crate) use ident::{is_usable, snake};
pub(crate) use names::Names;
pub(crate) use singular::singular;

use crate::load::Described;

/// What the file needs to know beyond the schema.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// More derives for the rows of public tables, such as `serde::Serialize`.
    pub derives: Vec<String>,
    /// Dates and times are those of `chrono`, not of `jiff`.
    pub chrono: bool,
    /// The files that the schema comes from, in the order in which they were read: named at the top, and the order of
    /// what is written.
    pub sources: Vec<String>,
    /// The folder that is left out of those names at the top, so that the file is the same wherever the project stands.
    pub root: PathBuf,
}

/// The Rust file for a schema. The same input gives the same bytes.
pub fn file(described: &Described, options: &Options) -> String {
    file::file(described, options)
}

/// The schema as `sql!` reads it while a program is compiled ([`crate::query::Model`]). The same input gives the same bytes.
pub fn compact(described: &Described) -> String {
    compact::compact(described)
}
