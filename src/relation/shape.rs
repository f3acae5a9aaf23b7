//! How many rows a relation leads to.

use crate::nullability::{NotNull, Nullability, Nullable};
use crate::{Error, Result};

/// Any number of rows: `Vec<C>`.
#[derive(Debug)]
pub enum Many {}

/// Exactly one: `C`.
#[derive(Debug)]
pub enum One {}

/// One or none: `Option<C>`.
#[derive(Debug)]
pub enum OptionalOne {}

/// How many rows a relation leads to.
pub trait Shape: 'static {
    /// What the rows of one parent become.
    type Of<R: Send>: Send;
    /// The shape when only some rows are asked for, or the parent may be missing.
    type Filtered: Shape;
    /// The shape of a relation that goes on from there.
    type Then<S: Shape>: Shape;
    #[doc(hidden)]
    fn collect<R: Send>(rows: Vec<R>) -> Result<Self::Of<R>>;
}

impl Shape for Many {
    type Of<R: Send> = Vec<R>;
    type Filtered = Many;
    type Then<S: Shape> = Many;
    fn collect<R: Send>(rows: Vec<R>) -> Result<Vec<R>> {
        Ok(rows)
    }
}

impl Shape for One {
    type Of<R: Send> = R;
    type Filtered = OptionalOne;
    type Then<S: Shape> = S;
    fn collect<R: Send>(rows: Vec<R>) -> Result<R> {
        // The foreign key promises the row; row-level security or another transaction's delete can still hide it.
        rows.into_iter().next().ok_or_else(Error::not_found)
    }
}

impl Shape for OptionalOne {
    type Of<R: Send> = Option<R>;
    type Filtered = OptionalOne;
    type Then<S: Shape> = S::Filtered;
    fn collect<R: Send>(rows: Vec<R>) -> Result<Option<R>> {
        Ok(rows.into_iter().next())
    }
}

/// Whether the row that a relation starts at may be missing: the right side of a left join.
pub trait Presence: Nullability {
    /// The shape then.
    type Shape<S: Shape>: Shape;
}

impl Presence for NotNull {
    type Shape<S: Shape> = S;
}

impl Presence for Nullable {
    type Shape<S: Shape> = S::Filtered;
}
