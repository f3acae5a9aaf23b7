//! A row as it came from the server, read cell by cell.

use std::error::Error as StdError;

use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, FromSqlOwned, Kind, Type};

use crate::table::Table;
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
        value(column.type_(), self.bytes(at)).map_err(|cause| Error::decode(column.name(), cause))
    }

    /// The next cell as it came, with its type.
    pub(crate) fn raw(&mut self) -> Option<(&'r Type, Option<&'r [u8]>)> {
        let column = self.row.columns().get(self.at)?;
        self.at += 1;
        Some((column.type_(), self.bytes(self.at - 1)))
    }

    /// The bytes of a cell by its distance from the next one, which stays the next one.
    pub(crate) fn peek(&self, distance: usize) -> Option<&'r [u8]> {
        self.bytes(self.at + distance)
    }

    pub(crate) fn skip(&mut self, cells: usize) {
        self.at += cells;
    }

    fn bytes(&self, at: usize) -> Option<&'r [u8]> {
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

fn value<V: FromSqlOwned>(
    ty: &Type,
    raw: Option<&[u8]>,
) -> std::result::Result<V, Box<dyn StdError + Sync + Send>> {
    let ty = plain(ty);
    if !V::accepts(ty) {
        return Err(format!("the type `{ty}` is not read as `{}`", std::any::type_name::<V>()).into());
    }
    match raw {
        Some(raw) => V::from_sql(ty, raw),
        None => V::from_sql_null(ty).map_err(|_| {
            format!("it is NULL and `{}` has no place for that", std::any::type_name::<V>()).into()
        }),
    }
}

/// The type whose binary form a value has: a domain has that of its base type, `xml` that of `text`, `varbit` that of `bit`.
pub(crate) fn plain(mut ty: &Type) -> &Type {
    while let Kind::Domain(base) = ty.kind() {
        ty = base;
    }
    match *ty {
        Type::XML => &Type::TEXT,
        Type::VARBIT => &Type::BIT,
        _ => ty,
    }
}

/// What a row is read as, by position: a tuple, a whole table's row, or a struct that derives it.
///
/// A derived struct is filled from left to right, its first field from the first column: the names of fields and columns need not
/// agree. Behind `.columns(..)` the compiler checks that the types do ([`rows_as`](crate::Select::rows_as)). In a query that is
/// joined or selected from, the fields are columns: `Busy::TODOS`.
///
/// ```
/// use tablewright::{FromRow, Table, select};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     user_id: i64,
///     note: Option<String>,
/// }
///
/// #[derive(FromRow)]
/// struct Line {
///     owner: i64,
///     text: Option<String>,
/// }
///
/// let lines = select::<Todo>().columns((Todo::USER_ID, Todo::NOTE)).rows_as::<Line>();
/// assert_eq!(Line::OWNER.name(), "owner");
/// # drop(lines);
/// ```
#[diagnostic::on_unimplemented(
    message = "a row cannot be read as `{Self}`",
    note = "use a tuple such as `(i64, String)`, a table's struct, a struct with `#[derive(FromRow)]`, or `.scalar::<i64>()` for a single value"
)]
pub trait FromRow: Sized + Send {
    /// Reads the cells from left to right.
    ///
    /// # Errors
    /// A cell that does not fit.
    fn from_row(cells: &mut Cells<'_>) -> Result<Self>;
}

/// A struct with one field for each of the columns that make up `R`. Derived with [`FromRow`].
#[diagnostic::on_unimplemented(
    message = "the selected columns do not fit the fields of `{Self}`",
    label = "the columns give `{R}`",
    note = "select one column for each field, in the order of the fields; `Option` is for what can be NULL"
)]
pub trait Fits<R> {}

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
