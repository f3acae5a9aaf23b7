//! What can stand on the other side of an operator: a value, a column, an expression.

use std::ops;

use super::{Expr, Fragment};
use crate::column::Column;
use crate::nullability::{Kind, NotNull, Nullability, Nullable};
use crate::params::Value;
use crate::scope::At;
use crate::table::Source;
use crate::types::composite::{is_composite, needed_name};
use crate::types::{Json, Range};
use tokio_postgres::types::ToSql;

/// Something of type `V`: a value (`V`, `&V`, `&str` for `String`, `1..5` for a `Range`), a column, or an expression. `J` is the place of the
/// column's table; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand where a `{V}` is compared or computed",
    label = "not a `{V}`, nor a column or expression of that type"
)]
pub trait Operand<V, J> {
    /// The tables read, those of the other side `R` among them.
    type Reads<R>;
    /// The nullability, together with that of the other side.
    type Null<N: Nullability>: Nullability;
    #[doc(hidden)]
    fn into_fragment(self) -> Fragment;
}

/// What a column of type `V` can be set to; `K` says whether NULL is possible.
#[diagnostic::on_unimplemented(
    message = "a column of type `{V}` cannot be set to `{Self}`",
    label = "not a `{V}`, nor a column or expression of that type that is NULL only where the column can be"
)]
pub trait Assign<V, K, J> {
    /// The tables read.
    type Reads;
    #[doc(hidden)]
    fn into_assigned(self) -> Fragment;
}

/// What can be kept as a parameter. Implemented for everything that `postgres-types` can send.
pub trait Sendable: ToSql + Send + Sync + 'static {}

impl<V: ToSql + Send + Sync + 'static> Sendable for V {}

fn param<V: Sendable>(value: V) -> Fragment {
    let name = needed_name(&value);
    let param = Fragment::param(Box::new(value) as Value);
    match name {
        None => param,
        Some(name) => param.cast_to_named(name),
    }
}

/// Several values as one parameter, an array.
pub(super) fn params<V: Sendable>(values: Vec<V>) -> Fragment {
    if values.is_empty() && is_composite::<V>() {
        return Fragment::text("'{}'"); // There is none to ask for the name of its type.
    }
    let name = values.first().and_then(needed_name);
    let param = Fragment::param(Box::new(values));
    match name {
        None => param,
        Some(name) => param.cast_to_array_of(name),
    }
}

macro_rules! values {
    ($([$($generics:tt)*] $from:ty => $value:ty, $convert:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Assign<$value, NotNull, ()> for $from {
            type Reads = ();
            fn into_assigned(self) -> Fragment {
                param::<$value>($convert(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Assign<$value, Nullable, ()> for $from {
            type Reads = ();
            fn into_assigned(self) -> Fragment {
                param::<$value>($convert(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> IntoValue<$value> for $from {
            fn into_value(self) -> $value {
                $convert(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> IntoValue<Option<$value>> for $from {
            fn into_value(self) -> Option<$value> {
                Some($convert(self))
            }
        }
    )+};
}

/// What can be stored in a field of type `V`: the value itself, a reference to it, `&str` for `String`; where the field is
/// an `Option`, the inner value as well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column of type `{V}`",
    label = "not a `{V}`"
)]
pub trait IntoValue<V> {
    /// The value.
    fn into_value(self) -> V;
}

values! {
    [V: Sendable] V => V, std::convert::identity;
    [V: Sendable + Clone] &V => V, V::clone;
    [] &str => String, str::to_owned;
    [V: Sendable + Clone] &[V] => Vec<V>, <[V]>::to_vec;
    [] serde_json::Value => Json, Json;
    [V: Sendable] ops::Range<V> => Range<V>, Range::from;
    [V: Sendable] ops::RangeInclusive<V> => Range<V>, Range::from;
    [V: Sendable] ops::RangeFrom<V> => Range<V>, Range::from;
}

// Not by a macro: where a value is of another type, a message shows these.

#[diagnostic::do_not_recommend]
impl<V: Sendable> Operand<V, ()> for V {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(self)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Sendable + Clone> Operand<V, ()> for &V {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(V::clone(self))
    }
}

#[diagnostic::do_not_recommend]
impl Operand<String, ()> for &str {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(self.to_owned())
    }
}

#[diagnostic::do_not_recommend]
impl<V: Sendable + Clone> Operand<Vec<V>, ()> for &[V] {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(self.to_vec())
    }
}

#[diagnostic::do_not_recommend]
impl Operand<Json, ()> for serde_json::Value {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(Json(self))
    }
}

#[diagnostic::do_not_recommend]
impl<V: Sendable> Operand<Range<V>, ()> for ops::Range<V> {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(Range::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl<V: Sendable> Operand<Range<V>, ()> for ops::RangeInclusive<V> {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(Range::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl<V: Sendable> Operand<Range<V>, ()> for ops::RangeFrom<V> {
    type Reads<R> = R;
    type Null<N: Nullability> = N;
    fn into_fragment(self) -> Fragment {
        param(Range::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl<V: Sendable> Assign<V, Nullable, ()> for Option<V> {
    type Reads = ();
    fn into_assigned(self) -> Fragment {
        param(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Source, V, K: Kind, I> Operand<V, I> for Column<T, V, K> {
    type Reads<R> = (R, At<T, I>);
    type Null<N: Nullability> = <K::Null as Nullability>::Or<N>;
    fn into_fragment(self) -> Fragment {
        self.fragment()
    }
}

#[diagnostic::do_not_recommend]
impl<V, R, N: Nullability> Operand<V, ()> for Expr<V, R, N> {
    type Reads<L> = (L, R);
    type Null<M: Nullability> = N::Or<M>;
    fn into_fragment(self) -> Fragment {
        self.fragment
    }
}

#[diagnostic::do_not_recommend]
impl<T: Source, V, K: Kind, I> Assign<V, Nullable, I> for Column<T, V, K> {
    type Reads = At<T, I>;
    fn into_assigned(self) -> Fragment {
        self.fragment()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Source, V, K: Kind<Null = NotNull>, I> Assign<V, NotNull, I> for Column<T, V, K> {
    type Reads = At<T, I>;
    fn into_assigned(self) -> Fragment {
        self.fragment()
    }
}

#[diagnostic::do_not_recommend]
impl<V, R, N> Assign<V, Nullable, ()> for Expr<V, R, N> {
    type Reads = R;
    fn into_assigned(self) -> Fragment {
        self.fragment
    }
}

#[diagnostic::do_not_recommend]
impl<V, R> Assign<V, NotNull, ()> for Expr<V, R, NotNull> {
    type Reads = R;
    fn into_assigned(self) -> Fragment {
        self.fragment
    }
}
