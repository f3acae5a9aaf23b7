//! `CASE`.

use std::marker::PhantomData;

use super::{Expr, Fragment, Level, Operand, SqlType};
use crate::nullability::{NotNull, Nullability, Nullable};
use crate::scope::{Marker, Settled};

/// `CASE WHEN .. THEN .. ELSE .. END`, of values of type `V`.
///
/// ```
/// use tablewright::{Table, expr::case};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     done: bool,
///     title: String,
/// }
///
/// # fn example(db: tablewright::Db) {
/// let state = case::<String>().when(Todo::DONE, "done").when(Todo::TITLE.eq(""), "empty").otherwise("open");
/// let query = db.select::<Todo>().columns((Todo::ID, state));
/// # drop(query); }
/// ```
pub fn case<V: SqlType>() -> Case<V, (), NotNull> {
    Case { branches: Fragment::text("CASE"), marker: PhantomData }
}

/// A `CASE` to which branches are added. Made by [`case`].
#[must_use = "a CASE is complete with `.otherwise(..)` or `.or_null()`"]
pub struct Case<V, R, N> {
    branches: Fragment,
    marker: Marker<(V, R, N)>,
}

impl<V: SqlType, R, N: Nullability> Case<V, R, N> {
    /// This value, where the condition is the first that is true.
    #[allow(clippy::type_complexity)] // What it reads and whether it can be NULL, of three parts.
    pub fn when<C, O, I, J>(
        self,
        condition: C,
        value: O,
    ) -> Case<V, O::Reads<(R, Settled<C::Reads<()>>)>, O::Null<N>>
    where
        C: Operand<bool, I>,
        O: Operand<V, J>,
    {
        let when = self.branches.then(Fragment::text(" WHEN ")).then(condition.into_fragment());
        let branches = when.then(Fragment::text(" THEN ")).then(value.into_fragment().cast_to::<V>());
        Case { branches, marker: PhantomData }
    }

    /// This value, where no condition is true.
    pub fn otherwise<O: Operand<V, J>, J>(self, value: O) -> Expr<V, O::Reads<R>, O::Null<N>> {
        let branches = self.branches.then(Fragment::text(" ELSE ")).then(value.into_fragment());
        Expr::new(branches.then(Fragment::text(" END")).at_level(Level::Atom))
    }

    /// NULL, where no condition is true.
    pub fn or_null(self) -> Expr<V, R, Nullable> {
        Expr::new(self.branches.then(Fragment::text(" END")).at_level(Level::Atom))
    }
}
