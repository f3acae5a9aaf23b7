//! A relation with what is asked of its rows.

use std::marker::PhantomData;

use super::keys::{Form, Keys};
use super::nest::{Flat, Nest, Nests, Places};
use super::path::Path;
use super::{Append, Presence, Relation, Shape, Starts, statement};
use crate::Result;
use crate::executor::Executor;
use crate::expr::{Fragment, OrderBy, OrderKey};
use crate::filter::{Predicate, both};
use crate::row::Cells;
use crate::scope::{Marker, Of};
use crate::table::{Table, TableInfo};
use crate::writer::Writer;

/// A relation with what is asked of its rows: `User::TODOS.filter(..).order_by(..)`.
#[must_use = "a relation does nothing until a query loads it: `.with(..)`"]
pub struct Related<P, C, S, W = ()> {
    asked: Asked,
    nested: W,
    marker: Marker<(P, C, S)>,
}

/// What is asked of the rows of a relation.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) path: Path,
    pub(super) filter: Option<Fragment>,
    pub(super) order: Vec<OrderKey>,
    /// For each row that it starts at.
    pub(super) limit: Option<i64>,
}

/// What `.with(..)` takes in a query with the scope `S`: a [`Relation`] of one of its tables, or a [`Related`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation",
    note = "`.with(..)` takes a relation of a selected table, such as `User::TODOS` for `select::<User>()`"
)]
pub trait Load<S, I> {
    /// The relation with what is asked of it.
    type Load: Nest;
    #[doc(hidden)]
    fn into_load(self) -> Self::Load;
}

#[diagnostic::do_not_recommend]
impl<P: Table, C: Table, H: Shape, S: Starts<P, I>, I> Load<S, I> for Relation<P, C, H> {
    type Load = Related<P, C, <S::Null as Presence>::Shape<H>>;
    fn into_load(self) -> Self::Load {
        self.related().into()
    }
}

#[diagnostic::do_not_recommend]
impl<P: Table, C: Table, H: Shape, S: Starts<P, I>, I, W: Nests> Load<S, I> for Related<P, C, H, W>
where
    (C,): Flat<W::Outs>,
{
    type Load = Related<P, C, <S::Null as Presence>::Shape<H>, W>;
    fn into_load(self) -> Self::Load {
        self.into()
    }
}

impl<P, C: Table, S: Shape> Relation<P, C, S> {
    fn related(self) -> Related<P, C, S> {
        let asked = Asked { path: self.path, filter: None, order: Vec::new(), limit: None };
        Related { asked, nested: (), marker: PhantomData }
    }

    /// Only related rows for which this is true.
    pub fn filter<Q: Predicate<(Of<C>, ()), I>, I>(self, predicate: Q) -> Related<P, C, S::Filtered> {
        self.related().filter(predicate)
    }

    /// The related rows of each row in this order.
    pub fn order_by<O: OrderBy<(Of<C>, ()), I>, I>(self, order: O) -> Related<P, C, S> {
        self.related().order_by(order)
    }

    /// At most so many related rows for each row.
    pub fn limit(self, rows: i64) -> Related<P, C, S::Filtered> {
        self.related().limit(rows)
    }

    /// The related rows with their own related rows: `User::TODOS.with(Todo::COMMENTS)`.
    pub fn with<N, I>(self, relation: N) -> Related<P, C, S, (N::Load,)>
    where
        N: Load<(Of<C>, ()), I>,
    {
        self.related().with(relation)
    }
}

impl<P, C, S: Shape, W> Related<P, C, S, W> {
    fn into<H>(self) -> Related<P, C, H, W> {
        Related { asked: self.asked, nested: self.nested, marker: PhantomData }
    }

    /// Only related rows for which this is true, as well.
    pub fn filter<Q: Predicate<(Of<C>, ()), I>, I>(mut self, predicate: Q) -> Related<P, C, S::Filtered, W> {
        self.asked.filter = both(self.asked.filter, predicate.into_predicate());
        self.into()
    }

    /// In this order; a second call decides between rows that are equal for the first.
    pub fn order_by<O: OrderBy<(Of<C>, ()), I>, I>(mut self, order: O) -> Self {
        order.write_order(&mut self.asked.order);
        self
    }

    /// At most so many related rows for each row.
    pub fn limit(mut self, rows: i64) -> Related<P, C, S::Filtered, W> {
        self.asked.limit = Some(rows);
        self.into()
    }

    /// The related rows with their own related rows, loaded by one more statement.
    pub fn with<N, I>(self, relation: N) -> Related<P, C, S, W::With>
    where
        N: Load<(Of<C>, ()), I>,
        W: Append<N::Load>,
    {
        let nested = self.nested.append(relation.into_load());
        Related { asked: self.asked, nested, marker: PhantomData }
    }
}

/// The type of a column, by its name in SQL.
fn type_of(table: &TableInfo, column: &str) -> Option<&'static str> {
    table.position(column).map(|position| table.columns[position].1)
}

impl<P: Table, C: Table, S: Shape, W: Nests> Nest for Related<P, C, S, W>
where
    (C,): Flat<W::Outs>,
{
    type Out = S::Of<<(C,) as Flat<W::Outs>>::Row>;

    fn keys(&self, places: Places<'_>) -> Keys {
        let Asked { path, limit, .. } = &self.asked;
        let key = |(own, _): &(&'static str, _)| (places(P::INFO, own), type_of(P::INFO, own).unwrap_or(""));
        let columns = path.first.as_slice().iter().map(key).collect();
        let next = path.hops().next().map_or(C::INFO, |hop| hop.from);
        let other = match path.first.as_slice() {
            // A limit counts for each row by itself.
            [(_, other)] if limit.is_none() => type_of(next, other),
            _ => None,
        };
        Keys::new(columns, other)
    }

    async fn load(self, executor: &Executor<'_>, keys: Keys) -> Result<Vec<Self::Out>> {
        let mut nested = self.nested.keys(&|table, column| table.position(column).unwrap_or(0));
        let (mut parents, mut rows): (Vec<usize>, Vec<C>) = (Vec::new(), Vec::new());
        if keys.has_any() {
            let mut writer = Writer::default();
            statement::write(C::INFO, &self.asked, &keys, &mut writer);
            let own_key = statement::own_key(C::INFO, &self.asked.path);
            let mut read = |parent: usize, cells: &mut Cells<'_>| {
                parents.push(parent);
                nested.iter_mut().for_each(|keys| keys.take(cells));
                C::decode(cells).map(|row| rows.push(row))
            };
            let each = |cells: &mut Cells<'_>| match &keys.form {
                Form::Compared(compared) => {
                    let key = cells.peek(own_key.place);
                    cells.skip(own_key.before);
                    let mut times = 0;
                    compared.rows_with(key).try_for_each(|parent| {
                        // Rows that have the same key get a row each.
                        cells.back(if times > 0 { C::INFO.columns.len() } else { 0 });
                        times += 1;
                        read(parent, cells)
                    })
                }
                Form::Numbered(_) => {
                    // Counted from 1.
                    let parent = cells.next::<i64>()? - 1;
                    read(usize::try_from(parent).unwrap_or(usize::MAX), cells)
                }
            };
            executor.fetch(&writer.sql, &writer.params, each).await?;
        }
        let outs = self.nested.load(executor, rows.len(), nested).await?;
        let mut groups: Vec<Vec<_>> = (0..keys.rows).map(|_| Vec::new()).collect();
        for ((parent, row), outs) in parents.into_iter().zip(rows).zip(outs) {
            if let Some(group) = groups.get_mut(parent) {
                group.push((row,).flat(outs));
            }
        }
        groups.into_iter().map(S::collect).collect()
    }
}
