//! What comes out of a query: whole rows, chosen columns, or rows with what belongs to them.

use std::marker::PhantomData;

use crate::Result;
use crate::executor::Executor;
use crate::relation::{Base, Flat, Nests};
use crate::row::Cells;
use crate::scope::{Marker, Rows};
use crate::select::Query;
use crate::table::Name;
use crate::writer::Writer;

/// Whole rows of all tables.
#[derive(Clone, Copy, Debug)]
pub struct Whole;

/// Rows that were put into groups; which columns of them is still to be said.
#[derive(Clone, Copy, Debug)]
pub struct Grouped;

/// Chosen columns, as rows of type `R`. `C` is [`Just`] for a single column.
pub struct Picked<R, C = Several> {
    pub(crate) decode: Decoder<R>,
    pub(crate) shape: Marker<C>,
}

/// How a row is read.
pub type Decoder<R> = fn(&mut Cells<'_>) -> Result<R>;

/// Chosen columns: any number of them.
pub enum Several {}

/// Chosen columns: a single one, whose values are `V`; `N` says whether they can be NULL.
pub struct Just<V, N>(PhantomData<(V, N)>);

/// Rows of set operations.
pub struct Set<O>(pub(crate) O);

/// Rows that are locked.
pub struct Locked<O>(pub(crate) O);

/// Rows behind a cursor, whose fit shows only when the query runs: nothing else can be made of them.
pub struct After<O>(pub(crate) O);

/// Rows under the name `A`.
pub struct As<A, O> {
    pub(crate) output: O,
    pub(crate) name: Marker<A>,
}

/// Whole rows of one table with what the relations of `W` lead to.
pub struct Nested<W>(pub(crate) W);

/// What comes out of a query with the scope `S`.
#[diagnostic::on_unimplemented(
    message = "this query does not say which columns it gives",
    label = "a group has no row of its own",
    note = "add `.columns(..)` behind `.group_by(..)`, with `whole::<Todo>()` for all columns of a table"
)]
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

/// Rows that one statement gives, one by one.
#[diagnostic::on_unimplemented(
    message = "this query does not give rows one by one",
    label = "a query with relations is several statements, and one with groups needs `.columns(..)`"
)]
pub trait Decodes<S>: Send {
    /// A row.
    type Row: Send;
    #[doc(hidden)]
    fn decoder(&self) -> Decoder<Self::Row>;
}

impl<S: Rows> Decodes<S> for Whole {
    type Row = S::Row;
    fn decoder(&self) -> Decoder<S::Row> {
        S::decode
    }
}

impl<S, R: Send, C> Decodes<S> for Picked<R, C> {
    type Row = R;
    fn decoder(&self) -> Decoder<R> {
        self.decode
    }
}

impl<S, O: Decodes<S>> Decodes<S> for Set<O> {
    type Row = O::Row;
    fn decoder(&self) -> Decoder<O::Row> {
        self.0.decoder()
    }
}

impl<S, O: Decodes<S>> Decodes<S> for Locked<O> {
    type Row = O::Row;
    fn decoder(&self) -> Decoder<O::Row> {
        self.0.decoder()
    }
}

impl<S, A, O: Decodes<S>> Decodes<S> for As<A, O> {
    type Row = O::Row;
    fn decoder(&self) -> Decoder<O::Row> {
        self.output.decoder()
    }
}

/// Rows that can be put together with those of another query.
#[diagnostic::on_unimplemented(
    message = "these rows cannot be put together with those of another query",
    label = "locked, grouped or with relations",
    note = "say which columns with `.columns(..)`, without `.with(..)` and locks"
)]
pub trait Combinable<S>: Decodes<S> {}

#[diagnostic::do_not_recommend]
impl<S: Rows> Combinable<S> for Whole {}
#[diagnostic::do_not_recommend]
impl<S, R: Send, C> Combinable<S> for Picked<R, C> {}
#[diagnostic::do_not_recommend]
impl<S, O: Combinable<S>> Combinable<S> for Set<O> {}

/// Rows of the same type.
#[diagnostic::on_unimplemented(
    message = "the two queries give different rows: `{Self}` and `{R}`",
    label = "set operations need the same columns on both sides",
    note = "select columns of the same types in the same order on both sides, a nullable one beside a nullable one"
)]
pub trait SameRows<R> {}

impl<R> SameRows<R> for R {}

/// Rows that have a name, by which a query around this one refers to their columns.
#[diagnostic::on_unimplemented(
    message = "these rows have no name to refer to them by",
    label = "a subquery that is joined needs one",
    note = "derive `FromRow` on a struct and add `.rows_as::<Struct>()`, or `.named(Alias)` after `tablewright::alias!(Alias = Todo)`"
)]
pub trait Named<S> {
    /// The name.
    type Name: Name;
}

#[diagnostic::do_not_recommend]
impl<S, R: Name, C> Named<S> for Picked<R, C> {
    type Name = R;
}

#[diagnostic::do_not_recommend]
impl<S, A: Name, O> Named<S> for As<A, O> {
    type Name = A;
}

#[diagnostic::do_not_recommend]
impl<S, O: Named<S>> Named<S> for Set<O> {
    type Name = O::Name;
}

async fn fetch<R: Send>(decode: Decoder<R>, executor: &Executor<'_>, query: Query) -> Result<Vec<R>> {
    query.check()?;
    let mut writer = Writer::default();
    query.write(&mut writer);
    executor.fetch(&writer.sql, &writer.params, decode).await
}

macro_rules! outputs {
    ($([$($generics:tt)*] $output:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<S, $($generics)*> Output<S> for $output
        where
            $output: Decodes<S>,
        {
            type Row = <Self as Decodes<S>>::Row;
            async fn fetch(self, executor: &Executor<'_>, query: Query) -> Result<Vec<Self::Row>> {
                fetch(self.decoder(), executor, query).await
            }
        }
    )+};
}

outputs! {
    [] Whole;
    [R: Send, C] Picked<R, C>;
    [O: Send] Set<O>;
    [O: Send] Locked<O>;
    [A, O: Send] As<A, O>;
}

#[diagnostic::do_not_recommend]
impl<S, O: Decodes<S>> Output<S> for After<O> {
    type Row = O::Row;
    async fn fetch(self, executor: &Executor<'_>, query: Query) -> Result<Vec<O::Row>> {
        fetch(self.0.decoder(), executor, query).await
    }
}

#[diagnostic::do_not_recommend]
impl<S: Base, W: Nests> Output<S> for Nested<W>
where
    S::Tuple: Flat<W::Outs>,
{
    type Row = <S::Tuple as Flat<W::Outs>>::Row;
    async fn fetch(self, executor: &Executor<'_>, query: Query) -> Result<Vec<Self::Row>> {
        query.check()?;
        let mut keys = self.0.keys(&|table, column| query.place(table, column).unwrap_or(0));
        let rows = {
            let mut writer = Writer::default();
            query.write(&mut writer);
            let read = |cells: &mut Cells<'_>| {
                keys.iter_mut().for_each(|keys| keys.take(cells));
                S::decode(cells).map(S::tuple)
            };
            executor.fetch(&writer.sql, &writer.params, read).await?
        };
        let outs = self.0.load(executor, rows.len(), keys).await?;
        Ok(rows.into_iter().zip(outs).map(|(row, outs)| row.flat(outs)).collect())
    }
}
