//! Front end 2: structs with `#[derive(Table)]`, read with `syn`.
//!
//! [`decl`] holds what a struct declares, as its author wrote it; [`parse`] makes it from the struct, and [`expand`]
//! turns it into the code that the derive macro adds. That is all the derive macro needs. `lower` reads whole files and
//! makes the model from what they declare.

pub mod decl;
#[cfg(feature = "engine")]
pub(crate) mod derived;
pub mod expand;
#[cfg(feature = "engine")]
pub mod lower;
pub mod parse;
#[cfg(feature = "engine")]
pub(crate) mod scalar;
mod suggest;
