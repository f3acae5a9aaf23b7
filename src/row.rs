//! A row as it came from the server, read cell by cell.

use std::error::Error as StdError;

use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, FromSqlOwned, Type};

use crate::table::Table;
use crate::types::wire;
use crate::{Error, Result};

/// The cells of one row, from left to right: no look-up by name.
pub struct Cells<'r> {
    row: &'r Row,
    at: usize,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(row: &'r Row) -> Self {
        Self { row, at: 0 }
    }

    /// Reads the next cell.
    ///
    /// # Errors
    /// When there is none, or its value does not fit `V`.
    #[allow(clippy::should_implement_trait)] // An iterator has one type of item; each cell has its own.
    pub fn next<V: FromSqlOwned>(&mut self) -> Result<V> {
        let (at, row) = (self.at, self.row);
        self.at += 1;
        let Some(column) = row.columns().get(at) else {
            let message = format!("the statement returns {at} columns and the row wants more");
            return Err(Error::decode(format!("#{}", at + 1), message.into()));
        };
        wire::read(column.type_(), self.raw(at)).map_err(|cause| Error::decode(column.name(), cause))
    }

    /// The bytes of a cell by its distance from the next one, which stays the next one.
    pub(crate) fn peek(&self, distance: usize) -> Option<&'r [u8]> {
        self.raw(self.at + distance)
    }

    pub(crate) fn skip(&mut self, cells: usize) {
        self.at += cells;
    }

    fn raw(&self, at: usize) -> Option<&'r [u8]> {
        let row: &'r Row = self.row;
        row.try_get::<usize, Bytes<'r>>(at).ok().and_then(|bytes| bytes.0)
    }
}

/// The bytes of a cell, of whatever type.
struct Bytes<'a>(Option<&'a [u8]>);

impl<'a> FromSql<'a> for Bytes<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// What a row of raw SQL is read as: a tuple by position, or a whole table's row.
#[diagnostic::on_unimplemented(
    message = "a row cannot be read as `{Self}`",
    note = "use a tuple such as `(i64, String)`, a table's struct, or `.scalar::<i64>()` for a single value"
)]
pub trait FromRow: Sized + Send {
    /// Reads the cells from left to right.
    ///
    /// # Errors
    /// A cell that does not fit.
    fn from_row(cells: &mut Cells<'_>) -> Result<Self>;
}

impl<T: Table> FromRow for T {
    fn from_row(cells: &mut Cells<'_>) -> Result<Self> {
        T::decode(cells)
    }
}

macro_rules! tuples {
    ($(($($name:ident),+))+) => {$(
        impl<$($name: FromSqlOwned + Send),+> FromRow for ($($name,)+) {
            fn from_row(cells: &mut Cells<'_>) -> Result<Self> {
                Ok(($(cells.next::<$name>()?,)+))
            }
        }
    )+};
}

tuples! {
    (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F) (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H) (A, B, C, D, E, F, G, H, I) (A, B, C, D, E, F, G, H, I, J)
    (A, B, C, D, E, F, G, H, I, J, K) (A, B, C, D, E, F, G, H, I, J, K, L)
    (A, B, C, D, E, F, G, H, I, J, K, L, M) (A, B, C, D, E, F, G, H, I, J, K, L, M, N)
    (A, B, C, D, E, F, G, H, I, J, K, L, M, N, O) (A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P)
}
