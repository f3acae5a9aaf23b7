//! Front end 2: structs with `#[derive(Table)]`, read with `syn`.
//!
//! [`decl`] holds what a struct declares, as its author wrote it: that is all the derive macro needs.

pub mod decl;
#[cfg(feature = "engine")]
pub(crate) mod derived;
#[cfg(feature = "engine")]
pub(crate) mod scalar;
