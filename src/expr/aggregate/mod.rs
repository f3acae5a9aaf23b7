//! Aggregates: one value from the rows of a group, or from all rows of a query without `.group_by(..)`.

mod collect;
mod number;
mod order;
mod ordered_set;

use std::fmt;
use std::marker::PhantomData;

pub use number::{Averaged, Summed};
pub use order::Comparable;

use super::keys::{Sort, sorted};
use super::{Expr, Fragment, Level, Operand, OrderBy, OrderKey, Window};
use crate::Result;
use crate::nullability::{NotNull, Nullability};
use crate::row::Cells;
use crate::scope::{Aggregated, Marker, Reads, Windowed};
use crate::select::{Columns, Item};

/// An aggregate of values `R` reads, whose result is `V`. It is an expression, and before it becomes one it can be restricted
/// ([`filter`](Self::filter), [`distinct`](Self::distinct)), ordered, or spread over a window ([`over`](Self::over)).
///
/// ```
/// use tablewright::{Table, expr::count};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     user_id: i64,
///     title: String,
///     done: bool,
/// }
///
/// # fn example(db: tablewright::Db) {
/// let query = db.select::<Todo>().columns((
///     count(),
///     count().filter(Todo::DONE.eq(false)),
///     Todo::USER_ID.count().distinct(),
///     Todo::TITLE.string_agg(", ").order_by(Todo::TITLE.desc()),
/// ));
/// # drop(query); }
/// ```
#[must_use = "an aggregate does nothing until a statement uses it"]
pub struct Aggregate<V, R, N> {
    call: Call,
    marker: Marker<(V, R, N)>,
}

/// The parts of a call.
#[derive(Debug)]
pub(crate) struct Call {
    name: &'static str,
    distinct: bool,
    arguments: Vec<Fragment>,
    order: Vec<OrderKey>,
    /// What an ordered-set aggregate looks at.
    within: Option<Fragment>,
    filter: Option<Fragment>,
}

impl Call {
    pub(crate) fn new(name: &'static str, arguments: Vec<Fragment>) -> Self {
        Self { name, distinct: false, arguments, order: Vec::new(), within: None, filter: None }
    }

    /// `name(DISTINCT arguments ORDER BY ..) WITHIN GROUP (ORDER BY ..) FILTER (WHERE ..)`.
    pub(crate) fn into_fragment(self) -> Fragment {
        let mut call = Fragment::text(self.name);
        call = call.then(Fragment::text(if self.distinct { "(DISTINCT " } else { "(" }));
        call = call.then(Fragment::list(self.arguments));
        if !self.order.is_empty() {
            call = call.then(Fragment::text(" ORDER BY ")).then(sorted(self.order));
        }
        call = call.then(Fragment::text(")"));
        if let Some(within) = self.within {
            call = call.then(within.enclosed(" WITHIN GROUP (ORDER BY ", ")", Level::Atom));
        }
        if let Some(filter) = self.filter {
            call = call.then(filter.enclosed(" FILTER (WHERE ", ")", Level::Atom));
        }
        call.at_level(Level::Atom)
    }
}

/// `count(*)`: how many rows.
pub fn count() -> Aggregate<i64, (), NotNull> {
    Aggregate::new("count", vec![Fragment::text("*")])
}

impl<V, R, N> Aggregate<V, R, N> {
    pub(crate) fn new(name: &'static str, arguments: Vec<Fragment>) -> Self {
        Self { call: Call::new(name, arguments), marker: PhantomData }
    }

    fn within(name: &'static str, arguments: Vec<Fragment>, value: Fragment) -> Self {
        let mut aggregate = Self::new(name, arguments);
        aggregate.call.within = Some(value);
        aggregate
    }

    fn reading<S, M>(call: Call) -> Aggregate<V, S, M> {
        Aggregate { call, marker: PhantomData }
    }

    /// Each value once.
    pub fn distinct(mut self) -> Self {
        self.call.distinct = true;
        self
    }

    /// Only of rows for which this is true. Several calls must all be true.
    pub fn filter<C: Operand<bool, J>, J>(mut self, condition: C) -> Aggregate<V, C::Reads<R>, N> {
        self.call.filter = crate::filter::both(self.call.filter.take(), Some(condition.into_fragment()));
        Self::reading(self.call)
    }

    /// The rows in this order, for aggregates to which it matters: `array_agg`, `string_agg`, `jsonb_agg`.
    pub fn order_by<K: Sort<I>, I>(mut self, keys: K) -> Aggregate<V, (R, K::Reads), N> {
        keys.put(&mut self.call.order);
        Self::reading(self.call)
    }

    /// For each row, of the rows of its window.
    ///
    /// ```
    /// use tablewright::{Table, expr::{count, Window}};
    ///
    /// #[derive(Table)]
    /// struct Todo {
    ///     #[column(primary_key, identity)]
    ///     id: i64,
    ///     user_id: i64,
    /// }
    ///
    /// # fn example(db: tablewright::Db) {
    /// let of_user = Window::new().partition_by(Todo::USER_ID);
    /// let query = db.select::<Todo>().columns((Todo::ID, count().over(of_user)));
    /// # drop(query); }
    /// ```
    pub fn over<W>(self, window: Window<W>) -> Expr<V, Windowed<(R, W)>, N> {
        Expr::new(window.after(self.fragment()))
    }

    /// The aggregate as an expression.
    pub fn expr(self) -> Expr<V, Aggregated<R>, N> {
        Expr::new(self.fragment())
    }

    pub(crate) fn fragment(self) -> Fragment {
        self.call.into_fragment()
    }
}

impl<V, R, N> fmt::Debug for Aggregate<V, R, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aggregate({:?})", self.call)
    }
}

#[diagnostic::do_not_recommend]
impl<V, R, N: Nullability> Operand<V, ()> for Aggregate<V, R, N> {
    type Reads<L> = (L, Aggregated<R>);
    type Null<M: Nullability> = N::Or<M>;
    fn into_fragment(self) -> Fragment {
        self.fragment()
    }
}

impl<V, R, N, S> Item<S, ()> for Aggregate<V, R, N>
where
    Expr<V, Aggregated<R>, N>: Item<S, ()>,
{
    type Value = <Expr<V, Aggregated<R>, N> as Item<S, ()>>::Value;
    type Kind = <Expr<V, Aggregated<R>, N> as Item<S, ()>>::Kind;
    fn into_item(self) -> Fragment {
        self.fragment()
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Value> {
        <Expr<V, Aggregated<R>, N> as Item<S, ()>>::decode(cells)
    }
}

impl<V, R, N, S> Columns<S, ()> for Aggregate<V, R, N>
where
    Expr<V, Aggregated<R>, N>: Columns<S, ()>,
{
    type Row = <Expr<V, Aggregated<R>, N> as Columns<S, ()>>::Row;
    type Kind = <Expr<V, Aggregated<R>, N> as Columns<S, ()>>::Kind;
    type Shape = <Expr<V, Aggregated<R>, N> as Columns<S, ()>>::Shape;
    fn into_columns(self) -> Vec<Fragment> {
        vec![self.fragment()]
    }
    fn decode(cells: &mut Cells<'_>) -> Result<Self::Row> {
        <Expr<V, Aggregated<R>, N> as Columns<S, ()>>::decode(cells)
    }
}

impl<V, R: Reads<S>, N: Nullability, S> OrderBy<S, ()> for Aggregate<V, R, N> {
    fn write_order(self, out: &mut Vec<OrderKey>) {
        self.expr().write_order(out);
    }
}
