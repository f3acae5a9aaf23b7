//! The column of a table as a constant: `Todo::TITLE`.

use std::fmt;
use std::marker::PhantomData;

use crate::expr::{Expr, Fragment};
use crate::nullability::{Kind, NotNull};
use crate::scope::{At, Marker};
use crate::table::{AliasOf, Source, Table};

/// A column of the table `T` whose values are `V`. `K` is [`NotNull`], [`Nullable`](crate::Nullable), or
/// [`Generated`](crate::Generated) of one of them.
///
/// What can be asked of a column is what can be asked of any expression: see [`Expr`].
///
/// ```
/// use tablewright::{Filter, Table};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     title: String,
///     note: Option<String>,
/// }
///
/// let open = Filter::<Todo>::new().and(Todo::TITLE.like("buy%")).and(Todo::NOTE.is_null());
/// ```
pub struct Column<T, V, K = NotNull> {
    name: &'static str,
    marker: Marker<(T, V, K)>,
}

impl<T, V, K> Clone for Column<T, V, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, V, K> Copy for Column<T, V, K> {}

impl<T, V, K> Column<T, V, K> {
    /// A column by its name in the database. Derived structs have one for each field.
    pub const fn new(name: &'static str) -> Self {
        Self { name, marker: PhantomData }
    }

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T: Table, V, K> Column<T, V, K> {
    /// The same column of an [`alias!`](crate::alias) of its table: `Todo::TITLE.of(Parent)`.
    pub const fn of<A: AliasOf<T> + Copy>(self, _: A) -> Column<A, V, K> {
        Column::new(self.name)
    }
}

impl<T: Source, V, K: Kind> Column<T, V, K> {
    pub(crate) fn fragment(self) -> Fragment {
        Fragment::column(T::SOURCE, self.name)
    }

    /// The column as an expression.
    pub fn expr<I>(self) -> Expr<V, At<T, I>, K::Null> {
        Expr::new(self.fragment())
    }
}

impl<T: Source, V, K> fmt::Debug for Column<T, V, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({}.{})", T::SOURCE.name, self.name)
    }
}
