//! A row as it came from the server, read cell by cell.

use std::error::Error as StdError;
use std::ops::Range;

use tokio_postgres::types::{FromSql, FromSqlOwned, Type};
use tokio_postgres::{Column, Row};

use crate::table::Table;
use crate::types::wire;
use crate::{Error, Result};

/// The cells of one row, from left to right: no look-up by name.
pub struct Cells<'r> {
    row: Source<'r>,
    plan: &'r mut Plan,
    at: usize,
}

/// A row in the form in which it came.
#[derive(Clone, Copy)]
enum Source<'r> {
    Row(&'r Row),
    Copied { columns: &'r [Column], cells: &'r [Option<Range<usize>>], bytes: &'r [u8] },
}

/// How the cells of a statement's rows are read. Whether a type can be read as another is asked once for each cell of a
/// statement, and not for each row.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    rows: usize,
    cells: Vec<Option<Planned>>,
}

/// What was found out about a cell: it is read as the type to which this function belongs, from this one.
#[derive(Clone, Debug)]
struct Planned {
    accepts: fn(&Type) -> bool,
    ty: Type,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(row: &'r Row, plan: &'r mut Plan) -> Self {
        Self::of(Source::Row(row), plan)
    }

    /// The cells of a row of `COPY`, of which it is known where they stand.
    pub(crate) fn copied(
        columns: &'r [Column],
        cells: &'r [Option<Range<usize>>],
        bytes: &'r [u8],
        plan: &'r mut Plan,
    ) -> Self {
        Self::of(Source::Copied { columns, cells, bytes }, plan)
    }

    fn of(row: Source<'r>, plan: &'r mut Plan) -> Self {
        plan.rows += 1;
        let cells = Self { row, plan, at: 0 };
        // For a single row nothing is worth remembering.
        if cells.plan.rows == 2 {
            cells.plan.cells.resize(cells.columns().len(), None);
        }
        cells
    }

    fn columns(&self) -> &'r [Column] {
        match self.row {
            Source::Row(row) => row.columns(),
            Source::Copied { columns, .. } => columns,
        }
    }

    /// Reads the next cell.
    ///
    /// # Errors
    /// When there is none, or its value does not fit `V`.
    #[allow(clippy::should_implement_trait)] // An iterator has one type of item; each cell has its own.
    pub fn next<V: FromSqlOwned>(&mut self) -> Result<V> {
        let at = self.at;
        self.at += 1;
        let raw = self.bytes(at);
        if let Some(Some(planned)) = self.plan.cells.get(at)
            && std::ptr::fn_addr_eq(planned.accepts, V::accepts as fn(&Type) -> bool)
        {
            return wire::value(&planned.ty, raw).map_err(|cause| self.unreadable(at, cause));
        }
        self.first(at, raw)
    }

    /// Reads a cell of which nothing is known yet.
    fn first<V: FromSqlOwned>(&mut self, at: usize, raw: Option<&[u8]>) -> Result<V> {
        let Some(column) = self.columns().get(at) else {
            let message = format!("the statement returns {at} columns and the row wants more");
            return Err(Error::decode(format!("#{}", at + 1), message.into()));
        };
        let ty = wire::readable::<V>(column.type_()).map_err(|cause| self.unreadable(at, cause))?;
        if let Some(cell) = self.plan.cells.get_mut(at) {
            *cell = Some(Planned { accepts: V::accepts, ty: ty.as_ref().clone() });
        }
        wire::value(&ty, raw).map_err(|cause| self.unreadable(at, cause))
    }

    #[cold]
    fn unreadable(&self, at: usize, cause: Box<dyn StdError + Sync + Send>) -> Error {
        let name = self.columns().get(at).map_or("", |column| column.name());
        Error::decode(name, cause)
    }

    /// The next cell as it came, with its type.
    pub(crate) fn raw(&mut self) -> Option<(&'r Type, Option<&'r [u8]>)> {
        let column = self.columns().get(self.at)?;
        self.at += 1;
        Some((column.type_(), self.bytes(self.at - 1)))
    }

    /// The bytes of a cell by its distance from the next one, which stays the next one.
    pub(crate) fn peek(&self, distance: usize) -> Option<&'r [u8]> {
        self.bytes(self.at + distance)
    }

    /// Goes back, to read the same cells once more.
    pub(crate) fn back(&mut self, cells: usize) {
        self.at -= cells;
    }

    pub(crate) fn skip(&mut self, cells: usize) {
        self.at += cells;
    }

    fn bytes(&self, at: usize) -> Option<&'r [u8]> {
        match self.row {
            Source::Row(row) => row.try_get::<usize, Bytes<'r>>(at).ok().and_then(|bytes| bytes.0),
            Source::Copied { cells, bytes, .. } => bytes.get(cells.get(at)?.clone()?),
        }
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
    note = "use a tuple such as `(i64, String)`, a table's struct, a struct with `#[derive(FromRow)]`, or `.scalar::<i64>()` for a single value; each value is of a type that `tablewright::types` names, or of one that derives `PgEnum`, `PgComposite` or `PgDomain`"
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

#[diagnostic::do_not_recommend]
impl<T: Table> FromRow for T {
    fn from_row(cells: &mut Cells<'_>) -> Result<Self> {
        T::decode(cells)
    }
}

macro_rules! tuples {
    ($(($($name:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
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
