//! How many rows a relation leads to.

use crate::{Error, Result};

/// Any number of rows: `Vec<C>`.
pub enum Many {}

/// Exactly one: `C`.
pub enum One {}

/// One or none: `Option<C>`.
pub enum OptionalOne {}

/// How many rows a relation leads to.
pub trait Shape: 'static {
    /// What the rows of one parent become.
    type Of<R: Send>: Send;
    /// The shape when only some rows are asked for.
    type Filtered: Shape;
    #[doc(hidden)]
    fn collect<R: Send>(rows: Vec<R>) -> Result<Self::Of<R>>;
}

impl Shape for Many {
    type Of<R: Send> = Vec<R>;
    type Filtered = Many;
    fn collect<R: Send>(rows: Vec<R>) -> Result<Vec<R>> {
        Ok(rows)
    }
}

impl Shape for One {
    type Of<R: Send> = R;
    type Filtered = OptionalOne;
    fn collect<R: Send>(rows: Vec<R>) -> Result<R> {
        // The foreign key promises the row; row-level security or another transaction's delete can still hide it.
        rows.into_iter().next().ok_or_else(Error::not_found)
    }
}

impl Shape for OptionalOne {
    type Of<R: Send> = Option<R>;
    type Filtered = OptionalOne;
    fn collect<R: Send>(rows: Vec<R>) -> Result<Option<R>> {
        Ok(rows.into_iter().next())
    }
}
