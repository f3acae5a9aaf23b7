//! Expressions: what a statement computes, compares and orders by.
//!
//! What an expression reads is its second type parameter, and says where it can stand (`scope.rs`):
//!
//! | reads | has a value for | can stand in |
//! | --- | --- | --- |
//! | [`At`](crate::scope::At), `()`, pairs | each row | anywhere |
//! | [`Correlated`](crate::scope::Correlated): a subquery | each row | anywhere |
//! | [`Aggregated`](crate::scope::Aggregated): `Expr<i64, Aggregated<At<Todo, I>>, NotNull>` | each group | `columns`, `having`, `order_by` |
//! | [`Windowed`](crate::scope::Windowed) | each row that comes out | `columns`, `order_by` |
//!
//! The operators of a column and of an expression are the same; each is written once, in the file of its kind, and
//! `operators!` gives it to both.

/// Gives the methods that a macro writes to columns and expressions alike: `methods!(what is read, ..)`, where a column is
/// read at a place `I` that each call finds anew. `N` is the nullability, `self.fragment()` the SQL.
macro_rules! operators {
    ($methods:ident, [$($generics:tt)*] $value:ty) => {
        impl<T: $crate::Source, $($generics)* N: $crate::Nullability, K: $crate::Kind<Null = N>>
            $crate::Column<T, $value, K>
        {
            $methods!($crate::scope::At<T, I>, I);
        }

        impl<$($generics)* R, N: $crate::Nullability> $crate::Expr<$value, R, N> {
            $methods!(R,);
        }

        impl<$($generics)* R, N: $crate::Nullability> $crate::expr::Aggregate<$value, R, N> {
            $methods!($crate::scope::Aggregated<R>,);
        }
    };
}

/// As `operators!`, for what is asked of columns and of values of rows, but not of aggregates.
macro_rules! values {
    ($methods:ident, [$($generics:tt)*] $value:ty) => {
        impl<T: $crate::Source, $($generics)* K: $crate::Kind> $crate::Column<T, $value, K> {
            $methods!($crate::scope::At<T, I>, I);
        }

        impl<$($generics)* R, N: $crate::Nullability> $crate::Expr<$value, R, N> {
            $methods!(R,);
        }
    };
}

mod aggregate;
mod arithmetic;
mod array;
mod case;
mod cast;
mod compare;
mod date;
mod distance;
mod fragment;
mod json;
mod keys;
mod logic;
mod null;
mod operand;
mod order;
mod range;
mod search;
mod sql_type;
mod subquery;
mod text;
mod window;

use std::fmt;
use std::marker::PhantomData;

pub use aggregate::{Aggregate, Averaged, Comparable, Summed, count};
pub use arithmetic::{Fractional, Number, Whole};
pub use case::{Case, case};
pub use cast::CastTo;
pub use date::{Moment, Part as DatePart, current_date, now};
pub use distance::{BitString, Distance};
pub use fragment::Fragment;
pub(crate) use fragment::{Level, Part};
pub use keys::{Keys, Sort};
pub use operand::{Assign, IntoValue, Operand, Sendable};
pub(crate) use order::Nulls;
pub use order::{Order, OrderBy, OrderKey};
pub use range::{Element, Span, Spans};
pub use search::{Config, phraseto_tsquery, plainto_tsquery, to_tsquery, websearch_to_tsquery};
pub use sql_type::SqlType;
pub use text::Text;
pub use window::{Edge, Exclude, Window, WindowCall};
pub use window::{cume_dist, dense_rank, ntile, percent_rank, rank, row_number};

use crate::nullability::NotNull;
use crate::scope::Marker;

/// An expression whose value is `V`, made of columns of the tables in `R`. `N` says whether it can be NULL.
///
/// Where in a statement the tables stand is found when the expression is given to one, so an expression that is never used
/// does not compile. To hand conditions from a function to another, return a [`Filter`](crate::Filter).
///
/// ```
/// use tablewright::{Filter, Table};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     done: bool,
///     title: String,
/// }
///
/// fn urgent() -> Filter<Todo> {
///     Filter::new().and(Todo::DONE.eq(false).and(Todo::TITLE.ilike("%now%").or(Todo::ID.lt(10))))
/// }
/// assert!(!urgent().is_empty());
/// ```
#[must_use = "an expression does nothing until a statement uses it"]
pub struct Expr<V, R, N = NotNull> {
    fragment: Fragment,
    marker: Marker<(V, R, N)>,
}

impl<V, R, N> Expr<V, R, N> {
    pub(crate) fn new(fragment: Fragment) -> Self {
        Self { fragment, marker: PhantomData }
    }

    pub(crate) fn fragment(self) -> Fragment {
        self.fragment
    }
}

impl<V, R, N> fmt::Debug for Expr<V, R, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = crate::writer::Writer::default();
        self.fragment.write(&mut writer);
        write!(f, "Expr({})", writer.sql)
    }
}
