//! What says that a row is there already, and which columns are replaced then.

use crate::column::Column;
use crate::nullability::Writable;
use crate::table::Constraint;

/// What says that a row is there already.
#[derive(Debug)]
pub enum Target {
    /// These unique columns.
    Columns(Vec<&'static str>),
    /// This constraint.
    Constraint(&'static str),
}

/// What `.on_conflict(..)` takes: unique columns of `T` (one, or a tuple), or a constraint of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no unique key of `{T}`",
    note = "use a column, a tuple of columns, or a constraint of that table"
)]
pub trait ConflictTarget<T> {
    #[doc(hidden)]
    fn into_target(self) -> Target;
}

#[diagnostic::do_not_recommend]
impl<T, V, K> ConflictTarget<T> for Column<T, V, K> {
    fn into_target(self) -> Target {
        Target::Columns(vec![self.name()])
    }
}

#[diagnostic::do_not_recommend]
impl<T> ConflictTarget<T> for Constraint<T> {
    fn into_target(self) -> Target {
        Target::Constraint(self.name())
    }
}

macro_rules! tuples {
    ($(($($value:ident $kind:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T, $($value, $kind),+> ConflictTarget<T> for ($(Column<T, $value, $kind>,)+) {
            #[allow(non_snake_case)]
            fn into_target(self) -> Target {
                let ($($value,)+) = self;
                Target::Columns(vec![$($value.name()),+])
            }
        }
    )+};
}

tuples! { (A KA) (A KA, B KB) (A KA, B KB, C KC) (A KA, B KB, C KC, D KD) }

/// What `.do_update(..)` takes: columns of `T` that can be written, one or a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no columns of `{T}` that can be written",
    note = "use a column or a tuple of columns; `.do_update_with(|update| ..)` computes other values"
)]
pub trait Replaced<T> {
    #[doc(hidden)]
    fn into_names(self) -> Vec<&'static str>;
}

#[diagnostic::do_not_recommend]
impl<T, V, K: Writable> Replaced<T> for Column<T, V, K> {
    fn into_names(self) -> Vec<&'static str> {
        vec![self.name()]
    }
}

macro_rules! replaced {
    ($(($($value:ident $kind:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T, $($value, $kind: Writable),+> Replaced<T> for ($(Column<T, $value, $kind>,)+) {
            #[allow(non_snake_case)]
            fn into_names(self) -> Vec<&'static str> {
                let ($($value,)+) = self;
                vec![$($value.name()),+]
            }
        }
    )+};
}

replaced! {
    (A KA) (A KA, B KB) (A KA, B KB, C KC) (A KA, B KB, C KC, D KD) (A KA, B KB, C KC, D KD, E KE)
    (A KA, B KB, C KC, D KD, E KE, F KF) (A KA, B KB, C KC, D KD, E KE, F KF, G KG)
    (A KA, B KB, C KC, D KD, E KE, F KF, G KG, H KH)
}
