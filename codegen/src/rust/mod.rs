//! Front end 2: structs with `#[derive(Table)]`, read with `syn`.
//!
//! [`decl`] holds what a struct declares, as its author wrote it; [`parse`] makes it from the struct, and [`expand`]
//! turns it into the code that the derive macro adds. That is all the derive macro needs.

pub mod decl;
pub mod expand;
pub mod parse;
mod suggest;
