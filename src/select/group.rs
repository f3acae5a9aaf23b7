//! Groups: `GROUP BY`, `HAVING`, `DISTINCT`.

use super::output::{Grouped, Picked, Whole};
use super::query::Distinct;
use super::{Columns, Select};
use crate::column::Column;
use crate::expr::{Expr, Fragment};
use crate::nullability::{Kind, Nullability};
use crate::scope::{Contains, Gathers, Reads};
use crate::table::Source;

/// What rows are put into groups by: a column, an expression, or a tuple of such.
#[diagnostic::on_unimplemented(
    message = "rows cannot be put into groups by `{Self}`",
    label = "neither a column, an expression, nor a tuple of those"
)]
pub trait Keys<S, I> {
    #[doc(hidden)]
    fn write_keys(self, out: &mut Vec<Fragment>);
}

impl<T: Source, V, K: Kind, S: Contains<T, I>, I> Keys<S, I> for Column<T, V, K> {
    fn write_keys(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment());
    }
}

impl<V, R: Reads<S>, N: Nullability, S> Keys<S, ()> for Expr<V, R, N> {
    fn write_keys(self, out: &mut Vec<Fragment>) {
        out.push(self.fragment());
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:ident),+))+) => {$(
        impl<S, $($name: Keys<S, $index>, $index),+> Keys<S, ($($index,)+)> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn write_keys(self, out: &mut Vec<Fragment>) {
                let ($($name,)+) = self;
                $($name.write_keys(out);)+
            }
        }
    )+};
}

tuples! {
    (A I) (A I, B J) (A I, B J, C L) (A I, B J, C L, D M) (A I, B J, C L, D M, E O) (A I, B J, C L, D M, E O, F P)
}

/// A query that has groups to ask about.
#[diagnostic::on_unimplemented(
    message = "this query has no groups to ask about",
    label = "it gives rows as they are",
    note = "put rows into groups with `.group_by(..)` first; a condition on single rows goes to `.filter(..)`"
)]
pub trait HasGroups {}

#[diagnostic::do_not_recommend]
impl HasGroups for Grouped {}
#[diagnostic::do_not_recommend]
impl<R, C> HasGroups for Picked<R, C> {}

impl<S, E> Select<S, Whole, E> {
    /// One row for all rows that are equal in these columns and expressions. Say what of them with `.columns(..)`: the keys and
    /// aggregates.
    ///
    /// ```
    /// # use tablewright::{Table, select};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     user_id: i64,
    /// #     done: bool,
    /// # }
    /// let users = select::<Todo>().group_by(Todo::USER_ID).columns(Todo::USER_ID);
    /// assert!(users.sql().ends_with(r#"GROUP BY "todo"."user_id""#));
    /// ```
    pub fn group_by<K: Keys<S, I>, I>(mut self, keys: K) -> Select<S, Grouped, E> {
        keys.write_keys(&mut self.query.more().group);
        self.into_output(|_| Grouped)
    }
}

impl<S, E> Select<S, Grouped, E> {
    /// Of each group: keys, aggregates, and what is computed of them. A column that is neither a key nor determined by a primary
    /// key among them is refused by the server.
    pub fn columns<C: Columns<S, I>, I>(self, columns: C) -> Select<S, Picked<C::Row, C::Shape>, E> {
        self.pick(columns)
    }
}

impl<S, O, E> Select<S, O, E> {
    /// Only groups for which this is true. Several calls must all be true.
    pub fn having<R: Gathers<S>, N: Nullability>(mut self, condition: Expr<bool, R, N>) -> Self
    where
        O: HasGroups,
    {
        self.query.more().having.push(condition.fragment());
        self
    }

    /// Each row once.
    pub fn distinct(mut self) -> Self {
        self.query.more().distinct = Some(Distinct::Rows);
        self
    }

    /// The first row, in the order of the query, of those that are equal in these columns and expressions. The query must be ordered by them first.
    ///
    /// ```
    /// # use tablewright::{Table, select};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     user_id: i64,
    /// # }
    /// let latest = select::<Todo>().distinct_on(Todo::USER_ID).order_by((Todo::USER_ID, Todo::ID.desc()));
    /// assert!(latest.sql().starts_with(r#"SELECT DISTINCT ON ("todo"."user_id") "#));
    /// ```
    pub fn distinct_on<K: Keys<S, I>, I>(mut self, keys: K) -> Self {
        let mut all = Vec::new();
        keys.write_keys(&mut all);
        self.query.more().distinct = Some(Distinct::On(all));
        self
    }
}
