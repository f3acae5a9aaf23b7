//! A relation with what is asked of its rows, and the statement that loads them.

use std::marker::PhantomData;

use super::{Append, Keys, Nest, Nests, Relation, Shape};
use crate::Result;
use crate::executor::Executor;
use crate::expr::{Fragment, OrderBy, OrderKey};
use crate::filter::{Predicate, both};
use crate::scope::{Marker, Of};
use crate::select::{columns_of, write_filter, write_order};
use crate::table::Table;
use crate::writer::Writer;

/// A relation with what is asked of its rows: `User::TODOS.filter(..).order_by(..)`.
#[must_use = "a relation does nothing until a query loads it: `.with(..)`"]
pub struct Related<P, C, S, W = ()> {
    keys: &'static [(&'static str, &'static str)],
    filter: Option<Fragment>,
    order: Vec<OrderKey>,
    limit: Option<i64>,
    nested: W,
    marker: Marker<(P, C, S)>,
}

/// What `.with(..)` takes: a [`Relation`] of rows of `P`, or a [`Related`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not start at rows of `{P}`",
    note = "`.with(..)` takes a relation of the selected table, such as `User::TODOS` for `select::<User>()`"
)]
pub trait Load<P> {
    /// The relation with what is asked of it.
    type Load: Nest<P>;
    #[doc(hidden)]
    fn into_load(self) -> Self::Load;
}

impl<P: Table, C: Table, S: Shape> Load<P> for Relation<P, C, S> {
    type Load = Related<P, C, S>;
    fn into_load(self) -> Self::Load {
        self.related()
    }
}

impl<P: Table, C: Table, S: Shape, W: Nests<C>> Load<P> for Related<P, C, S, W> {
    type Load = Self;
    fn into_load(self) -> Self {
        self
    }
}

impl<P: Table, C: Table, S: Shape> Relation<P, C, S> {
    fn related(self) -> Related<P, C, S> {
        let (keys, marker) = (self.keys, PhantomData);
        Related { keys, filter: None, order: Vec::new(), limit: None, nested: (), marker }
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
    pub fn with<N>(self, relation: N) -> Related<P, C, S, (N::Load,)>
    where
        N: Load<C>,
    {
        self.related().with(relation)
    }
}

impl<P, C, S: Shape, W> Related<P, C, S, W> {
    /// Only related rows for which this is true, as well.
    pub fn filter<Q: Predicate<(Of<C>, ()), I>, I>(self, predicate: Q) -> Related<P, C, S::Filtered, W> {
        let filter = both(self.filter, predicate.into_predicate());
        let Self { keys, order, limit, nested, .. } = self;
        Related { keys, filter, order, limit, nested, marker: PhantomData }
    }

    /// In this order; a second call decides between rows that are equal for the first.
    pub fn order_by<O: OrderBy<(Of<C>, ()), I>, I>(mut self, order: O) -> Self {
        order.write_order(&mut self.order);
        self
    }

    /// At most so many related rows for each row.
    pub fn limit(self, rows: i64) -> Related<P, C, S::Filtered, W> {
        let Self { keys, filter, order, nested, .. } = self;
        Related { keys, filter, order, limit: Some(rows), nested, marker: PhantomData }
    }

    /// The related rows with their own related rows, loaded by one more statement.
    pub fn with<N>(self, relation: N) -> Related<P, C, S, W::With>
    where
        N: Load<C>,
        W: Append<N::Load>,
    {
        let Self { keys, filter, order, limit, nested, .. } = self;
        let nested = nested.append(relation.into_load());
        Related { keys, filter, order, limit, nested, marker: PhantomData }
    }
}

impl<P: Table, C: Table, S: Shape, W> Related<P, C, S, W> {
    /// `SELECT "key"."row", .. FROM UNNEST($1::bigint[]) WITH ORDINALITY AS "key" ("k0", "row") JOIN ..`: the server says for
    /// each row which parent it belongs to, so that keys are compared by the server alone, with its types and collations.
    fn write<'p>(&'p self, keys: &'p Keys, writer: &mut Writer<'p>) {
        writer.text("SELECT \"key\".\"row\", ");
        match self.limit {
            None => columns_of(writer, C::INFO),
            Some(_) => {
                writer.list(C::INFO.columns, ", ", |writer, (column, _)| {
                    writer.text("\"related\".").name(column);
                });
            }
        }
        writer.text(" FROM UNNEST(");
        writer.list(keys.values.iter().zip(&keys.types), ", ", |writer, (values, ty)| {
            writer.param(values).text("::").text(ty).text("[]");
        });
        writer.text(") WITH ORDINALITY AS \"key\" (");
        writer.list(0..self.keys.len(), ", ", |writer, i| {
            writer.name(&format!("k{i}"));
        });
        writer.text(", \"row\") ");
        match &self.limit {
            None => self.write_join(writer),
            Some(limit) => self.write_lateral(limit, writer),
        }
    }

    fn write_join<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("JOIN ").table(C::INFO).text(" ON ");
        self.write_match(writer);
        write_filter(self.filter.as_ref(), writer);
        write_order(&self.order, writer);
    }

    /// A limit counts for each parent: the rows are looked up one parent at a time, by the server.
    fn write_lateral<'p>(&'p self, limit: &'p i64, writer: &mut Writer<'p>) {
        writer.text("CROSS JOIN LATERAL (SELECT ");
        columns_of(writer, C::INFO);
        writer.text(" FROM ").table(C::INFO).text(" WHERE ");
        self.write_match(writer);
        if let Some(filter) = &self.filter {
            writer.text(" AND (");
            filter.write(writer);
            writer.text(")");
        }
        write_order(&self.order, writer);
        writer.text(" LIMIT ").param(limit).text(") AS \"related\"");
    }

    fn write_match(&self, writer: &mut Writer<'_>) {
        writer.list(self.keys.iter().enumerate(), " AND ", |writer, (i, (_, column))| {
            writer.column(C::INFO, column).text(" = \"key\".").name(&format!("k{i}"));
        });
    }
}

impl<P: Table, C: Table, S: Shape, W: Nests<C>> Nest<P> for Related<P, C, S, W> {
    type Out = S::Of<W::Row>;

    fn keys(&self) -> Keys {
        Keys::of::<P>(self.keys.iter().map(|(parent, _)| *parent))
    }

    async fn load(self, executor: &Executor<'_>, keys: Keys) -> Result<Vec<Self::Out>> {
        if keys.rows == 0 {
            return Ok(Vec::new());
        }
        let mut nested_keys = self.nested.keys();
        let mut parents: Vec<i64> = Vec::new();
        let rows = {
            let mut writer = Writer::default();
            self.write(&keys, &mut writer);
            let read = |cells: &mut crate::row::Cells<'_>| {
                parents.push(cells.next()?);
                nested_keys.iter_mut().for_each(|keys| keys.take(cells));
                C::decode(cells)
            };
            executor.fetch(&writer.sql, &writer.params, read).await?
        };
        let rows = self.nested.attach(executor, rows, nested_keys).await?;
        let mut groups: Vec<Vec<W::Row>> = (0..keys.rows).map(|_| Vec::new()).collect();
        for (parent, row) in parents.into_iter().zip(rows) {
            // Counted from 1, and at most as many as were sent.
            if let Some(group) = usize::try_from(parent - 1).ok().and_then(|i| groups.get_mut(i)) {
                group.push(row);
            }
        }
        groups.into_iter().map(S::collect).collect()
    }
}
