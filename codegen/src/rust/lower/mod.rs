//! Rust files to the model: every struct that derives `Table` or `PgComposite`, every enum that derives `PgEnum`. A domain
//! is declared in SQL; a struct that derives `PgDomain` stands for it.
//!
//! `rust::parse` reads one item as it is written; here its SQL texts are read, what follows from a default is filled in
//! with the names that PostgreSQL would give, and foreign keys find the tables that their structs stand for. All mistakes
//! of all files are reported in one run.

mod column;
mod composite;
mod constraint;
mod enumeration;
mod index;
mod items;
mod place;
mod structs;
mod table;
mod types;

use std::sync::Arc;

use crate::load::Described;
use crate::report::{Errors, Source};

/// Reads the tables and enums of Rust files.
///
/// # Errors
/// Every mistake in every file.
pub fn read(files: &[Arc<Source>]) -> Result<Described, Errors> {
    read_beside(files, &Described::default())
}

/// Reads the tables and enums of Rust files that stand beside another schema: their foreign keys and fields may name the
/// structs and enums that are generated from it. What is returned is only what the files declare.
///
/// # Errors
/// Every mistake in every file.
pub fn read_beside(files: &[Arc<Source>], beside: &Described) -> Result<Described, Errors> {
    let mut errors = Errors::new();
    let structs = structs::Structs::read(files, beside, &mut errors);
    let mut described = Described::default();
    for item in &structs.enums {
        enumeration::enumeration(item, &mut described, &mut errors);
    }
    for item in &structs.composites {
        composite::composite(item, &structs, &mut described, &mut errors);
    }
    let mut taken = table::Taken::new(&structs);
    for item in &structs.tables {
        table::table(item, &structs, &mut taken, &mut described, &mut errors);
    }
    errors.finish().map(|()| described)
}
