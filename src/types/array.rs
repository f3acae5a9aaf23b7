//! Arrays of any shape.

use std::error::Error;

use bytes::BytesMut;
use fallible_iterator::FallibleIterator as _;
use postgres_protocol::types::{ArrayDimension, array_from_sql, array_to_sql};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{FromSql, IsNull, Kind, ToSql, Type, to_sql_checked};

use super::wire::{Converted, plain, read, write};

/// An array of any number of dimensions, with their lower bounds. An array of one dimension that is counted from 1 is more
/// easily a `Vec<T>`; one that may hold NULL is an `Array<Option<T>>` or `Vec<Option<T>>`.
///
/// ```
/// use tablewright::types::Array;
/// let grid = Array::nested([[1, 2, 3], [4, 5, 6]]);
/// assert_eq!(grid.get(&[2, 1]), Some(&4));
/// assert_eq!(grid.dimensions().len(), 2);
/// assert_eq!(Array::shaped(&[2, 2], vec![1, 2, 3]), None); // one is missing
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Array<T> {
    dimensions: Vec<Dimension>,
    values: Vec<T>,
}

/// One dimension of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dimension {
    /// How many elements.
    pub length: i32,
    /// What the first is counted as; 1 unless told.
    pub lower: i32,
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self { dimensions: Vec::new(), values: Vec::new() }
    }
}

impl<T> Array<T> {
    /// Values in the order of the last dimension first, in dimensions of these lengths; `None` where the numbers differ.
    pub fn shaped(lengths: &[usize], values: Vec<T>) -> Option<Self> {
        let lengths = lengths.iter().map(|length| i32::try_from(*length).ok()).collect::<Option<Vec<_>>>()?;
        let dimensions = lengths.into_iter().map(|length| Dimension { length, lower: 1 }).collect();
        Self::new(dimensions, values)
    }

    /// The same with lower bounds.
    pub fn new(dimensions: Vec<Dimension>, values: Vec<T>) -> Option<Self> {
        let mut count = usize::from(!dimensions.is_empty());
        for dimension in &dimensions {
            count = count.checked_mul(usize::try_from(dimension.length).ok()?)?;
        }
        // The server has one empty array, and it has no dimensions.
        let dimensions = if count == 0 { Vec::new() } else { dimensions };
        (count == values.len()).then_some(Self { dimensions, values })
    }

    /// Two dimensions, from rows of one length.
    pub fn nested<const N: usize>(rows: impl IntoIterator<Item = [T; N]>) -> Self {
        let values: Vec<T> = rows.into_iter().flatten().collect();
        Self::shaped(&[values.len().checked_div(N).unwrap_or(0), N], values).unwrap_or_default()
    }

    /// The dimensions; an empty array has none.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// All values, in the order of the last dimension first.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The value at this place, one number for each dimension, counted as the server does.
    pub fn get(&self, place: &[i32]) -> Option<&T> {
        if place.len() != self.dimensions.len() {
            return None;
        }
        let mut at = 0_usize;
        for (place, dimension) in place.iter().zip(&self.dimensions) {
            let inside = place.checked_sub(dimension.lower).filter(|inside| *inside < dimension.length)?;
            at = at * usize::try_from(dimension.length).ok()? + usize::try_from(inside).ok()?;
        }
        self.values.get(at)
    }

    /// The values without their dimensions.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        Self::shaped(&[values.len()], values).unwrap_or_default()
    }
}

fn element(ty: &Type) -> Converted<&Type> {
    match ty.kind() {
        Kind::Array(element) => Ok(element),
        _ => Err(format!("`{ty}` is not an array").into()),
    }
}

impl<T: ToSql> ToSql for Array<T> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let element = element(ty)?;
        let dimensions: Vec<ArrayDimension> = self
            .dimensions
            .iter()
            .map(|dimension| ArrayDimension { len: dimension.length, lower_bound: dimension.lower })
            .collect();
        let write = |value: &T, out: &mut BytesMut| {
            write(value, element, out).map(|null| match null {
                IsNull::Yes => postgres_protocol::IsNull::Yes,
                IsNull::No => postgres_protocol::IsNull::No,
            })
        };
        array_to_sql(dimensions, element.oid(), &self.values, write, out)?;
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Array(element) if T::accepts(plain(element)))
    }

    to_sql_checked!();
}

impl<'a, T: FromSql<'a>> FromSql<'a> for Array<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let element = element(ty)?;
        let array = array_from_sql(raw)?;
        let dimensions = array
            .dimensions()
            .map(|dimension| Ok(Dimension { length: dimension.len, lower: dimension.lower_bound }))
            .collect()?;
        let values = array.values().map(|value| read(element, value)).collect()?;
        Self::new(dimensions, values).ok_or_else(|| "the array's dimensions do not fit its values".into())
    }

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Array(element) if T::accepts(plain(element)))
    }
}
