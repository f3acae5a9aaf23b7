//! `RETURNING`: the rows that a statement inserted, changed or deleted.

use crate::expr::Fragment;
use crate::row::{Cells, Fits, FromRow};
use crate::scope::Of;
use crate::select::{Body, Columns};
use crate::table::Table;
use crate::{Error, Result};

/// A statement that changes rows and can return them.
pub trait Mutation: Sized + Send {
    /// The table.
    type Table: Table;
    #[doc(hidden)]
    fn text(&self, returning: &[Fragment]) -> String;
    #[doc(hidden)]
    fn fetch<R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> impl Future<Output = Result<Vec<R>>> + Send;
}

/// A statement that can stand in front of a query: an update or a delete, in a [`Cte`](crate::Cte).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in front of a query",
    label = "only updates and deletes can"
)]
pub trait Change: Mutation {
    #[doc(hidden)]
    fn into_body(self, returning: Vec<Fragment>) -> Body;
}

/// A statement that returns the rows it touched: whole, or chosen [`columns`](Self::columns) of them.
#[must_use = "a statement does nothing until it runs: `.all()`, `.one()`, `.first()`"]
pub struct Returning<M, R> {
    statement: M,
    columns: Vec<Fragment>,
    decode: fn(&mut Cells<'_>) -> Result<R>,
}

impl<M: Mutation> Returning<M, M::Table> {
    pub(crate) fn rows(statement: M) -> Self {
        let info = M::Table::INFO;
        let columns = info.columns.iter().map(|(name, _)| Fragment::column(info, name)).collect();
        Self { statement, columns, decode: M::Table::decode }
    }

    /// Chosen columns instead of whole rows: a tuple of columns and expressions, or one.
    pub fn columns<C, I>(self, columns: C) -> Returning<M, C::Row>
    where
        C: Columns<(Of<M::Table>, ()), I>,
    {
        Returning { statement: self.statement, columns: columns.into_columns(), decode: C::decode }
    }
}

impl<M, R> Returning<M, R> {
    /// The chosen columns as a struct with `#[derive(FromRow)]`: one column for each field, in their order.
    pub fn rows_as<N: FromRow + Fits<R>>(self) -> Returning<M, N> {
        Returning { statement: self.statement, columns: self.columns, decode: N::from_row }
    }

    pub(crate) fn into_parts(self) -> (M, Vec<Fragment>) {
        (self.statement, self.columns)
    }
}

impl<M: Mutation, R: Send> Returning<M, R> {
    /// All rows.
    ///
    /// # Errors
    /// What the server says.
    pub async fn all(self) -> Result<Vec<R>> {
        self.statement.fetch(self.columns, self.decode).await
    }

    /// The first row. The statement changes all rows that match, also when there are more.
    ///
    /// # Errors
    /// What the server says, and when there is none.
    pub async fn one(self) -> Result<R> {
        self.first().await?.ok_or_else(Error::not_found)
    }

    /// The first row, when there is one.
    ///
    /// # Errors
    /// What the server says.
    pub async fn first(self) -> Result<Option<R>> {
        Ok(self.all().await?.into_iter().next())
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        self.statement.text(&self.columns)
    }
}

/// `RETURNING ..`.
pub(crate) fn write<'p>(columns: &'p [Fragment], writer: &mut crate::writer::Writer<'p>) {
    if !columns.is_empty() {
        writer.text(" RETURNING ").list(columns, ", ", |writer, column| column.write(writer));
    }
}
