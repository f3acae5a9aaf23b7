//! What comes out of a query: whole rows, chosen columns, or rows with what belongs to them.

use crate::Result;
use crate::executor::Executor;
use crate::relation::Nests;
use crate::row::Cells;
use crate::scope::{Of, Rows};
use crate::select::Query;
use crate::table::Table;
use crate::writer::Writer;

/// Whole rows of all tables.
#[derive(Clone, Copy, Debug)]
pub struct Whole;

/// Chosen columns, as rows of type `R`.
pub struct Picked<R> {
    pub(crate) decode: fn(&mut Cells<'_>) -> Result<R>,
}

/// Whole rows of one table with what the relations of `W` lead to.
pub struct Nested<W>(pub(crate) W);

/// What comes out of a query with the scope `S`.
pub trait Output<S>: Sized + Send {
    /// A row.
    type Row: Send;
    #[doc(hidden)]
    fn fetch(
        self,
        executor: &Executor<'_>,
        query: Query,
    ) -> impl Future<Output = Result<Vec<Self::Row>>> + Send;
}

impl<S: Rows> Output<S> for Whole {
    type Row = S::Row;
    async fn fetch(self, executor: &Executor<'_>, query: Query) -> Result<Vec<S::Row>> {
        let mut writer = Writer::default();
        query.write(&mut writer);
        executor.fetch(&writer.sql, &writer.params, S::decode).await
    }
}

impl<S, R: Send> Output<S> for Picked<R> {
    type Row = R;
    async fn fetch(self, executor: &Executor<'_>, query: Query) -> Result<Vec<R>> {
        let mut writer = Writer::default();
        query.write(&mut writer);
        executor.fetch(&writer.sql, &writer.params, self.decode).await
    }
}

impl<T: Table, W: Nests<T> + Send> Output<(Of<T>, ())> for Nested<W> {
    type Row = W::Row;
    async fn fetch(self, executor: &Executor<'_>, query: Query) -> Result<Vec<W::Row>> {
        let mut keys = self.0.keys();
        let rows = {
            let mut writer = Writer::default();
            query.write(&mut writer);
            let read = |cells: &mut Cells<'_>| {
                keys.iter_mut().for_each(|keys| keys.take(cells));
                T::decode(cells)
            };
            executor.fetch(&writer.sql, &writer.params, read).await?
        };
        self.0.attach(executor, rows, keys).await
    }
}
