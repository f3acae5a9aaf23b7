//! Pages of rows, by where the one before ended.

use super::Select;
use super::cursor::{Cursor, CursorValue};
use super::output::{After, Decoder, Picked, Whole};
use super::run::Runs;
use super::seek::Seek;
use crate::Result;
use crate::row::Cells;
use crate::scope::Rows;
use crate::writer::Writer;

/// Some rows, and where the next ones start.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// For [`after`](Select::after); `None` when there are no more rows.
    pub next: Option<Cursor>,
}

/// What [`after`](Select::after) takes: a cursor, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a cursor",
    label = "neither a `Cursor` nor an `Option<Cursor>`",
    note = "take `next` of the page before, or read its text: `text.parse::<Cursor>()?`"
)]
pub trait IntoCursor {
    #[doc(hidden)]
    fn into_cursor(self) -> Option<Cursor>;
}

#[diagnostic::do_not_recommend]
impl IntoCursor for Cursor {
    fn into_cursor(self) -> Option<Cursor> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoCursor for Option<Cursor> {
    fn into_cursor(self) -> Option<Cursor> {
        self
    }
}

/// Rows of tables that can be read page by page.
#[diagnostic::on_unimplemented(
    message = "these rows have no pages",
    label = "they are grouped, locked, put together from several queries, or have relations",
    note = "make the query a subquery, `.rows_as::<Struct>()`, and select from that"
)]
pub trait Pages<S> {
    /// A row.
    type Row: Send;
    #[doc(hidden)]
    fn row_decoder(&self) -> Decoder<Self::Row>;
}

#[diagnostic::do_not_recommend]
impl<S: Rows> Pages<S> for Whole {
    type Row = S::Row;
    fn row_decoder(&self) -> Decoder<S::Row> {
        S::decode
    }
}

#[diagnostic::do_not_recommend]
impl<S, R: Send, C> Pages<S> for Picked<R, C> {
    type Row = R;
    fn row_decoder(&self) -> Decoder<R> {
        self.decode
    }
}

#[diagnostic::do_not_recommend]
impl<S, O: Pages<S>> Pages<S> for After<O> {
    type Row = O::Row;
    fn row_decoder(&self) -> Decoder<O::Row> {
        self.0.row_decoder()
    }
}

/// ```no_run
/// use tablewright::{Cursor, Db, Page, Result, Table};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     priority: Option<i32>,
/// }
///
/// async fn page(db: &Db, after: Option<Cursor>) -> Result<Page<Todo>> {
///     db.select::<Todo>().order_by((Todo::PRIORITY.desc().nulls_last(), Todo::ID)).after(after).page(20).await
/// }
/// ```
impl<S, O, E> Select<S, O, E> {
    /// Only rows that come after those of the page that this cursor ends; all rows for `None`. The order must be the one of that page, and
    /// should end with the primary key: rows that are equal in it have no place of their own.
    pub fn after(mut self, cursor: impl IntoCursor) -> Select<S, After<O>, E>
    where
        O: Pages<S>,
    {
        if let Some(cursor) = cursor.into_cursor() {
            self.query.more().seek = Some(Seek(cursor));
        }
        self.into_output(After)
    }

    /// At most so many rows, and the cursor for the next ones. It costs the same however far the page is, unlike `offset`.
    ///
    /// # Errors
    /// As [`all`](Self::all); for a cursor of another order and for a query without one, a [`CursorError`](super::CursorError).
    pub async fn page(mut self, rows: u32) -> Result<Page<O::Row>>
    where
        O: Pages<S>,
        E: Runs,
    {
        let wanted = rows as usize;
        self.query.limit = Some(i64::from(rows) + 1);
        self.query.more().selects_order = true;
        self.query.check()?;
        let mut last = Vec::new();
        let mut seen = 0;
        let (decode, keys) = (self.output.row_decoder(), self.query.order.len());
        let read = |cells: &mut Cells<'_>| {
            let row = decode(cells)?;
            seen += 1;
            if seen == wanted {
                last = (0..keys)
                    .filter_map(|_| cells.raw())
                    .map(|(ty, raw)| CursorValue::new(ty, raw))
                    .collect();
            }
            Ok(row)
        };
        let mut writer = Writer::default();
        self.query.write(&mut writer);
        let mut rows = self.executor.executor().fetch(&writer.sql, &writer.params, read).await?;
        let has_more = rows.len() > wanted;
        rows.truncate(wanted);
        let order = || self.query.order_hash();
        let next = (has_more && wanted > 0).then(|| Cursor { order: order(), values: last });
        Ok(Page { rows, next })
    }
}
