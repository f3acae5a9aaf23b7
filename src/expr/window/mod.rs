//! Window functions: for each row a value computed from the rows around it (manual: "Window Function Calls", 4.2.8).

mod call;
mod frame;

pub use call::{WindowCall, cume_dist, dense_rank, ntile, percent_rank, rank, row_number};
pub use frame::{Edge, Exclude};

use std::fmt;
use std::marker::PhantomData;

use frame::Frame;

use super::keys::{Keys, Sort, sorted};
use super::{Fragment, Level, OrderKey};
use crate::scope::Marker;

/// The rows that a window function sees from a row: all of them, those of the same partition, those of its frame.
///
/// ```
/// use tablewright::{Table, expr::{Edge, Window}};
///
/// #[derive(Table)]
/// struct Sale {
///     #[column(primary_key, identity)]
///     id: i64,
///     shop: String,
///     cents: i32,
/// }
///
/// # fn example(db: tablewright::Db) {
/// // Of each sale and the two before it, in the same shop.
/// let recent = Window::new()
///     .partition_by(Sale::SHOP)
///     .order_by(Sale::ID)
///     .rows(Edge::Preceding(2), Edge::CurrentRow);
/// let query = db.select::<Sale>().columns((Sale::ID, Sale::CENTS.avg().over(recent)));
/// # drop(query); }
/// ```
#[must_use = "a window does nothing until `.over(..)` uses it"]
pub struct Window<R> {
    partition: Vec<Fragment>,
    order: Vec<OrderKey>,
    frame: Option<Frame>,
    marker: Marker<R>,
}

impl Window<()> {
    /// All rows that come out of the query.
    pub fn new() -> Self {
        Self { partition: Vec::new(), order: Vec::new(), frame: None, marker: PhantomData }
    }
}

impl Default for Window<()> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R> Window<R> {
    /// Only the rows for which this is the same: a column, an expression, or a tuple of those.
    pub fn partition_by<K: Keys<I>, I>(mut self, keys: K) -> Window<(R, K::Reads)> {
        keys.put(&mut self.partition);
        self.reading()
    }

    /// In this order. An aggregate then is a running one: of the rows up to this one and those equal to it.
    pub fn order_by<K: Sort<I>, I>(mut self, keys: K) -> Window<(R, K::Reads)> {
        keys.put(&mut self.order);
        self.reading()
    }

    /// Only so many rows around this one: `ROWS BETWEEN start AND end`.
    pub fn rows(mut self, start: Edge, end: Edge) -> Self {
        self.frame = Some(Frame::new("ROWS", start, end));
        self
    }

    /// Only so many groups of rows that are equal in the order: `GROUPS BETWEEN start AND end`.
    pub fn groups(mut self, start: Edge, end: Edge) -> Self {
        self.frame = Some(Frame::new("GROUPS", start, end));
        self
    }

    /// Without some of the frame's rows. It needs a frame before it: [`rows`](Self::rows) or [`groups`](Self::groups).
    pub fn exclude(mut self, exclude: Exclude) -> Self {
        let frame = self.frame.take();
        self.frame = Some(frame.unwrap_or_else(Frame::all).excluding(exclude));
        self
    }

    fn reading<S>(self) -> Window<S> {
        let Self { partition, order, frame, .. } = self;
        Window { partition, order, frame, marker: PhantomData }
    }

    /// `call OVER (PARTITION BY .. ORDER BY .. ROWS ..)`.
    pub(super) fn after(self, call: Fragment) -> Fragment {
        let mut all = call.then(Fragment::text(" OVER ("));
        let mut gap = "";
        if !self.partition.is_empty() {
            all = all.then(Fragment::text("PARTITION BY ")).then(Fragment::list(self.partition));
            gap = " ";
        }
        if !self.order.is_empty() {
            all = all.then(Fragment::text(gap)).then(Fragment::text("ORDER BY ")).then(sorted(self.order));
            gap = " ";
        }
        if let Some(frame) = self.frame {
            all = all.then(Fragment::text(gap)).then(frame.into_fragment());
        }
        all.then(Fragment::text(")")).at_level(Level::Atom)
    }
}

impl<R> fmt::Debug for Window<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Window(partition {:?}, order {:?}, {:?})", self.partition, self.order, self.frame)
    }
}
