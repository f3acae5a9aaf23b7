//! Pages of rows, by where the one before ended.

use super::cursor::{Cursor, CursorValue};
use super::output::Decodes;
use super::run::Runs;
use super::seek::Seek;
use super::{Select, output::Picked, output::Whole};
use crate::Result;
use crate::row::Cells;
use crate::writer::Writer;

/// Some rows, and where the next ones start.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// For [`after`](Select::after); `None` when there are no more rows.
    pub next: Option<Cursor>,
}

/// Rows of tables that can be read page by page.
#[diagnostic::on_unimplemented(
    message = "these rows have no pages",
    label = "they are grouped, locked, put together from several queries, or have relations",
    note = "make the query a subquery, `.rows_as::<Struct>()`, and select from that"
)]
pub trait Pages {}

impl Pages for Whole {}
impl<R, C> Pages for Picked<R, C> {}

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
impl<S, O: Pages, E> Select<S, O, E> {
    /// Only rows that come after those of the page that this cursor ends; all rows for `None`. The order must be the one of that page, and
    /// should end with the primary key: rows that are equal in it have no place of their own.
    pub fn after(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        if let Some(cursor) = cursor.into() {
            self.query.more().seek = Some(Seek(cursor));
        }
        self
    }

    /// At most so many rows, and the cursor for the next ones. It costs the same however far the page is, unlike `offset`.
    ///
    /// # Errors
    /// As [`all`](Self::all); for a cursor of another order and for a query without one, a [`CursorError`](super::CursorError).
    pub async fn page(mut self, rows: u32) -> Result<Page<O::Row>>
    where
        O: Decodes<S>,
        E: Runs,
    {
        let wanted = rows as usize;
        self.query.limit = Some(i64::from(rows) + 1);
        self.query.more().selects_order = true;
        self.query.check()?;
        let mut last = Vec::new();
        let mut seen = 0;
        let (decode, keys) = (self.output.decoder(), self.query.order.len());
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
